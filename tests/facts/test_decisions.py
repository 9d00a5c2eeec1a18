"""What was decided stays decided: 暂缓实施 is not 实施, 否决 is not 同意."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.types import Task

SOURCE = (
    "会议听取了情况汇报，原则同意《云岭县文物保护办法》，决定暂缓实施迁建项目。"
    "会议否决了《云岭县停车管理办法》，要求修改后再报。\n"
    "会议决定，取消原定于9月1日举行的龙舟赛，停止执行旧的收费标准。\n"
    "对停止营业的商户给予补助，修改后的收费标准另行公布。"
)


def kinds(output: str, source: str = SOURCE) -> set[str]:
    checks = Checker(source).check(Task.BRIEF, output)
    return {c.kind for c in checks if c.passed is False}


@pytest.mark.parametrize(
    "output",
    [
        "会议原则同意《云岭县文物保护办法》，决定暂缓实施迁建项目。",
        "会议否决了《云岭县停车管理办法》，要求修改后再报。",
        "会议原则同意《云岭县文物保护办法》，否决了《云岭县停车管理办法》。",
        "会议决定，取消原定于9月1日举行的龙舟赛。",
        "会议决定，取消龙舟赛，停止执行旧的收费标准。",
        "对商户给予补助，收费标准另行公布。",
    ],
)
def test_decisions_as_they_were_taken_pass(output: str) -> None:
    assert kinds(output) == set()


@pytest.mark.parametrize(
    "output",
    [
        "会议原则同意《云岭县文物保护办法》，决定实施迁建项目。",
        "会议决定实施迁建项目。",
        "会议原则同意《云岭县停车管理办法》，要求修改后再报。",
        "会议原则同意《云岭县文物保护办法》《云岭县停车管理办法》。",
        "会议否决了《云岭县文物保护办法》。",
        "会议决定，举行龙舟赛。",
        "会议决定，执行旧的收费标准。",
    ],
)
def test_decisions_turned_round_fail(output: str) -> None:
    assert "polarity" in kinds(output)


def test_what_goes_on_elsewhere_is_not_put_off() -> None:
    source = "景区暂停接待游客三天。县文旅局说，其余展馆照常接待游客三天。"
    assert kinds("其余展馆照常接待游客三天。", source) == set()
    assert "polarity" in kinds("景区接待游客三天。", "景区暂停接待游客三天。")


def test_what_became_of_a_document_may_stand_behind_it() -> None:
    source = "会上，《云岭县养犬管理办法（草案）》未获通过，《云岭县供水条例》表决通过。"
    assert kinds("《云岭县供水条例》表决通过。", source) == set()
    assert "polarity" in kinds("会议通过了《云岭县养犬管理办法（草案）》。", source)
