"""Rows of leaders, shares and meetings in what the model writes."""

from __future__ import annotations

import pytest

from summarizer.belonging import (
    apart,
    dated,
    first_named,
    first_placed,
    in_year,
    own_committee,
    own_meeting,
    own_province,
    own_subject,
    predicated,
    shared,
)
from summarizer.facts.check import Checker
from summarizer.forms import EXTRACT
from summarizer.types import Task

VISITS = (
    "春节前夕，县委书记周明远、县长陈立功、县人大常委会主任吴秀兰、县政协主席郑国强分别带队走访慰问"
    "困难群众。陈立功说，要把温暖送到群众心坎上。"
)
ACCIDENTS = "上半年，全县发生事故5起，死亡2人，同比分别下降37.5%和33.3%。"
MEETINGS = (
    "6月8日，县委书记何玉成主持召开县委常委会会议，学习有关精神。会议强调，要抓好党建。\n"
    "同日，县长林岳主持召开县政府常务会议。会议要求，要对全县142家重点企业开展排查。"
)


@pytest.mark.parametrize(
    ("task", "output", "passed"),
    [
        (Task.BRIEF, "县政协主席郑国强带队走访慰问困难群众。", False),
        (Task.HEADLINE, "郑国强带队走访慰问困难群众", False),
        (Task.HEADLINE, "周明远等带队走访慰问困难群众", True),
        (Task.BRIEF, "陈立功说，要把温暖送到群众心坎上。", True),
        (Task.BRIEF, VISITS, True),
    ],
)
def test_a_row_is_told_from_its_first_name(task: Task, output: str, passed: bool) -> None:
    assert first_named(Checker(VISITS).view(task, output)).passed is passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("县委副书记、县长江一帆观看演练。", False),
        # the guest goes before him, in what he says he is alone
        ("演练在柳湾镇举行。县委副书记、县长江一帆要求，要补齐短板。", True),
        ("市应急局副局长田文海，县委副书记、县长江一帆观看演练。", True),
    ],
)
def test_a_post_from_a_row_of_guests_is_no_row(output: str, passed: bool) -> None:
    source = (
        "演练在柳湾镇举行。市应急局副局长田文海，县委副书记、县长江一帆观看演练。"
        "江一帆要求，要补齐短板。"
    )
    assert first_named(Checker(source).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(
    ("task", "output", "passed"),
    [
        (Task.HEADLINE, "广东：推进茶园改造", False),
        (Task.HEADLINE, "浙江、广东推进茶园改造", True),
        (Task.HEADLINE, "浙江推进茶园改造", True),
        (Task.BRIEF, "广东推进茶园改造。", True),
    ],
)
def test_a_row_of_places_is_told_from_its_first(task: Task, output: str, passed: bool) -> None:
    source = "今年以来，浙江、广东推进茶园改造，茶农增收明显。"
    assert first_placed(Checker(source).view(task, output)).passed is passed


@pytest.mark.parametrize(
    ("source", "output", "passed"),
    [
        (ACCIDENTS, ACCIDENTS, True),
        (ACCIDENTS, "上半年，全县发生事故5起，同比分别下降37.5%和33.3%。", False),
        (ACCIDENTS, "上半年，全县发生事故5起，死亡2人。", True),
        (VISITS, "县委书记周明远分别带队走访慰问困难群众。", False),
        (VISITS, VISITS, True),
    ],
)
def test_what_is_shared_out_is_all_there(source: str, output: str, passed: bool) -> None:
    check = shared(Checker(source).view(Task.BRIEF, output))
    assert check.passed is passed
    assert passed or check.source in source


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("6月8日，县委书记何玉成主持召开县委常委会会议。会议强调，要抓好党建。", True),
        (
            "6月8日，县委书记何玉成主持召开县委常委会会议。会议要求，要对全县重点企业开展排查。",
            False,
        ),
        ("县长林岳主持召开县政府常务会议。会议要求，要对全县142家重点企业开展排查。", True),
    ],
)
def test_a_meeting_says_what_it_said(output: str, passed: bool) -> None:
    assert own_meeting(Checker(MEETINGS).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("县长林岳到云岭县柳湾镇调研，在青石镇察看茶园。", True),
        ("县长林岳在云岭县青石镇察看茶园。", True),
        ("县长林岳在柳湾镇青石镇察看茶园。", False),
        ("县长林岳在柳湾镇、青石镇察看茶园。", True),
    ],
)
def test_places_do_not_run_together(output: str, passed: bool) -> None:
    source = "县长林岳到云岭县柳湾镇调研，在青石镇察看茶园。"
    assert apart(Checker(source).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("云岭县学习教育工作专班", False),
        ("云岭县学习教育工作专班通报3起问题", True),
        ("全县100个村同步举行", False),
        ("全县100个村同步举行文艺演出", True),
        ("林岳会见清河市客人", True),
        ("云岭县防汛会议", True),
        ("林岳出席会议云岭县召开防汛会议", False),
        ("林岳会见清河市客人的", False),
        ("《云岭县防汛应急预案》", False),
        ("青石镇全体会议召开", True),
        ("茶园推进会在青石镇举行", True),
        ("云岭县推行“亩均论英雄”改革", True),
        ("推行“亩均论英雄”改革以来", False),
        ("青石镇举行的茶园推进会上", False),
        ("县委常委、县人武部政委项志远", False),
    ],
)
def test_a_headline_says_what_is_done(output: str, passed: bool) -> None:
    source = (
        "云岭县学习教育工作专班、县纪委通报3起问题。全县100个村同步举行了文艺演出。"
        "林岳会见清河市客人并座谈。云岭县召开防汛会议。青石镇全体会议召开8月4日，云岭县推行“亩均论英雄”"
        "改革以来，茶园推进会在青石镇举行“我们有信心”。"
    )
    assert predicated(Checker(source).view(Task.HEADLINE, output)).passed is passed
    assert predicated(Checker(source).view(Task.BRIEF, output)).passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("“云岭号”货船顺利完成", False),
        ("“云岭号”货船顺利完成首航", True),
        ("云岭县人大常委会会议审议", False),
        ("云岭县人大常委会会议审议县政府工作报告", True),
        ("30家茶厂招工600人", True),  # in the title it runs into the date
    ],
)
def test_a_headline_ends_with_its_object(output: str, passed: bool) -> None:
    source = (
        "30家茶厂招工600人5月28日上午，“云岭号”货船顺利完成首航。云岭县人大常委会会议审议"
        "县政府工作报告。招聘会上，30家茶厂招工600人。"
    )
    assert predicated(Checker(source).view(Task.HEADLINE, output)).passed is passed


