"""Headlines that are half of a sentence, no news, or news of another time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarizer.facts.check import Checker
from summarizer.facts.model import View
from summarizer.halves import HEADLINE, bodied, idle, objected, reached, recent, told, whole
from summarizer.types import Check, Task

SOURCE = (
    "经云岭县人民政府第32次常务会议审议通过，云岭县印发《云岭县医疗救助实施办法》。"
    "青石乡以污水治理为突破口，全部接管污水。县检察院围绕建设平安云岭，创新举措。"
    "政协青石县第十届委员会召开会议。云岭县物流大会将于5月15日开幕。"
    "云岭县印发关于加强电动自行车管理的通告。在云岭县代表选举工作中，群众参与。林岳出席大会，宣读贺信。"
    "在县长林岳赴临江县考察之际，专题片《云岭》开播。的云岭县城。县政府召开新闻发布会。"
    "2021年，云岭县启动古镇保护工程。2023年，古镇接待游客30万人次。"
    "今年，云岭县启动供水工程。去年，云岭县入选示范县，截至目前已建成42个点。"
    "下一步，云岭县计划到2025年实现企业智能化改造。目前，云岭县已实现通村公路全覆盖，力争再完成12条。"
)


def view(output: str) -> View:
    return Checker(SOURCE).view(Task.HEADLINE, output)


@pytest.mark.parametrize(
    ("check", "output", "passed"),
    [
        (whole, "经云岭县人民政府第32次常务会议审议通过", False),
        (whole, "经云岭县印发《云岭县医疗救助实施办法》", False),
        (whole, "经云岭县人民政府同意《云岭县医疗救助实施办法》", False),
        (whole, "云岭县印发《云岭县医疗救助实施办法》", True),
        (whole, "经济运行平稳", True),
        (whole, "青石乡以污水治理为突破口", False),
        (whole, "青石乡污水治理突破口", False),
        (whole, "青石乡全部接管污水", True),
        (whole, "县检察院围绕建设平安云岭", False),
        (whole, "县检察院围绕建设平安云岭创新举措开展活动", True),
        (whole, "在县长林岳赴临江县考察", False),
        (whole, "的云岭县城", False),
        (whole, "在云岭县代表选举工作中", False),
        (whole, "关于加强电动自行车管理", False),
        (whole, "云岭县印发关于加强电动自行车管理的通告", True),
        (told, "县政府召开新闻发布会", False),
        (told, "林岳出席大会贺信", False),
        (bodied, "青石县第十届委员会召开会议", False),
        (bodied, "政协青石县第十届委员会召开会议", True),
        (reached, "云岭县物流大会开幕", False),
        (reached, "云岭县物流大会5月15日开幕", True),
        (recent, "云岭县启动古镇保护工程", False),
        (recent, "2021年云岭县启动古镇保护工程", True),
        (recent, "云岭县启动供水工程", True),
        (recent, "云岭县入选示范县", True),
        (reached, "云岭县实现企业智能化改造", False),
        (reached, "云岭县将实现企业智能化改造", True),
        (reached, "云岭县实现通村公路全覆盖", True),
    ],
)
def test_a_headline_is_whole_and_news(
    check: Callable[[View], Check], output: str, passed: bool
) -> None:
    assert check(view(output)).passed is passed


def test_nothing_is_asked_of_no_words() -> None:
    assert all(check(view("")).passed for check in HEADLINE)


def test_a_committee_has_its_party() -> None:
    source = (
        "中国共产党云岭县第十一届委员会第六次全体会议于8月9日举行。中国共产党云岭县委召开会议。"
    )
    check = Checker(source)
    for words, passed in (
        ("云岭县第十一届委员会第六次全体会议举行", False),
        ("中国共产党云岭县第十一届委员会第六次全体会议举行", True),
        ("云岭县委召开会议", True),
    ):
        assert bodied(check.view(Task.HEADLINE, words)).passed is passed
    spliced = "云岭县举行、临江县战略合作签约仪式"
    assert not told(Checker(f"云岭县、{spliced[6:]}举行。").view(Task.HEADLINE, spliced)).passed
    for words in ("推动重点项目早签约、早启动、早投产", "大熊猫双胞胎在云岭县出生"):
        assert told(Checker(words + "。").view(Task.HEADLINE, words)).passed
    life = "林岳，中共党员，法学学士，旅游管理专业在职研究生学历。"
    assert not told(Checker(life).view(Task.HEADLINE, "旅游管理专业在职研究生学历")).passed


Case = tuple[Callable[[View], Check], str, str, bool]

PURPOSE = (
    "为确保群众过好春节，保障元宵灯会成功举办，根据《云岭县烟花燃放规定》，现通告如下。"
    "为保障云岭半程马拉松赛顺利举行，决定实行交通管制。为庆祝教师节，云岭县举行晚会。"
    "为期三天的茶叶展销会举行。以“书香”为主题的读书月启动。"
)
PLANS = (
    "林岳同志遗体告别仪式定于11月5日在殡仪馆举行。县工会召开会议，定于12月换届。"
    "指挥部决定于8月12日启动四级应急响应。青石村妇女之家坐满了人。"
    "县妇联主席方淮表示，下一步将组织8名模范到各镇开展巡回宣讲。旅游节已于10月1日开幕。"
)
GROUNDS = (
    "县供电公司获悉，因35千伏青石变电站设备检修，定于10月21日停电。运动会因雨推迟，择日举行。"
    "全县已收小麦46万亩，占应收面积48万亩的95%。示范园占地420亩，女职工占比48%。"
)
MODELS = (
    "林岳率督导组到云岭县督导义务教育优质均衡发展县创建工作。云岭县获省级示范县授牌。"
    "云岭县入选平安建设示范县，获奖金。"
)
LIVES = (
    "2010年秋天，方淮的婆婆病倒。方淮是云岭县“孝老爱亲好媳妇”，当选劳模。云岭县老人的“微心愿”圆了。"
    "10月2日，人才恳谈会举行，林岳、方淮出席，林岳讲话。云岭县为56名残疾人发放辅具。"
)
VILLAGE = "“我家的黄精去年卖了5万元。”村民方淮说。2021年3月，村里成立药材合作社，全村增收。"
NAMED = "方淮返乡创业，成了远近闻名的能人，带动乡亲。2021年3月，村里成立药材合作社，收入比去年多。"

CASES: list[Case] = [
    (reached, PURPOSE, "云岭县烟花燃放规定举办", False),
    (reached, PURPOSE, "云岭半程马拉松赛顺利举行", False),
    (reached, PURPOSE, "为保障云岭半程马拉松赛顺利举行 决定实行交通管制", True),
    (reached, PURPOSE, "云岭县举行晚会", True),
    (reached, PURPOSE, "茶叶展销会举行", True),
    (reached, PURPOSE, "“书香”读书月启动", True),
    (reached, PLANS, "林岳同志遗体告别仪式举行", False),
    (reached, PLANS, "林岳同志遗体告别仪式定于11月5日举行", True),
    (reached, PLANS, "县工会召开会议", True),
    (reached, PLANS, "指挥部启动四级应急响应", True),
    (reached, PLANS, "青石村开展巡回宣讲", False),
    (reached, PLANS, "旅游节开幕", True),
    (whole, GROUNDS, "县供电公司因35千伏青石变电站设备检修", False),
    (whole, GROUNDS, "县供电公司因35千伏青石变电站设备检修停电", True),
    (whole, GROUNDS, "运动会因雨推迟", True),
    (whole, GROUNDS, "全县已收小麦46万亩 占应收面积48万亩", False),
    (whole, GROUNDS, "全县已收小麦46万亩 占应收面积48万亩的95%", True),
    (whole, GROUNDS, "示范园占地420亩", True),
    (whole, GROUNDS, "女职工占比48%", True),
    (objected, MODELS, "林岳到云岭县督导义务教育优质均衡发展县", False),
    (objected, MODELS, "林岳到云岭县督导义务教育优质均衡发展县创建", True),
    (objected, MODELS, "云岭县获省级示范县", True),
    (objected, MODELS, "云岭县入选平安建设示范县", True),
    (idle, LIVES, "方淮：2010年秋天", False),
    (idle, LIVES, "方淮：孝老爱亲好媳妇", True),
    (idle, LIVES, "云岭县“孝老爱亲好媳妇”", False),
    (idle, LIVES, "方淮当选云岭县“孝老爱亲好媳妇”", True),
    (idle, LIVES, "云岭县老人圆了“微心愿”", True),
    (idle, LIVES, "人才恳谈会举行 林岳", False),
    (idle, LIVES, "人才恳谈会举行 林岳恳谈会", False),
    (idle, LIVES, "人才恳谈会举行 林岳讲话", True),
    (idle, LIVES, "人才恳谈会举行 林岳主持会议", True),
    (idle, LIVES, "2010年：方淮当选劳模", True),
    (idle, LIVES, "“好媳妇” 方淮", True),
    (idle, LIVES, "人才恳谈会举行 林岳 方淮出席", True),
    (idle, LIVES, "云岭县为56名残疾人发放辅具", True),
    (recent, VILLAGE, "村里成立药材合作社", False),
    (recent, VILLAGE, "2021年村里成立药材合作社", True),
    (recent, NAMED, "村里成立药材合作社", True),
]


@pytest.mark.parametrize(
    ("check", "source", "output", "passed"), CASES, ids=[case[2] for case in CASES]
)
def test_a_headline_is_no_ground_plan_or_old_deed(
    check: Callable[[View], Check], source: str, output: str, passed: bool
) -> None:
    found = check(Checker(source).view(Task.HEADLINE, output))
    assert found.passed is passed
    assert passed or (found.reason and found.text in output)
