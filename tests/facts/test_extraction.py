"""What extraction finds, and in what normal form."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.facts.extract import extract
from summarizer.facts.model import Facts, Kind
from summarizer.facts.posts import Post, compatible
from tests.facts.bulletins import APPOINTMENT, MEETING, STATISTICS, TALKS, VISIT


def surfaces(text: str, kind: Kind) -> list[str]:
    return list(dict.fromkeys(f.surface for f in extract(text).of(kind)))


def pairs(text: str) -> set[tuple[str, str]]:
    return {(f.surface, f.owner) for f in extract(text).of(Kind.PAIRS)}


class TestPersons:
    def test_by_post_and_in_a_row(self) -> None:
        assert surfaces(MEETING, Kind.NAMES) == ["林岳", "高晓棠", "欧阳青", "司马文渊", "陶汐"]

    def test_minority_and_foreign_names(self) -> None:
        assert "穆萨·艾力" in surfaces(VISIT, Kind.NAMES)
        found = surfaces(TALKS, Kind.NAMES)
        assert "卡姆波·迪萨里" in found
        assert "特雷蒙" in found

    def test_before_what_persons_do_and_behind_who_they_are(self) -> None:
        found = surfaces(VISIT, Kind.NAMES)
        assert {"沈砚", "祁连", "钟小满", "顾长明"} <= set(found)

    def test_a_short_name_before_a_preposition_stays_short(self) -> None:
        assert surfaces("县长林岳在会上讲话，县委书记沈砚就做好工作提出要求。", Kind.NAMES) == [
            "林岳",
            "沈砚",
        ]

    @pytest.mark.parametrize("name", ["禤玉娟", "麴文峰", "郄小满", "綦汐", "庹明远"])
    def test_rare_family_names(self, name: str) -> None:
        assert surfaces(f"县长{name}主持会议时要求，要落实措施。", Kind.NAMES) == [name]

    @pytest.mark.parametrize("text", ["推动高质量发展，安全生产责任制、方案要求、全会指出。", ""])
    def test_words_that_begin_like_names(self, text: str) -> None:
        assert surfaces(text, Kind.NAMES) == []

    def test_a_known_name_is_found_where_nothing_tells_it(self) -> None:
        text = "这一天的柳湾镇，钟小满起得很早。"
        assert not extract(text).of(Kind.NAMES)
        assert [f.surface for f in extract(text, {"钟小满"}).of(Kind.NAMES)] == ["钟小满"]


class TestPosts:
    def test_parts(self) -> None:
        [post] = extract("原云岭县委常务副书记林岳").of(Kind.POSTS)
        assert Post.of(post.normal) == Post("原", "云岭县委", "常务副", "书记")

    @pytest.mark.parametrize(
        "text",
        [
            "云岭县委书记",
            "县人大常委会副主任",
            "统战部部长",
            "县人武部政委",
            "县法院院长",
            "清河水务集团有限公司董事长",
            "柳湾村党支部书记",
            "省督学",
            "国务院副总理",
        ],
    )
    def test_levels_and_bodies(self, text: str) -> None:
        assert surfaces(text + "林岳主持会议。", Kind.POSTS) == [text]

    def test_a_post_inside_a_word_is_none(self) -> None:
        assert surfaces("村委会委员会议、主席台、书记处、部长级会议、县长热线", Kind.POSTS) == []

    @pytest.mark.parametrize(
        ("said", "given", "agree"),
        [
            ("县委书记", "云岭县委书记", True),
            ("书记", "云岭县委书记", True),
            ("县委书记", "县纪委书记", False),
            ("县委书记", "市委书记", False),
            ("县委副书记", "县委书记", False),
            ("县长", "副县长", False),
            ("副县长", "常务副县长", True),
            ("常务副县长", "副县长", False),
            ("县人大副主任", "县人大常委会副主任", True),
            ("宣传部部长", "组织部部长", False),
            ("县长", "原县长", False),
            ("下塘村妇联主席", "白沙区妇联主席", False),
            ("白沙区下塘村妇联主席", "白沙区妇联主席", False),
            ("石桥县教育局局长", "云岭县教育局局长", False),
            ("清河市教育局局长", "清河市云岭县教育局局长", False),
            ("省直机关工委书记", "市直机关工委书记", False),
            ("石桥县教育局局长", "教育局局长", True),
            ("区文明办主任", "白沙区委文明办主任", True),
            ("镇妇联主席", "下塘镇妇联主席", True),
            ("经开区管委会主任", "经济开发区管委会主任", True),
            ("云岭市场监管局局长", "云岭县市场监管局局长", True),
            ("清河市下塘镇妇联主席", "清河市云岭县下塘镇妇联主席", True),
        ],
    )
    def test_compatible(self, said: str, given: str, agree: bool) -> None:
        [one], [other] = extract(said).of(Kind.POSTS), extract(given).of(Kind.POSTS)
        assert compatible(one.normal, other.normal) is agree


class TestPairs:
    def test_several_posts_of_one_and_one_post_of_several(self) -> None:
        found = pairs(MEETING)
        assert {("云岭县委副书记", "林岳"), ("县长", "林岳")} <= found
        assert {("县人大常委会副主任", name) for name in ("欧阳青", "司马文渊", "陶汐")} <= found
        assert ("县长", "高晓棠") not in found

    def test_posts_that_follow(self) -> None:
        found = pairs(APPOINTMENT)
        assert ("清河市委副书记", "顾长明") in found
        assert ("清河市委书记", "沈砚") not in found

    def test_each_his_own(self) -> None:
        found = pairs(APPOINTMENT)
        assert ("市水利局局长", "林岳") in found
        assert ("市应急管理局局长", "高晓棠") in found
        assert ("市水利局局长", "高晓棠") not in found

    def test_a_former_post_is_marked(self) -> None:
        [former] = [f for f in extract(VISIT).of(Kind.PAIRS) if f.owner == "祁连"]
        assert Post.of(former.normal).former == "原"

    def test_a_title_behind_the_name(self) -> None:
        assert ("县长", "林岳") in pairs("云岭县林岳县长一行到柳湾镇，林岳县长表示满意。")


class TestNumbers:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("两名", "2名"),
            ("2名", "2人"),
            ("百分之五", "5%"),
            ("3.5万亩", "35000亩"),
            ("1.2亿元", "12000万元"),
            ("15-20天", "15至20天"),
            ("二十三座", "23座"),
            ("1,200户", "1200户"),
            ("5％", "5%"),
            ("第十二届", "第12届"),
        ],
    )
    def test_equal_in_value(self, one: str, other: str) -> None:
        [a], [b] = extract(one).of(Kind.NUMBERS), extract(other).of(Kind.NUMBERS)
        assert a.normal == b.normal
        assert (a.surface, b.surface) == (one, other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [("5%", "5个百分点"), ("3万元", "3亿元"), ("3届", "第3届"), ("5天", "5个月")],
    )
    def test_not_equal(self, one: str, other: str) -> None:
        [a], [b] = extract(one).of(Kind.NUMBERS), extract(other).of(Kind.NUMBERS)
        assert a.normal != b.normal

    def test_words_are_no_figures(self) -> None:
        assert (
            surfaces("统一思想，一些地方、一线干部抓好三农工作，进一步落实。", Kind.NUMBERS) == []
        )

    def test_the_basis_of_comparison(self) -> None:
        assert {"同比", "环比", "增长", "下降"} <= set(surfaces(STATISTICS, Kind.NUMBERS))


class TestDates:
    @pytest.mark.parametrize(
        ("text", "normal"),
        [
            ("2022年4月19日", "2022-4-19"),
            ("4月19日下午", "-4-19 下午"),
            ("19日", "--19"),
            ("二〇二二年四月", "2022-4-"),
            ("今年一季度", "=今年一季度"),
            ("前四个月", "=前4个月"),
            ("1—4月份", "=前4个月"),
            ("1月至4月", "=前4个月"),
            ("1月份到3月份", "=一季度"),
            ("4月—6月", "=4至6月"),
            ("4至6月份", "=4至6月"),
        ],
    )
    def test_normal_forms(self, text: str, normal: str) -> None:
        [fact] = extract(text).of(Kind.DATES)
        assert (fact.surface, fact.normal) == (text, normal)

    def test_the_year_of_a_period_is_a_date_too(self) -> None:
        facts = extract("2024年1月至5月，6月10日至7月2日").of(Kind.DATES)
        normals = {fact.surface: fact.normal for fact in facts}
        assert normals == {
            "2024年": "2024--",
            "1月至5月": "=前5个月",
            "6月10日": "-6-10",
            "7月2日": "-7-2",
        }

    def test_a_day_is_no_figure(self) -> None:
        assert not extract("5月12日").of(Kind.NUMBERS)

    def test_no_such_date(self) -> None:
        assert not extract("13月40日").of(Kind.DATES)


def test_quotations_and_titles() -> None:
    assert surfaces(MEETING, Kind.QUOTATIONS) == ["“最后一公里”", "《云岭县防汛应急预案》"]


def test_places_of_every_level() -> None:
    found = surfaces(MEETING + "江苏省苏州市的客商来到延边朝鲜族自治州。", Kind.PLACES)
    assert {"柳湾镇", "石门乡", "江苏省", "苏州市", "延边朝鲜族自治州"} <= set(found)


def test_organisations() -> None:
    text = "会议由云岭县水利局和清河水务集团有限公司承办。"
    assert surfaces(text, Kind.ORGANISATIONS) == ["云岭县水利局", "清河水务集团有限公司"]


class TestSpeakers:
    def test_who_says_what(self) -> None:
        said = {f.surface[:6]: f.owner for f in extract(MEETING).of(Kind.SPEAKER)}
        assert said["，要严格执行"] == "林岳"
        assert said["，柳湾镇、石"] == "高晓棠"

    def test_a_pronoun_is_who_acts_in_the_sentence_before(self) -> None:
        said = [f for f in extract(VISIT).of(Kind.SPEAKER) if "因地制宜" in f.surface]
        assert [f.owner for f in said] == ["沈砚"]

    def test_a_meeting_is_nobody(self) -> None:
        [speech] = extract("会议强调，要压实责任。").of(Kind.SPEAKER)
        assert speech.owner == ""

    def test_a_quotation_before_its_speaker(self) -> None:
        text = "“今年的茶叶收成好。”钟小满说。村民钟小满笑了。"
        assert ("钟小满", "今年的茶叶收成好。") in {
            (f.owner, f.surface) for f in extract(text).of(Kind.SPEAKER)
        }

    def test_a_demand_that_is_only_mentioned(self) -> None:
        assert not extract("要按照省委部署要求，抓好落实。").of(Kind.SPEAKER)


def test_negations_but_not_words_that_hold_one() -> None:
    found = surfaces(
        "不断提高，未来可期，非常重要；不得擅自离岗，未按期完成，严禁瞒报。", Kind.POLARITY
    )
    assert found == ["不得", "未", "严禁"]


def test_atomic_spans_do_not_overlap_and_hold_names_figures_and_dates() -> None:
    facts = extract(MEETING)
    spans = facts.atomic()
    assert all(a.end <= b.start for a, b in pairwise(spans))
    words = [span.of(MEETING) for span in spans]
    assert {"林岳", "欧阳青", "118处", "15-20天", "5月12日"} <= set(words)


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet="云岭县委副书记长林岳、，。；“”《》（）0123456789.万亿%年月日不未指出强调同比·\nx",
        max_size=60,
    )
)
def test_any_text_is_read_and_every_fact_is_where_it_says(text: str) -> None:
    facts: Facts = extract(text)
    for fact in facts.facts:
        assert 0 <= fact.start < fact.end <= len(text)
        assert text[fact.start : fact.end] == fact.surface
