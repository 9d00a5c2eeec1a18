"""Which items are printed, in what order, and that each says why."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from summarizer.digest.making import make
from summarizer.digest.rules import Rules
from summarizer.digest.types import ABSTRACT, TITLE, Edits
from summarizer.exceptions import OptionError
from tests.digest.invented import DAY, by_file, digest, stories, story


def test_thirty_bulletins_of_a_day_stand_in_the_customary_order() -> None:
    found = digest()
    sections = {s.title: [i.headline for i in s.items] for s in found.sections}
    assert list(sections) == ["时政要闻", "部门动态", "镇街传真", "民生关注", "通知公告"]
    assert sections["时政要闻"] == [
        "清河市委书记魏知远来我县调研乡村振兴工作",  # the city before the county
        "周秉诚主持召开县委常委会（扩大）会议",  # the party committee: secretary,
        "林岳到柳湾镇调研夏粮收购工作",  # deputy secretary and head of the county,
        "陈立督导重点项目建设",  # members of the standing committee
        "孙远舟主持召开全县组织工作推进会",
        "县十八届人大常委会召开第二十次主任会议",  # the people's congress
        "王述安带队开展安全生产执法检查",
        "高晓棠检查防汛备汛工作",  # the government
        "县政协开展“优化营商环境”专题视察",  # the CPPCC
        "县政协副主席侯东平走访慰问困难老党员",
    ]
    assert sections["部门动态"][0].startswith("县纪委监委")
    assert sections["镇街传真"][0] == "青龙镇党委书记赵敏走访企业"
    assert [i.placement.position for i in found.items] == list(range(1, len(found.items) + 1))


def test_every_placement_tells_section_actor_and_the_sum_of_its_score() -> None:
    for item in digest().items:
        section, score = item.placement.reasons
        assert "：" in section
        total, _, parts = score.removeprefix("得分").partition("＝")
        said = [part.partition("（")[0] for part in parts.replace("-", "+-").split("+")]
        assert int(total) == item.placement.score == sum(int(part) for part in said)
    first = digest().items[1].placement.reasons[0]
    assert first == "时政要闻：县委书记周秉诚（县级、党委、正职）"


def test_three_events_told_twice_are_printed_once_with_the_fullest_kept() -> None:
    given = stories()
    ids = by_file(given)
    linked = {i.id: [link.id for link in i.linked] for i in digest().items if i.linked}
    assert linked == {
        ids["01"]: [ids["28"]],
        ids["02"]: [ids["29"]],
        ids["07"]: [ids["30"]],
    }
    reasons = [link.reason for i in digest().items for link in i.linked]
    assert all("相同" in reason for reason in reasons)


@pytest.mark.parametrize("other", ["柳湾镇", "6月13日"])
def test_the_same_words_of_another_place_or_day_are_another_event(other: str) -> None:
    text = "6月12日，石门乡开展防汛应急演练，镇村干部、民兵和群众共320人参加，模拟了群众转移。"
    changed = text.replace("石门乡" if other == "柳湾镇" else "6月12日", other)
    given = [
        story(text, title="石门乡开展防汛应急演练"),
        story(changed, title="开展防汛应急演练活动"),
    ]
    found = make(given, DAY, Rules.load())
    assert len(found.items) == 2


def test_pins_and_exclusions_win_and_say_so() -> None:
    given = stories()
    ids = by_file(given)
    found = digest(
        Edits(
            pins=(ids["27"], ids["24"]),
            excluded=(ids["07"], ids["30"]),
            order=(ids["10"], ids["01"]),
            sections={ids["11"]: "notices"},
        )
    )
    assert found.sections[0].title == "头条"
    assert [i.id for i in found.sections[0].items] == [ids["27"], ids["24"]]
    assert found.items[0].placement.reasons[0] == "编辑置顶"
    assert [i.id for i in found.sections[1].items][:2] == [ids["10"], ids["01"]]
    moved = next(i for i in found.items if i.id == ids["11"])
    assert moved.placement.section == "notices"
    assert moved.placement.reasons[0] == "编辑移至“通知公告”"
    assert {left.id: left.reason for left in found.left}[ids["07"]] == "编辑排除"


def test_beyond_the_most_items_the_least_score_goes_but_nothing_pinned() -> None:
    given = stories()
    ids = by_file(given)
    rules = Rules.load().model_copy(update={"most_items": 5})
    found = make(given, DAY, rules, Edits(pins=(ids["21"],)))
    assert len(found.items) == 5
    assert found.items[0].id == ids["21"]
    # One of the bulletins has a headline whose “三夏” its text does not bear out.
    odd = [left.reason for left in found.left if "超出5条" not in left.reason]
    assert odd == ["标题未通过核对：引号内文字与原文不同（“三夏”）"]


def test_principals_before_deputies_where_the_newsroom_wants_it(tmp_path: Path) -> None:
    own = tmp_path / "order.yaml"
    own.write_text("order_by: [level, grade, body, rank]\nname: 云岭要闻\n", "utf-8")
    found = make(stories(), DAY, Rules.load(own))
    heads = [i.headline for i in found.sections[0].items]
    assert heads.index("县政协开展“优化营商环境”专题视察") < heads.index("陈立督导重点项目建设")
    assert found.name == "云岭要闻"
    assert found.sections[1].title == "部门动态"  # what the file leaves out keeps its value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("levels: 3", "levels"),
        ("own_level: 街级", "街级 is not one of 国家、省级"),
        ("notices: '('", "not a regular expression"),
        ("sections: {top: 头条}", "must name exactly"),
        ("- a", "must be a mapping"),
        ("a: [", "not YAML"),
    ],
)
def test_rules_that_cannot_be_used_are_one_line(tmp_path: Path, text: str, said: str) -> None:
    own = tmp_path / "order.yaml"
    own.write_text(text, "utf-8")
    with pytest.raises(OptionError, match=said) as caught:
        Rules.load(own)
    assert "\n" not in str(caught.value)
    assert ": :" not in str(caught.value)


def test_an_old_event_tells_its_days_and_loses_no_more_than_five_days_points() -> None:
    rules = Rules.load()
    text = "县教育局召开会议，部署下一步工作。" * 5
    for days, points in ((3, 3), (5, 5), (68, 5)):
        given = [story(text, title="县教育局召开会议", day=DAY - timedelta(days))]
        (item,) = make(given, DAY, rules).items
        assert f"-{points * rules.per_day_late}（隔{days}日）" in item.placement.reasons[1]


def test_who_is_only_cited_does_not_act() -> None:
    text = (
        "6月12日，县教育局召开会议，深入学习贯彻习近平总书记关于教育的重要论述。"
        "会议要求，办好人民满意的教育。"
    )
    found = make([story(text, title="县教育局召开专题学习会议")], DAY, Rules.load())
    assert found.sections[0].key == "departments"


def test_a_county_level_city_is_no_city(tmp_path: Path) -> None:
    own = tmp_path / "order.yaml"
    own.write_text("county_cities: [清河市]\n", "utf-8")
    found = make(stories(), DAY, Rules.load(own))
    assert "（县级、党委、正职）" in found.items[0].placement.reasons[0]


def test_the_same_input_gives_the_same_digest_in_any_order_of_merging() -> None:
    given = stories()
    one, other = make(given, DAY, Rules.load()), make(given, DAY, Rules.load())
    assert one == other
    assert len(one.title) <= TITLE
    assert len(one.abstract) <= ABSTRACT
    backwards = make(given[::-1], DAY, Rules.load())
    assert {i.id for i in backwards.items} == {i.id for i in one.items}


def test_a_day_without_bulletins_is_an_empty_digest() -> None:
    found = make([], DAY, Rules.load())
    assert found.items == ()
    assert found.title == "今日要闻"
    assert "没有可编发" in found.lead


def test_the_party_committee_of_a_school_is_no_leading_body() -> None:
    told = {
        "县委副书记方远舟走访慰问老党员": "时政要闻",
        "县第一中学党委书记钱钟走访家长": "部门动态",
        "县人民医院党委书记李明走访患者": "部门动态",
        "云岭集团党委书记高远航走访农户": "民生关注",
        "县直机关工委书记吴为走访支部": "民生关注",
        "石桥镇党委书记赵敏走访企业": "镇街传真",
        "白杨街道党工委书记何静走访社区": "镇街传真",
    }
    given = [story(f"6月12日，{title}。", title=title, headline=title) for title in told]
    found = make(given, DAY, Rules.load())
    assert {i.headline: s.title for s in found.sections for i in s.items} == told


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("全县举办第三届职工运动会", "民生关注：没有领导、部门或乡镇作主体"),
        ("云岭县出台稳就业十条措施", "民生关注：没有领导、部门或乡镇作主体"),
        ("云岭县部署防溺水工作", "民生关注：没有领导、部门或乡镇作主体"),
        ("全县党员干部走进教育基地", "民生关注：没有领导、部门或乡镇作主体"),
        ("城乡居民医保集中缴费开始", "民生关注：没有领导、部门或乡镇作主体"),
        ("志愿服务进社区暖民心", "民生关注：没有领导、部门或乡镇作主体"),
        ("县图书馆举办夏日读书会", "部门动态：主体是县图书馆"),
        ("县委宣传部开展宣讲活动", "部门动态：主体是县委宣传部"),
        ("县委政法委部署平安创建", "部门动态：主体是县委政法委"),
        ("县经开区管委会部署项目建设", "部门动态：主体是县经开区管委会"),
        ("县气象台发布天气预报", "部门动态：主体是县气象台"),
        ("石桥村村民自办丰收节", "镇街传真：主体是石桥村"),
        ("石门乡举办黄桃采摘节", "镇街传真：主体是石门乡"),
        ("云岭县委印发实施方案", "时政要闻：云岭县委（县级、党委、机关）"),
    ],
)
def test_who_acts_is_not_found_within_other_words(title: str, reason: str) -> None:
    given = story(f"6月12日，{title}。", title=title, headline=title)
    [item] = make([given], DAY, Rules.load()).items
    assert item.placement.reasons[0] == reason
