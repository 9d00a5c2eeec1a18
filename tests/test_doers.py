"""Headlines in which somebody else does what is told, or nobody whose name must be told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarizer.doers import HEADLINE, another, hosted, led, parties, personal
from summarizer.facts.check import Checker
from summarizer.facts.model import View
from summarizer.types import Check, Task

Case = tuple[Callable[[View], Check], str, str, bool]

INSPECTED = (
    "5月6日，省人大常委会副主任林岳率省人大常委会执法检查组到我县，就条例实施情况开展执法检查。"
)
VISITED = "6月8日，青石市市长林岳率青石市党政代表团一行20人到我县考察乡村旅游工作。"
VIEWED = "县政协主席方淮率县政协视察组视察全县重点交通工程。"
CADRES = (
    "方淮率机关干部到青石村开展义务植树，随后率队赴云岭镇检查。抢救成功率提高到95%，工作组满意。"
)
BODIES = "副区长方淮带领区文旅局、区消防救援大队、区市场监管局检查酒店安全。"
EXPELLED = "日前，云岭县民政局原局长林岳因严重违纪被开除党籍。另有3名干部被开除党籍。"
BURIED = "青禾市优秀共产党员、云岭县青石村党支部原书记林岳同志遗体送别仪式举行。"
REVIEWED = "云岭县水利局原局长林岳涉嫌严重违纪违法，目前正接受云岭县纪委监委纪律审查和监察调查。"
AWARDED = (
    "市政府决定，授予青禾市农科院研究员林岳“突出贡献奖”。授予青石镇等8个单位“先进集体”称号。"
    "云岭县市场监管局对某公司立案调查。"
)
TAUGHT = (
    "9月2日，青石大学校长林岳率专家团到结对帮扶的云岭县开展“送教下乡”活动。"
    "云岭县到青禾市招商。青石镇开展到户走访。"
)
CHECKED = (
    "7月8日，县消防大队在金桂花园小区查处违规停放电动车63辆。9月1日，运动会在云岭县第四中学举行。"
    "云岭山保护区举行放归仪式。"
)
HONOURED = "67岁的林岳守桥40年。他先后获评云岭县“好人”、青禾市“先进个人”。云岭县很重视。"
BRIDGE = "7月1日，青石镇李湾村的新桥建成通车。云江大桥同日建成通车。"
INVESTED = (
    "青禾市白鹭湖湿地管理中心巡护员林岳架起望远镜。青禾市先后投入4.7亿元退耕还湿。"
    "青禾市印发《青禾市湿地条例》。云岭县妇联、县司法局开展普法活动。2021年，村里成立合作社，"
    "青禾市青岗村村民高兴。"
)
SIGNED = (
    "3月6日，青禾市高新区管委会与滨江街道办事处签订社区共管协议。"
    "10月1日，由县委组织部主办、县工商联协办的恳谈会在云岭县举行。由县文旅局承办的书画展开幕。"
)

CASES: list[Case] = [
    (led, INSPECTED, "林岳率省人大常委会开展执法检查", False),
    (led, INSPECTED, "林岳率省人大常委会执法检查组开展执法检查", True),
    (led, INSPECTED, "林岳率检查组开展执法检查", True),
    (led, VISITED, "林岳率青石市考察乡村旅游工作", False),
    (led, VISITED, "林岳率青石市党政代表团考察乡村旅游工作", True),
    (led, VIEWED, "方淮率视察全县重点交通工程", False),
    (led, VIEWED, "方淮率县政协视察组视察全县重点交通工程", True),
    (led, CADRES, "方淮率机关干部到青石村开展义务植树", True),
    (led, CADRES, "方淮率队赴云岭镇检查", True),
    (led, CADRES, "抢救成功率提高到95%", True),
    (led, "云岭县代表队率先在甲组出线。", "云岭县代表队率先出线", True),
    (led, BODIES, "方淮带领区文旅局检查酒店安全", True),
    (personal, EXPELLED, "云岭县民政局被开除党籍", False),
    (personal, EXPELLED, "云岭县民政局原局长林岳被开除党籍", True),
    (personal, EXPELLED, "云岭县3名干部被开除党籍", True),
    (personal, BURIED, "青禾市举行优秀共产党员、云岭县青石村遗体送别仪式", False),
    (personal, BURIED, "林岳同志遗体送别仪式举行", True),
    (personal, REVIEWED, "云岭县接受云岭县纪委监委纪律审查和监察调查", False),
    (personal, REVIEWED, "云岭县水利局原局长涉嫌严重违纪违法", False),
    (personal, REVIEWED, "林岳接受云岭县纪委监委纪律审查和监察调查", True),
    (personal, AWARDED, "授予青禾市“突出贡献奖”", False),
    (personal, AWARDED, "授予青禾市农科院研究员林岳“突出贡献奖”", True),
    (personal, AWARDED, "授予青石镇等8个单位“先进集体”称号", True),
    (personal, AWARDED, "云岭县市场监管局对某公司立案调查", True),
    (personal, "云岭县专家林岳当选协会主席。", "云岭县专家当选协会主席", True),
    (
        personal,
        "青石市接受省纪委组织的能力审查，林岳到会。",
        "青石市接受省纪委组织的能力审查",
        True,
    ),
    (hosted, "全县干部正在为实现目标努力。", "为实现目标努力", True),
    (hosted, TAUGHT, "云岭县开展“送教下乡”活动", False),
    (hosted, TAUGHT, "林岳率专家团到云岭县开展“送教下乡”活动", True),
    (hosted, TAUGHT, "云岭县到青禾市招商", True),
    (hosted, TAUGHT, "青石镇开展到户走访", True),
    (hosted, CHECKED, "金桂花园小区查处违规停放电动车63辆", False),
    (hosted, CHECKED, "县消防大队在金桂花园小区查处违规停放电动车63辆", True),
    (hosted, CHECKED, "县消防大队查处违规停放电动车63辆", True),
    (hosted, CHECKED, "云岭县第四中学举行运动会", True),
    (hosted, CHECKED, "云岭山保护区举行放归仪式", True),
    (another, HONOURED, "云岭县获评云岭县“好人”", False),
    (another, HONOURED, "林岳获评云岭县“好人”", True),
    (another, BRIDGE, "青石镇李湾村建成通车", False),
    (another, BRIDGE, "青石镇李湾村新桥建成通车", True),
    (another, BRIDGE, "云江大桥建成通车", True),
    (another, INVESTED, "青禾市白鹭湖湿地管理中心投入4.7亿元", False),
    (another, INVESTED, "青禾市投入4.7亿元退耕还湿", True),
    (another, INVESTED, "青禾市印发《青禾市湿地条例》", True),
    (another, INVESTED, "云岭县开展普法活动", True),
    (another, INVESTED, "青岗村成立合作社", True),
    (another, "云南先后投入4亿元修路。云南省有喜事。", "云南省投入4亿元修路", True),
    (parties, SIGNED, "滨江街道办事处签订社区共管协议", False),
    (parties, SIGNED, "青禾市高新区管委会与滨江街道办事处签订社区共管协议", True),
    (parties, SIGNED, "青禾市高新区管委会签订社区共管协议", True),
    (parties, "中华人民共和国主席林岳3日签署命令。", "主席林岳签署命令", True),
    (parties, SIGNED, "县工商联协办的恳谈会举行", False),
    (parties, SIGNED, "由县委组织部主办、县工商联协办的恳谈会举行", True),
    (parties, SIGNED, "县文旅局承办的书画展开幕", True),
]


@pytest.mark.parametrize(
    ("check", "source", "output", "passed"), CASES, ids=[case[2] for case in CASES]
)
def test_who_does_it_did_it(
    check: Callable[[View], Check], source: str, output: str, passed: bool
) -> None:
    found = check(Checker(source).view(Task.HEADLINE, output))
    assert found.passed is passed
    assert passed or (found.reason and found.text in output)


def test_nothing_is_asked_of_no_words() -> None:
    view = Checker(SIGNED).view(Task.HEADLINE, "")
    assert all(check(view).passed for check in HEADLINE)
