"""``jianbao check``: exit codes, text, JSON and streamed lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summarizer.cli.check import command, report
from summarizer.exceptions import DataError, OptionError, ReadingError
from summarizer.facts.check import Checker
from summarizer.types import Task
from tests.facts.bulletins import MEETING

TRUE = "5月12日，云岭县委副书记、县长林岳主持召开全县防汛备汛工作会议，听取各乡镇备汛情况汇报。"
WRONG = TRUE.replace("副书记", "书记").replace("12日", "13日")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, text in (("source", MEETING), ("true", TRUE), ("wrong", WRONG)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: object, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments], input=text)


def check(files: Path, summary: str, *options: str) -> Result:
    source, text = files / "source.txt", files / f"{summary}.txt"
    return run("--source", source, "--summary", text, *options)


def test_a_true_summary_exits_with_0(files: Path) -> None:
    result = check(files, "true")
    assert result.exit_code == 0
    assert "✓  人名" in result.output
    assert "✗" not in result.output


def test_a_wrong_summary_exits_with_1_and_tells_what_the_source_has(files: Path) -> None:
    result = check(files, "wrong")
    assert result.exit_code == 1
    assert "✗  日期：原文没有这个日期：“5月13日”，原文：“5月12日”" in result.output
    assert "✗  职务：" in result.output


def test_either_file_may_be_standard_input(files: Path) -> None:
    source, summary = files / "source.txt", files / "true.txt"
    assert run("--source", source, "--summary", "-", text=WRONG).exit_code == 1
    assert run("--source", source, "--summary", "-", text=TRUE).exit_code == 0
    assert run("--source", "-", "--summary", summary, text=MEETING).exit_code == 0


def test_json_is_the_python_call(files: Path) -> None:
    result = check(files, "wrong", "--json")
    found = json.loads(result.output)
    assert found == report(Checker(MEETING).check(Task.BRIEF, WRONG))
    assert found["passed"] is False
    [date] = [c for c in found["checks"] if c["kind"] == "dates"]
    assert date == {
        "kind": "dates",
        "passed": False,
        "span": {"start": 0, "end": 5},
        "text": "5月13日",
        "source": "5月12日",
        "reason": "原文没有这个日期",
    }


def test_lines_are_streamed_through_one_process() -> None:
    lines = [{"id": "a", "text": MEETING, "summary": s} for s in (TRUE, WRONG)]
    result = run("--jsonl", text="".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines))
    found = [json.loads(line) for line in result.output.splitlines()]
    assert [f["id"] for f in found] == ["a", "a"]
    assert [f["passed"] for f in found] == [True, False]
    assert result.exit_code == 1


def test_a_bad_line_is_answered_and_the_others_are_checked() -> None:
    good = json.dumps({"id": 7, "text": MEETING, "summary": TRUE}, ensure_ascii=False)
    result = run("--jsonl", text=f'{{]\n{{"id": "b", "text": "a"}}\n\n{good}\n')
    found = [json.loads(line) for line in result.output.splitlines()]
    assert [(f.get("id"), f.get("line")) for f in found] == [(None, 1), ("b", None), (7, None)]
    assert [f.get("error") for f in found] == ["not JSON", 'field "summary" must be a text', None]
    assert str(result.exception) == "<stdin>:1: not JSON (and 1 more line)"


def test_lines_in_gbk_with_lone_surrogates_and_too_deep_do_not_stop_the_others() -> None:
    given = [
        json.dumps({"id": "a", "text": MEETING, "summary": TRUE}, ensure_ascii=False).encode("gbk"),
        b'{"id": "\\ud800", "text": "\\ud800", "summary": "\\ud800a"}',
        b'{"text": ' + b"[" * 100_000,
        b'{"text": "", "summary": 1}',
        b'{"text": "a", "summary": 1}',
        b"\xff\x00\x81",
        json.dumps({"id": {}, "text": MEETING, "summary": TRUE}).encode(),
    ]
    result = run("--jsonl", text=b"\n".join(given))
    found = [json.loads(line) for line in result.output.splitlines()]
    assert [f.get("id", f.get("line")) for f in found] == ["a", "\ufffd", 3, 4, 5, 6, 7]
    assert [f.get("passed") for f in (found[0], found[-1])] == [True, True]
    assert [f.get("error") for f in found[2:5]] == [
        "not JSON",
        'field "text" is empty',
        'field "summary" must be a text',
    ]
    assert "<stdin>" not in found[5]["error"]
    assert str(result.exception) == "<stdin>:3: not JSON (and 3 more lines)"


def test_a_headline_may_round(tmp_path: Path) -> None:
    (tmp_path / "source.txt").write_text(
        "云岭县一季度消费额达4331.7万元，同比增长。", encoding="utf-8"
    )
    (tmp_path / "true.txt").write_text("云岭县一季度消费额超4300万元", encoding="utf-8")
    assert check(tmp_path, "true").exit_code == 1
    assert check(tmp_path, "true", "--task", "headline").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "text", "error"),
    [
        ((), None, OptionError),
        (("--source", "-", "--summary", "-"), "a", OptionError),
        (("--jsonl", "--source", "x"), None, OptionError),
        (("--jsonl",), "{]\n", DataError),
        (("--jsonl",), "[1]\n", DataError),
        (("--jsonl",), '{"text": "a"}\n', DataError),
        (("--source", "nowhere.txt", "--summary", "nowhere.txt"), None, ReadingError),
    ],
)
def test_bad_input_is_a_declared_error(
    arguments: tuple[str, ...], text: str | None, error: type[Exception]
) -> None:
    result = run(*arguments, text=text)
    assert isinstance(result.exception, error)
    assert "\n" not in str(result.exception)
