"""Messages of the group robot: each once, and what is not known is told."""

from __future__ import annotations

import pytest

from service.store.publications import State
from service.store.session import Store
from service.wechat.errors import UncertainError, WechatError
from service.wechat.robot import Robot
from tests.service.fake_wechat import Fake
from tests.service.wechat_letters import CODE, settings


def test_the_robot_sends_each_message_once(fake: Fake, data: Store) -> None:
    messages = [{"msgtype": "text", "text": {"content": f"第{n}条"}} for n in range(3)]
    robot = Robot(data, settings(fake), "w")
    fake.faults = {"webhook/send": ["", "code 45009", "code 40058"]}
    with pytest.raises(WechatError, match="40058"):
        robot.send(CODE, messages)
    assert len(fake.messages) == 1
    assert robot.send(CODE, messages).state is State.SENT
    assert robot.send(CODE, messages).state is State.SENT
    assert [m["text"]["content"] for m in fake.messages] == ["第0条", "第1条", "第2条"]


def test_a_robots_lost_answer_is_not_repeated_but_told(fake: Fake, data: Store) -> None:
    messages = [{"msgtype": "text", "text": {"content": f"第{n}条"}} for n in range(3)]
    robot = Robot(data, settings(fake), "w")
    fake.faults = {"webhook/send": ["", "lost"]}
    for _ in range(2):
        with pytest.raises(UncertainError, match="第2条（共3条）消息没有得到答复"):
            robot.send(CODE, messages)
    assert len(fake.messages) == 2
