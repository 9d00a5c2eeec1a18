"""``jianbao bench``: what it compares is right, and the command runs on a small model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from summarizer import bench
from summarizer.bench_texts import bulletins
from summarizer.cli import group
from summarizer.pipeline import Summarizer
from summarizer.seq2seq.engine import Prompt
from summarizer.types import Task
from tests import tiny_pointer


def test_the_bulletins_are_always_the_same_all_different_and_long_enough() -> None:
    texts = bulletins(40)
    assert texts == bulletins(40)
    assert len(set(texts)) == 40
    assert all(180 <= len(text) <= 450 for text in texts)
    assert not any("{" in text for text in texts)


def test_prompts_are_whole_clauses_that_fit(summarizer: Summarizer) -> None:
    engine = summarizer.engine
    for task in Task:
        for prompt in bench.prompts(engine, bulletins(10), task):
            assert engine.count_tokens(prompt.text) <= engine.window - 2
            assert len(prompt.text) <= engine.budgets[task]
            assert prompt.text[-1] in "。；，\n"


def test_speeds_are_per_article_and_the_writers_take_turns() -> None:
    calls: list[tuple[str, int]] = []

    def writer(name: str) -> bench.Writer:
        def write(batch: list[Prompt]) -> list[str]:
            calls.append((name, len(batch)))
            return [""] * len(batch)

        return write  # type: ignore[return-value]

    batch = [Prompt(str(i), Task.BRIEF) for i in range(5)]
    found = list(bench.speeds({"a": writer("a"), "b": writer("b")}, batch, rounds=2))
    assert [speed.writer for speed in found] == ["a", "b"]
    assert all(len(speed.single) == len(speed.batch) == 2 for speed in found)
    one_round = [("a", 1)] * 3 + [("b", 1)] * 3 + [("a", 5), ("b", 5)]
    assert calls == [("a", 1), ("b", 1)] + one_round * 2


def test_headline_and_brief_together() -> None:
    parts = [bench.Speed("a", task, (1.0, 2.0), (3.0, 4.0)) for task in Task]
    assert bench.together(parts) == bench.Speed("a", None, (2.0, 4.0), (6.0, 8.0))


def test_ratio_and_agreement() -> None:
    assert bench.ratio([4.0, 9.0, 8.0], [2.0, 3.0, 1.0]) == 3.0
    found = bench.agreement(["防汛会议召开", "防汛"], ["防汛会议召开", "夏收"])
    assert found["identical"] == 0.5
    assert found["rouge_l"] == 0.5


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder: Path = tiny_pointer.build(tmp_path_factory.mktemp("tiny"))
    arguments = ["bench", "--model", str(folder), "-n", "2", "--rounds", "1", "--beam", "1"]
    result = CliRunner().invoke(group, [*arguments, "--threads", "1", "--growth", "1,2", "--json"])
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_the_command_reports_everything(report: dict[str, list[dict[str, object]]]) -> None:
    assert [s["task"] for s in report["speed"]] == ["headline"] * 3 + ["brief"] * 3 + ["both"] * 4
    assert report["speed"][-1]["writer"] == "jianbao, all it does"
    assert {r["writer"] for r in report["ratio"]} == {"jianbao", "jianbao, no rules"}
    compared = [d["writer"] for d in report["difference"] if d["task"] == "brief"]
    assert compared == ["jianbao fp32", "jianbao, no rules", "jianbao"]
    assert [g["articles"] for g in report["growth"]] == [1, 2]


def test_a_fresh_process_imports_no_torch(report: dict[str, list[dict[str, object]]]) -> None:
    assert [s["cache"] for s in report["starts"]] == ["empty", "filled"]
    assert not any(s["torch"] for s in report["starts"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--growth", "10,x"], "not a list of numbers"),
        (["--growth", "0"], "below 1"),
        (["--data", "none.jsonl"], "none.jsonl"),
    ],
)
def test_bad_options_are_one_line(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(group, ["bench", *arguments])
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
