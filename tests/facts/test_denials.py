"""What a source denies, and what it only intends, is not told as news."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.types import Task

RUMOUR = (
    "针对网传“柳河小学50多名学生食物中毒、1人死亡”的消息，云岭县公安局6月7日通报称，经查，该消息不实。"
    "6月5日，该校有6名学生因感冒请假，未发生食物中毒事件。造谣者高某某被处行政拘留七日。\n"
    "清河大桥已经垮塌系谣言。网上流传青石乡山体滑坡的视频，经核查，该视频与事实不符。"
    "网民陈某发布超市食品有毒的虚假信息，被拘留。“夏季治安整治”行动启动，公安机关打击网络谣言。"
)
APPOINTMENTS = (
    "林岳，男，现任县政府副县长，拟任县委常委；高晓棠，女，现任县教育局局长，拟提名为副县长人选。"
)


def reasons(output: str, source: str) -> set[str]:
    checks = Checker(source).check(Task.BRIEF, output)
    return {c.reason for c in checks if c.passed is False and c.kind == "polarity"}


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("柳河小学50多名学生食物中毒1人死亡", False),
        ("“柳河小学50多名学生食物中毒、1人死亡”消息", False),
        ("云岭县公安局通报“柳河小学50多名学生食物中毒”消息", False),
        ("云岭县公安局通报“柳河小学50多名学生食物中毒”消息不实", True),
        ("网传“柳河小学50多名学生食物中毒、1人死亡”。云岭县公安局通报。", True),
        ("“柳河小学50多名学生食物中毒、1人死亡”。经查，该消息不实。", True),
        ("“柳河小学50多名学生食物中毒”。造谣者高某某被处行政拘留七日。", False),
        ("清河大桥已经垮塌。", False),
        ("清河大桥已经垮塌系谣言。", True),
        ("青石乡山体滑坡", False),
        ("陈某发布超市食品有毒的虚假信息，被拘留。", True),
        ("超市食品有毒", False),
        ("“夏季治安整治”行动启动。", True),
        ("该校有6名学生因感冒请假，未发生食物中毒事件。", True),
    ],
)
def test_a_denied_rumour_is_no_news(output: str, passed: bool) -> None:
    assert ("原文否认此事" not in reasons(output, RUMOUR)) is passed


def test_a_rumour_that_is_confirmed_is_news() -> None:
    source = "网传“青石乡山路塌方，3辆车被埋”。青石乡政府证实，塌方属实，救援正在进行。"
    assert not reasons("青石乡山路塌方，3辆车被埋。", source)


PROPOSED = (
    "经镇街推荐、区评审委员会评审，拟确认祝永河、王二虎2人为白沙区见义勇为先进个人。区委书记沈砚主持会议。"
    "经支部大会讨论，拟确定丁国梁、冉小梅为中共预备党员发展对象，现予公示。会议确定林岳为联络员。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("祝永河、王二虎2人为白沙区见义勇为先进个人。", False),
        ("王二虎为白沙区见义勇为先进个人。", False),
        ("确认祝永河、王二虎2人为白沙区见义勇为先进个人。", False),
        ("丁国梁、冉小梅为中共预备党员发展对象", False),
        ("拟确认祝永河、王二虎2人为白沙区见义勇为先进个人。", True),
        ("白沙区拟确定丁国梁、冉小梅为中共预备党员发展对象", True),
        ("公示丁国梁、冉小梅为中共预备党员发展对象", True),
        ("祝永河、王二虎拟为白沙区见义勇为先进个人。", True),
        ("区委书记沈砚主持会议。", True),
        ("会议确定林岳为联络员。", True),
    ],
)
def test_who_shall_become_something_has_not_become_it(output: str, passed: bool) -> None:
    found = reasons(output, PROPOSED)
    assert ("原文是“拟”，尚未决定" not in found) is passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("高晓棠：提名为副县长人选", False),
        ("高晓棠拟提名为副县长人选", True),
        ("林岳任县委常委", False),
        ("林岳拟任县委常委", True),
        ("林岳将任县委常委", True),
        ("林岳现任县政府副县长", True),
    ],
)
def test_what_is_intended_is_not_done(output: str, passed: bool) -> None:
    found = reasons(output, APPOINTMENTS)
    assert ("原文是“拟”，尚未决定" not in found) is passed


STABBED = (
    "4月2日8时，白沙派出所接到群众报警称，白沙镇中学门口有人持刀捅死3名师生。民警到场后查明，系摊贩秦某与"
    "路人何某互殴，何某手臂被打伤，无师生受伤，无人员死亡。对散布“白沙中学捅死师生”谣言的何某，已立案调查。"
)
FELL = (
    "6月7日，我局接到群众电话举报，称锦绣小区5栋有人坠楼身亡，民警随即赶到现场。经核实，系住户晾晒的衣物"
    "坠落，无人员伤亡。"
)
RICE = (
    "5月6日，县公安局接到举报，反映白沙县第三小学食堂用过期面粉做馒头，造成20名学生呕吐。县教育局到校核查。"
    "经核查，食堂所用面粉均在保质期内，抽检结果合格。3名学生因受凉呕吐，已返校。食堂此前连续三年被评为先进，"
    "工作人员全部持证上岗，后厨全程监控，家长代表每周陪餐一次。举报人反映的情况不属实。"
)
FIRE = (
    "5月8日，白沙消防站接到群众报警称，白沙镇粮库仓库失火，两名工人被烧伤。消防员到场后扑灭明火，过火面积"
    "20平方米，无人员死亡，两名伤者已送医。"
)
BEATEN = (
    "7月2日，我局接群众报警称，白沙镇夜市有人持械伤人。民警赶到现场，将3名伤者送医。经调查，王某持酒瓶将李某"
    "头部打伤，已被刑事拘留。网传“3死5伤”“打人者系城管队员”等信息不实。"
)
KILLED = "5月8日，派出所接到报警称，下塘村有人被砍死。经查，死者孙某与邻居冲突，除孙某外无人死亡。"
POISON = (
    "5月9日，有家长反映，白沙小学学生饮用水有异味。经检测，情况属实，水箱已更换。"
    "网传“学生中毒”的消息不实。"
)


@pytest.mark.parametrize(
    ("source", "output", "passed"),
    [
        (STABBED, "白沙镇中学捅死3名师生", False),
        (
            STABBED,
            "4月2日8时，白沙派出所接到群众报警称，白沙镇中学门口有人持刀捅死3名师生。",
            False,
        ),
        (STABBED, "秦某与路人何某互殴，何某手臂被打伤", True),
        (
            STABBED,
            "白沙派出所接到群众报警称，白沙镇中学门口有人持刀捅死3名师生。民警查明，系互殴，无人员死亡。",
            True,
        ),
        (FELL, "我局称锦绣小区5栋有人坠楼身亡", False),
        (FELL, "锦绣小区5栋有人坠楼身亡", False),
        (FELL, "锦绣小区住户晾晒的衣物坠落，无人员伤亡", True),
        (RICE, "县公安局反映白沙县第三小学食堂用过期面粉做馒头", False),
        (RICE, "白沙县第三小学食堂用过期面粉做馒头，举报人反映的情况不属实", True),
        (RICE, "县教育局到白沙县第三小学核查", True),
        (FIRE, "白沙镇粮库仓库失火，两名工人被烧伤", True),
        (BEATEN, "白沙镇夜市有人持械伤人", True),
        (KILLED, "下塘村有人被砍死", True),
        (POISON, "白沙小学学生饮用水有异味", True),
    ],
)
def test_a_report_that_proved_untrue_is_no_news(source: str, output: str, passed: bool) -> None:
    assert ("原文否认此事" not in reasons(output, source)) is passed
