"""Prepositions without the verb that they go with."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.governing import governed, handed, has_verb
from summarizer.types import Task

SOURCE = (
    "5月12日，云岭县召开会议。会议要求，在汛期前对乡村文具店、小卖部、书报亭来一次集中抽查；"
    "对山区各处码头，条件具备的、先行改造；对沿河住户逐户核实、登记造册。"
    "当天，县渔政站在云湖举行放流活动，向云湖投放鲢鱼、草鱼等鱼苗6万尾。"
    "县里把海拔600米以上、连片百亩以上的田块划入示范区，对独居老人每月补贴80元、按季发放。"
    "林岳对全县文艺骨干表示感谢，向村民宣讲。"
    "今年将对连续三年考核优秀的网格员，优先评先；对网格员给予加分；对村民反映的问题逐一销号、公示；"
    "对优秀的要表扬，不好的要批评；对学生开展丰富多彩的活动，增长见识；县里对游客有着吸引人的优惠，为期三天。"
    "县工商联梳理八家茶厂对茶叶市场的意见建议，交办部门。"
)

CASES = [
    ("会议要求，在汛期前对乡村文具店。", False),
    ("会议要求，在汛期前对乡村文具店、小卖部、书报亭来一次集中抽查。", True),
    ("会议要求，对乡村文具店来一次集中抽查。", True),
    ("会议要求，对山区各处码头；对沿河住户逐户核实。", False),
    ("会议要求，对山区各处码头，条件具备的、先行改造。", True),
    ("会议要求，对沿河住户逐户核实。", True),
    ("县渔政站举行放流活动，向鱼苗6万尾。", False),
    ("县渔政站举行放流活动，向云湖投放鱼苗6万尾。", True),
    ("县里把海拔600米以上。", False),
    ("县里把连片百亩以上的田块划入示范区。", True),
    ("对独居老人每月补贴80元。", True),
    ("林岳向村民宣讲。", True),
    ("今年将对连续三年考核优秀的网格员。", False),
    ("今年将对连续三年考核优秀的网格员，优先评先。", True),
    ("对网格员给予加分。", True),
    ("对村民反映的问题逐一销号。", True),
    ("对优秀的要表扬。", True),
    ("对学生开展丰富多彩的活动。", True),
    ("县里对游客有着吸引人的优惠。", True),
    ("八家茶厂对茶叶市场的意见建议。", False),
]


@pytest.mark.parametrize(("output", "passed"), CASES, ids=[c[0] for c in CASES])
def test_a_preposition_has_its_verb(output: str, passed: bool) -> None:
    found = governed(Checker(SOURCE).view(Task.BRIEF, output))
    assert found.passed is passed
    assert passed or "动词" in found.reason


def test_the_phrase_and_how_the_source_goes_on_are_shown() -> None:
    found = governed(Checker(SOURCE).view(Task.BRIEF, CASES[0][0]))
    assert found.text == "对乡村文具店"
    assert "小卖部" in found.source


TOLD = (
    "7月3日，车主蒲先生来到云岭县交警大队，将锦旗送到民警皮小军、辅警乔一禾手中。"
    "记者日前走访云岭县城区的42家五金店，发现其中6家无证经营。这是县残联组织的康复项目的第七批患者。"
    "去年，全县旅游收入1.07亿元，白石村水稻亩产1060斤。县委书记沈砚、县长林岳出席，县政协主席桂长安讲话。"
    "云岭县的3万亩水稻，陆续进入分蘖期。白石村全体村民，一片欢腾。县里把钥匙交到28户村民手中。"
    "县融媒体中心的讲解员，孩子们的朋友。"
)
WHOLE = [
    ("7月3日，云岭县交警大队民警皮小军、辅警乔一禾手中。", False),
    ("7月3日，车主蒲先生将锦旗送到民警皮小军、辅警乔一禾手中。", True),
    ("县里把钥匙交到28户村民手中。", True),
    ("主动权掌握在村民手中。", True),
]
PREDICATES = [
    ("云岭县城区的42家五金店。", False),
    ("县残联组织的康复项目的第七批患者。", False),
    ("这是县残联组织的康复项目的第七批患者。", True),
    ("云岭县的3万亩水稻。", False),
    ("云岭县的3万亩水稻，陆续进入分蘖期。", True),
    ("记者走访云岭县城区的42家五金店。", True),
    ("全县旅游收入1.07亿元。", True),
    ("白石村水稻亩产1060斤。", True),
    ("县政协主席桂长安讲话。", True),
    ("白石村全体村民，一片欢腾。", True),
]


@pytest.mark.parametrize(("output", "passed"), WHOLE, ids=[c[0] for c in WHOLE])
def test_what_is_in_hands_was_put_there(output: str, passed: bool) -> None:
    assert handed(Checker(TOLD).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(("output", "passed"), PREDICATES, ids=[c[0] for c in PREDICATES])
def test_a_sentence_has_its_verb(output: str, passed: bool) -> None:
    assert has_verb(Checker(TOLD).view(Task.BRIEF, output)).passed is passed
