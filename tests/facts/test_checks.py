"""Each check on true and on false statements about invented bulletins."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.facts.check import JUDGES, Checker
from summarizer.facts.model import Kind
from summarizer.types import Check, Task
from tests.facts.bulletins import APPOINTMENT, MEETING, STATISTICS, TALKS, VISIT


def failed(source: str, output: str, task: Task = Task.BRIEF) -> list[Check]:
    return [c for c in Checker(source).check(task, output) if c.passed is False]


def kinds(source: str, output: str, task: Task = Task.BRIEF) -> set[str]:
    return {c.kind for c in failed(source, output, task)}


TRUE = [
    (
        MEETING,
        "5月12日，云岭县委副书记、县长林岳主持召开全县防汛备汛工作会议。他指出，要对全县23座小型水库开展拉网式排查；"
        "要严格执行24小时值班值守制度，备足15-20天的抢险物资，严禁迟报瞒报。",
    ),
    (MEETING, "县长林岳主持会议，副县长高晓棠，县人大副主任欧阳青、司马文渊等出席。"),
    (
        MEETING,
        "高晓棠要求，柳湾镇、石门乡要在5月20日前完成河道清淤。会议印发《云岭县防汛应急预案》。",
    ),
    (
        STATISTICS,
        "一季度，云岭县地区生产总值42.6亿元，同比增长6.3%；新增就业2300人，2名劳动模范受到表彰。",
    ),
    (STATISTICS, "全县固定资产投资环比下降1.7%，粮食播种面积35000亩。"),
    (VISIT, "4月19日，清河市委书记沈砚在云岭县调研乡村振兴工作，原市政协副主席祁连陪同。"),
    (VISIT, "沈砚指出，要因地制宜发展特色产业。顾长明表示，将加快建设茶旅融合示范区。"),
    (APPOINTMENT, "6月3日，清河市宣布省委决定：顾长明任清河市委副书记，林岳任市水利局局长。"),
    (APPOINTMENT, "任命林岳、高晓棠分别为市水利局局长、市应急管理局局长。"),
    (TALKS, "7月2日，国家主席沈砚会见莱阿共和国总统迪萨里。迪萨里表示，莱方坚定支持一个中国原则。"),
]


@pytest.mark.parametrize(("source", "output"), TRUE)
def test_true_briefs_pass_every_check(source: str, output: str) -> None:
    assert failed(source, output) == []


OPENING = "5月12日，云岭县委副书记、县长林岳主持召开全县防汛备汛工作会议。"

FALSE = [
    # opposites
    (APPOINTMENT, "免去林岳、高晓棠分别为市水利局局长、市应急管理局局长。", "polarity"),
    (STATISTICS, "一季度，云岭县地区生产总值42.6亿元，同比下降6.3%。", "numbers"),
    # names that are the beginnings of others
    ("县长陈立功到江州考察。副县长陈立业参加。", "县长陈立到江州考察。", "names"),
    # names
    (MEETING, OPENING.replace("林岳", "高晓棠"), "names"),
    (MEETING, OPENING.replace("林岳", "林峰"), "names"),
    (MEETING, "县人大常委会副主任欧阳青、司马文远、陶汐出席会议。", "names"),
    (MEETING, "县人大常委会副主任欧阳青、司马文渊、陶夕出席会议。", "names"),
    (VISIT, "市委常委、统战部部长穆萨·艾克陪同。", "names"),
    (TALKS, "7月2日，国家主席沈砚在清河会见莱阿共和国总统卡姆波·迪萨罗。", "names"),
    (TALKS, "国家主席沈砚在清河会见莱阿共和国外长特雷森。", "names"),
    # posts
    (MEETING, OPENING.replace("副书记", "书记"), "posts"),
    (MEETING, "县委常委、县长高晓棠出席会议。", "pairs"),
    (MEETING, "县委常委、常务副县长高晓棠出席会议。", "posts"),
    (MEETING, "县人大常委会主任欧阳青出席会议。", "posts"),
    (VISIT, "市政协副主席祁连同志陪同。", "posts"),
    # pairs
    (MEETING, "副县长林岳主持会议，县长高晓棠出席会议。", "pairs"),
    (VISIT, "云岭县委书记沈砚在云岭县调研乡村振兴工作。", "pairs"),
    (APPOINTMENT, "任命林岳、高晓棠分别为市应急管理局局长、市水利局局长。", "pairs"),
    # places
    (MEETING, "高晓棠要求，青石镇、石门乡要在5月20日前完成河道清淤。", "places"),
    (VISIT, "沈砚在江苏省调研乡村振兴工作。", "places"),
    # organisations
    (
        STATISTICS,
        "记者从云岭县财政局获悉，今年一季度，全县地区生产总值完成42.6亿元。",
        "organisations",
    ),
    # numbers
    (MEETING, "林岳指出，要对全县32座小型水库、118处山洪灾害隐患点开展拉网式排查。", "numbers"),
    (MEETING, "要备足15-25天的抢险物资。", "numbers"),
    (STATISTICS, "全县地区生产总值完成42.6万元，同比增长6.3%。", "numbers"),
    (STATISTICS, "全县地区生产总值完成42.6亿元，同比增长7.9%。", "numbers"),
    (STATISTICS, "全县地区生产总值完成42.6亿元，同比增长6.3个百分点。", "numbers"),
    (STATISTICS, "全县地区生产总值完成42.6亿元，环比增长6.3%。", "numbers"),
    (STATISTICS, "全县固定资产投资环比增长1.7%。", "numbers"),
    (STATISTICS, "三名劳动模范受到表彰。", "numbers"),
    # dates
    (MEETING, OPENING.replace("12日", "13日"), "dates"),
    (MEETING, OPENING.replace("12日", "20日"), "dates"),
    (VISIT, "2023年4月19日，清河市委书记沈砚在云岭县调研。", "dates"),
    # quotations
    (MEETING, "要打通预警信息“最后一百米”。", "quotations"),
    (MEETING, "会议还印发了《云岭县防洪应急预案》。", "quotations"),
    # speaker
    (
        MEETING,
        "高晓棠强调，要严格执行24小时值班值守制度，备足15-20天的抢险物资，严禁迟报瞒报。",
        "speaker",
    ),
    (VISIT, "顾长明指出，要因地制宜发展特色产业，让群众持续增收。", "speaker"),
    # order
    (MEETING, "县人大常委会副主任司马文渊、欧阳青出席会议。", "order"),
    # polarity
    (
        MEETING,
        "林岳强调，要严格执行24小时值班值守制度，备足15-20天的抢险物资，迟报瞒报。",
        "polarity",
    ),
    (MEETING, "严禁迟报瞒报，得擅自离岗。", "polarity"),
    (MEETING, "要严格执行24小时值班值守制度，不得严禁迟报瞒报。", "polarity"),
    (MEETING, "对按期完成的乡镇予以通报。", "polarity"),
    (VISIT, "云岭县委书记顾长明表示，将不认真落实市委要求。", "polarity"),
    # support
    (MEETING, "全县干部群众深受鼓舞，纷纷为此次盛会点赞喝彩。", "support"),
]


@pytest.mark.parametrize(("source", "output", "kind"), FALSE)
def test_false_briefs_fail_the_right_check(source: str, output: str, kind: str) -> None:
    assert kind in kinds(source, output)


def test_a_failed_check_tells_the_place_and_what_the_source_has() -> None:
    output = OPENING.replace("12日", "13日")
    [check] = failed(MEETING, output)
    assert check.span is not None
    assert check.span.of(output) == check.text == "5月13日"
    assert check.source == "5月12日"
    assert check.reason == "原文没有这个日期"


def test_one_check_per_kind_that_passed_or_does_not_apply() -> None:
    checks = Checker(MEETING).check(Task.BRIEF, "会议还印发了《云岭县防汛应急预案》。")
    assert [c.kind for c in checks] == [kind.value for kind in JUDGES]
    passed = {c.kind: c.passed for c in checks}
    assert passed["quotations"] is True
    assert passed["names"] is None
    assert passed["numbers"] is None


def test_a_clause_that_was_left_out_takes_its_negation_along() -> None:
    output = "高晓棠要求，柳湾镇、石门乡要在5月20日前完成河道清淤。"
    assert failed(MEETING, output) == []


def test_headlines_may_round_and_shorten_but_not_invent() -> None:
    source = "一季度，云岭县消费品零售总额达4331.7万元，游客超过12万人次。"
    assert failed(source, "云岭县一季度消费品零售总额超4300万元", Task.HEADLINE) == []
    assert "numbers" in kinds(source, "云岭县一季度消费品零售总额超4300万元")
    assert kinds(source, "云岭县一季度消费品零售总额超4900万元", Task.HEADLINE) == {"numbers"}
    assert kinds(MEETING, "林峰主持召开防汛备汛工作会议", Task.HEADLINE) == {"names"}


def test_a_blank_in_a_headline_parts_two_sentences() -> None:
    source = "会议决定：任命林岳为云岭县县长，任命高晓棠为云岭县副县长。"
    assert failed(source, "林岳任云岭县县长 高晓棠任云岭县副县长", Task.HEADLINE) == []
    assert kinds(source, "林岳任云岭县副县长 高晓棠任云岭县县长", Task.HEADLINE)


def test_broken_lines_and_widths_are_no_differences() -> None:
    source = "5月１２日，县长林\n岳主持会议，听取“最后一\n公里”工作汇报。"
    joined = source.replace("\n", "")
    assert failed(joined, "5月12日，县长林岳主持会议，听取“最后一公里”工作汇报。") == []


@pytest.mark.parametrize("output", ["", "。", "，，，", "林", "  \n"])
@pytest.mark.parametrize("source", ["", "。", MEETING])
def test_degenerate_texts_are_judged_without_error(source: str, output: str) -> None:
    checks = Checker(source).check(Task.BRIEF, output)
    assert len({c.kind for c in checks}) == len(Kind)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([c for s in MEETING.splitlines() for c in s.split("。") if c]),
        min_size=1,
        max_size=4,
        unique=True,
    )
)
def test_whole_sentences_of_the_source_pass(sentences: list[str]) -> None:
    ordered = sorted(sentences, key=MEETING.index)
    assert failed(MEETING, "。".join(ordered) + "。") == []


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="云岭县长林岳高晓棠，。12日不得“”、指出强调\n副", max_size=40))
def test_any_output_is_judged_and_spans_are_inside(output: str) -> None:
    for check in Checker(MEETING).check(Task.BRIEF, output):
        if check.span is not None:
            assert check.text == check.span.of(output)
            assert check.reason


@pytest.mark.parametrize(
    ("company", "passed"),
    [
        ("柳湾华宸国际铸造（云岭）有限公司", True),
        ("华宸国际铸造（云岭）有限公司", True),
        ("云岭县宸国际铸造（云岭）有限公司", False),
        ("国际铸造（云岭）有限公司", False),
        ("元星硅业有限公司", True),
        ("云岭县元星硅业有限公司", True),
        ("星硅业有限公司", False),
    ],
)
def test_a_company_keeps_its_whole_name(company: str, passed: bool) -> None:
    source = (
        "4月19日，县委副书记林岳先后来到云岭县元星硅业有限公司、"
        "柳湾华宸国际铸造（云岭）有限公司调研。"
    )
    checks = Checker(source).check(Task.BRIEF, f"4月19日，县委副书记林岳来到{company}调研。")
    verdict = [c.passed for c in checks if c.kind == "organisations"]
    assert verdict == [passed]


@pytest.mark.parametrize("company", ["参观江苏元星硅业有限公司", "感谢该公司"])
def test_a_company_is_whole_from_its_place_on(company: str) -> None:
    source = "县长林岳一行先后参观江苏元星硅业有限公司，诚挚感谢该公司的支持。"
    checks = Checker(source).check(Task.BRIEF, f"县长林岳{company}。")
    assert not [c for c in checks if c.kind == "organisations" and c.passed is False]


@pytest.mark.parametrize("output", ["云岭县政协召开协商会", "云岭县委印发通知"])
def test_a_body_may_go_by_its_short_name(output: str) -> None:
    source = (
        "3月30日，政协云岭县委员会召开协商会。中共云岭县委员会印发通知，"
        "县长林岳要求市供电公司整改。"
    )
    checks = Checker(source).check(Task.HEADLINE, output)
    assert not [c for c in checks if c.kind == "organisations" and c.passed is False]
    asked = Checker(source).check(Task.BRIEF, "县长林岳要求市供电公司整改。")
    assert not [c for c in asked if c.passed is False]


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("定于3月4日22:00对部分城区实施停水。", False),
        ("定于3月4日22:00至3月5日16:00对部分城区实施停水。", True),
        ("3月4日22:00起对部分城区实施停水。", True),
        ("花灯展5月1日开幕。", True),
        ("花灯展5月1日—10日在柳湾镇举办。", True),
        ("花灯展5月1日在柳湾镇举办。", False),
        ("6月2日，县长林岳巡河。", True),
    ],
)
def test_the_first_day_of_several_is_not_told_alone(output: str, passed: bool) -> None:
    source = (
        "定于3月4日22:00至3月5日16:00对部分城区实施停水。花灯展5月1日—10日在柳湾镇举办。"
        "6月2日至4日是巡河周。6月2日，县长林岳巡河。"
    )
    reasons = {c.reason for c in Checker(source).check(Task.BRIEF, output)}
    assert ("原文说的是一段日期" not in reasons) is passed
