"""Bodies and places that were put together of two: 临溪区|管委会, 云岭|市委, 松树村's sheds."""

from __future__ import annotations

import pytest

from summarizer.types import Task
from tests.facts.test_checks import kinds

ZONE = (
    "3月4日，白沙区高新技术产业开发区管委会与桥头街道办事处签订备忘录。管委会各局室要主动服务。"
    "云岭县委办公室机关党委赴红石山纪念馆开展主题党日活动，县委组织部派员参加。市委常委会召开会议，"
    "云岭县委书记林岳参加。县卫生健康局、县人民政府发文。石桥县与绿源（石桥）农牧科技有限公司、"
    "江州恒泰建材有限公司签约。石桥县与江州鲁丰（集团）粮油有限公司洽谈。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("白沙区管委会与桥头街道办事处签订备忘录", False),
        ("白沙区高新技术产业开发区管委会与桥头街道办事处签订备忘录", True),
        ("白沙区高新区管委会与桥头街道办事处签订备忘录", True),
        ("云岭市委常委会召开会议", False),
        ("市委常委会召开会议", True),
        ("云岭县委赴红石山纪念馆开展主题党日活动", False),
        ("云岭县委办公室机关党委赴红石山纪念馆开展主题党日活动", True),
        ("云岭县委书记林岳参加市委常委会会议", True),
        ("县卫健局、县政府发文", True),
        ("石桥县举行农牧科技有限公司签约仪式", False),
        ("石桥县与绿源（石桥）农牧科技有限公司签约", True),
        ("石桥县与绿源农牧科技有限公司签约", True),
        ("石桥县举行粮油有限公司洽谈", False),
        ("绿源恒泰建材有限公司签约", False),
    ],
)
def test_a_body_is_not_put_together(output: str, passed: bool) -> None:
    assert ("organisations" not in kinds(ZONE, output, Task.HEADLINE)) is passed


def test_a_committee_that_acts_itself_is_told() -> None:
    source = "云岭县委办公室发出通知，云岭县委决定召开全会。县委组织部牵头。"
    assert "organisations" not in kinds(source, "云岭县委发出通知，召开全会", Task.HEADLINE)


VILLAGES = (
    "6月3日，高坪县石桥镇松树村村民牛老四指着菌棚说，日子好了。松树村党支部书记游德福介绍，松树村去年产值410万元。"
    "与其一河之隔的青山村也种食用菌。青山村党支部书记曲小江介绍，青山村今年新建大棚46座，预计10月出菇。"
)
HELMETS = (
    "记者在云岭县城区路口发现，过往的电动自行车中，有97名骑乘人员没有佩戴安全头盔。"
    "今年3月起，《清河市电动自行车管理条例》施行，明确骑乘人员应当佩戴头盔。"
)


@pytest.mark.parametrize(
    ("source", "output", "passed"),
    [
        (VILLAGES, "高坪县石桥镇松树村新建大棚46座", False),
        (VILLAGES, "松树村今年新建大棚46座，预计10月出菇", False),
        (VILLAGES, "青山村今年新建大棚46座", True),
        (VILLAGES, "高坪县石桥镇青山村今年新建大棚46座", True),
        (VILLAGES, "高坪县石桥镇松树村去年产值410万元", True),
        (HELMETS, "清河市骑乘人员没有佩戴安全头盔", False),
        (HELMETS, "云岭县骑乘人员没有佩戴安全头盔", True),
        (HELMETS, "清河市电动自行车管理条例施行", True),
        (
            "5月10日，市人大常委会第三次会议举行全体会议。会议听取《清河市停车场条例（草案）》的说明。",
            "清河市人大常委会第三次会议举行",
            True,
        ),
        (
            "下塘乡甲良村新建小公园。驻村第一书记石光远带领村干部走访，建成小菜园、小果园58个。",
            "甲良村建成小菜园、小果园58个",
            True,
        ),
        (HELMETS, "清河市施行电动自行车管理条例，骑乘人员应当佩戴头盔", True),
    ],
)
def test_what_is_told_of_one_place_is_not_told_of_another(
    source: str, output: str, passed: bool
) -> None:
    assert ("places" not in kinds(source, output, Task.HEADLINE)) is passed