def test_a_title_run_together_with_its_text_is_whole() -> None:
    source = "原标题：云岭县读书班开班9月5日上午，云岭县读书班在县委党校开班，林岳主持开班式。"
    title = "云岭县读书班开班"
    for behind in ("本报讯（记者 冯书远）", "云岭县读书班开班", "近日，"):
        told = f"原标题：{title}{behind}9月5日上午，读书班在县委党校开班，林岳主持。"
        assert predicated(Checker(told).view(Task.HEADLINE, title)).passed
    assert predicated(Checker(source).view(Task.HEADLINE, title)).passed
    assert not predicated(Checker(source[4:]).view(Task.HEADLINE, title)).passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("3月13日，云岭县运动会闭幕。", True),
        ("3月13日，林岳多次强调，要办好运动会。", False),
        ("3月13日上午，云岭县运动会闭幕。", True),
        ("下届运动会将于举行。", False),
        ("下届运动会将于6月举行。", True),
    ],
)
def test_what_happened_on_a_day(output: str, passed: bool) -> None:
    source = (
        "3月13日上午，云岭县运动会闭幕。县长林岳多次强调，要办好运动会。下届运动会将于6月举行。"
    )
    assert dated(Checker(source).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("6月9日，县档案馆举办宣传活动。", True),  # 当天
        ("6月9日，两位专家为果农授课。", True),  # the next sentence, and no other time
        ("6月9日，果园新建冷库3座。", False),
        ("6月9日，县里投入资金80万元。", False),
    ],
)
def test_what_follows_a_day_was_on_that_day(output: str, passed: bool) -> None:
    source = (
        "6月9日是国际档案日。当天，县档案馆举办宣传活动。6月9日，果园里人声鼎沸。两位专家为果农授课。"
        "去年以来，果园新建冷库3座。县里投入资金80万元。"
    )
    assert dated(Checker(source).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("县长林岳等在主席台就座，补选唐一鸣为主任。", False),
        ("县长林岳等在主席台就座。大会补选唐一鸣为主任。", True),
        ("大会闭幕，补选唐一鸣为主任。", True),
        ("县长林岳等在主席台就座，何静安主持。", True),
    ],
)
def test_what_a_meeting_does_nobody_else_does(output: str, passed: bool) -> None:
    source = (
        "大会闭幕。县长林岳等在主席台就座。何静安主持。\n大会以无记名投票方式，补选唐一鸣为主任。"
    )
    assert own_subject(Checker(source).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(
    ("task", "output", "passed"),
    [
        (Task.HEADLINE, "云岭县委员会召开专题协商会", False),
        (Task.HEADLINE, "政协云岭县委员会召开专题协商会", True),
        (Task.HEADLINE, "云岭县政协召开专题协商会", True),
        (Task.BRIEF, "3月30日，云岭县委员会召开专题协商会，林岳出席并讲话。", False),
        (Task.BRIEF, "3月30日，政协云岭县委员会召开专题协商会，林岳出席并讲话。", True),
    ],
)
def test_a_committee_keeps_what_it_is_one_of(task: Task, output: str, passed: bool) -> None:
    source = "3月30日，政协云岭县委员会召开专题协商会，县政协主席林岳出席并讲话。"
    assert own_committee(Checker(source).view(task, output)).passed is passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("秋收接近尾声。全省1800多万亩晚稻收获快速推进。", False),
        ("江西全省1800多万亩晚稻收获快速推进，黑龙江450多万亩大豆基本收完。", True),
        ("省长林岳主持召开会议，部署全省秋收工作。", True),
        ("黑龙江450多万亩大豆基本收完。", True),
    ],
)
def test_one_knows_which_province_is_meant(output: str, passed: bool) -> None:
    source = "秋收接近尾声。江西全省1800多万亩晚稻收获快速推进，黑龙江450多万亩大豆基本收完。"
    assert own_province(Checker(source).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("到2027年，全县文旅项目达到26个，建成茶园2万亩。", True),
        ("到2027年，全县工业项目达到23个，全县文旅项目达到27个。", False),
        ("到2028年，全县文旅项目达到27个。", True),
        ("到2027年，全县文旅项目达到26个。到2028年，达到27个。", True),
    ],
)
def test_what_is_told_of_a_year_is_told_of_it(output: str, passed: bool) -> None:
    source = (
        "到2027年，全县工业项目达到23个，全县文旅项目达到26个，建成茶园2万亩。县长林岳出席会议。"
        "到2028年，全县工业项目达到25个，全县文旅项目达到27个。"
    )
    assert in_year(Checker(source).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [("林岳调研县长", False), ("县长林岳调研", True), ("林岳主持召开会议县长", False)],
)
def test_a_post_stands_before_its_holder(output: str, passed: bool) -> None:
    source = "8月1日，县长林岳调研水厂。8月2日，县长林岳主持召开会议。"
    assert predicated(Checker(source).view(Task.HEADLINE, output)).passed is passed


@pytest.mark.parametrize("task", list(Task))
def test_an_extract_shares_out_all(task: Task) -> None:
    assert shared in EXTRACT[task]


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("县人大常委会主任林志坚主持会议并讲话，决定任命周文海为副县长。", False),
        ("县人大常委会主任林志坚主持会议并讲话。会议决定任命周文海为副县长。", True),
        ("会议审议了有关报告；决定任命周文海为副县长。", True),
        ("县长秦明远签署命令，决定开展整治。", True),
    ],
)
def test_a_meeting_that_goes_on_behind_a_semicolon_decides_itself(
    output: str, passed: bool
) -> None:
    source = (
        "县人大常委会主任林志坚主持会议并讲话，副主任高远列席。县长秦明远签署命令，决定开展整治。"
        "会议审议了有关报告；决定任命周文海为副县长。"
    )
    assert own_subject(Checker(source).view(Task.BRIEF, output)).passed is passed
