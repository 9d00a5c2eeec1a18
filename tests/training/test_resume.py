"""A run that is killed goes on as if it had not been."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import torch

from summarizer.training import keep
from summarizer.training.journal import events
from summarizer.training.state import Run
from tests.training import news

#: Seconds that a machine may be too busy for.
PATIENCE = 240

RECIPE = """
start: {start}
threads: 1
budgets: {{headline: 40, brief: 60}}
save_minutes: 0.003
check_minutes: 0.1
log_every: 10
cache_gb: 0.0003
data:
  rows: {{path: rows.jsonl, lost: 1, held: 0}}
dev:
  - {{data: rows, job: salience}}
  - {{data: rows, job: brief}}
stages:
  - name: tagger
    steps: 30
    train: [salience]
    batch: 400
    dropout: 0.2
    mix: [{{data: rows, job: salience}}]
  - name: decoder
    steps: 60
    train: [decoder, copy, bias]
    batch: 500
    accumulate: 2
    dropout: 0.1
    mix:
      - {{data: rows, job: brief, weight: 2, evidence: {{tagger: 0.5, oracle: 0.5}}}}
      - {{data: rows, job: headline, evidence: {{rules: 1.0}}}}
  - name: everything
    steps: 40
    train: [all]
    batch: 500
    omit: 0.2
    mix:
      - {{data: rows, job: salience}}
      - {{data: rows, job: gaps}}
      - {{data: rows, job: denoise}}
"""


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    rows = news.rows(12)
    news.write(tmp_path / "rows.jsonl", rows)
    news.start(tmp_path / "start", rows)
    path = tmp_path / "recipe.yaml"
    path.write_text(RECIPE.format(start="start"), "utf-8")
    return path


@pytest.mark.slow
def test_killed_twice_the_curve_is_that_of_an_undisturbed_run(recipe: Path, tmp_path: Path) -> None:
    calm, rough = Run(tmp_path / "calm"), Run(tmp_path / "rough")
    with _fit(calm, str(recipe)) as undisturbed:
        with _fit(rough, str(recipe)) as first:
            _until(rough, 2, first)
            first.kill()
        with _fit(rough, "--resume") as second:
            _until(rough, 8, second)
            second.send_signal(signal.SIGTERM)
            assert second.wait(PATIENCE) == 3
        assert [e["event"] for e in events(rough.log)][-1] == "stopped"
        with _fit(rough, "--resume") as third:
            assert third.wait(PATIENCE) == 0
        assert undisturbed.wait(PATIENCE) == 0
    assert _curve(rough) == _curve(calm)
    losses = [e["loss"] for e in _losses(calm)]
    assert len(losses) == 13
    assert losses[2]["rows/salience"] < losses[0]["rows/salience"]
    own, other = (torch.load(run.state, weights_only=True) for run in (calm, rough))
    assert own["model"].keys() == other["model"].keys()
    for name, tensor in own["model"].items():
        assert torch.equal(tensor, other["model"][name]), name


def test_a_run_in_the_background_pauses_and_stops(
    recipe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(p for p in sys.path if p))
    recipe.write_text(recipe.read_text("utf-8").replace("steps: 30", "steps: 100000"), "utf-8")
    run = Run(tmp_path / "run")
    assert not keep.off(run)
    number = keep.on(run, recipe, nice=1)  # at 19 a busy machine lets it starve
    with pytest.raises(Exception, match="runs already"):
        keep.on(run, recipe)
    try:
        _until(run, 1)
        found = keep.process(run)
        assert found is not None
        assert found.nice() == max(1, os.nice(0))
        assert keep.pause(run)
        assert "is paused" in keep.describe(run)
        before = sum(found.cpu_times()[:2])
        time.sleep(0.3)
        assert sum(found.cpu_times()[:2]) - before < 0.05
        assert keep.resume(run)
        assert f"process {number} trains" in keep.describe(run)
    finally:
        assert keep.off(run)
    assert keep.process(run) is None
    assert [e["event"] for e in events(run.log)][-1] == "stopped"


@contextmanager
def _fit(run: Run, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """``jianbao train fit`` in a process of its own, which does not outlive the test."""
    code = "from summarizer.cli import main; main()"
    path = os.pathsep.join(p for p in sys.path if p)
    child = subprocess.Popen(
        [sys.executable, "-c", code, "train", "fit", *arguments, "--run", str(run.folder)],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()


def _until(run: Run, count: int, child: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until ``count`` lines of losses are there."""
    end = time.monotonic() + PATIENCE
    while len(_losses(run)) < count:
        assert time.monotonic() < end, "no progress"
        assert child is None or child.poll() is None, "ended early"
        time.sleep(0.02)


def _losses(run: Run) -> list[dict[str, Any]]:
    return [e for e in events(run.log) if e["event"] == "steps"]


def _curve(run: Run) -> list[dict[str, Any]]:
    """What the log says but for the time it took."""
    return [
        {k: v for k, v in e.items() if k not in ("time", "minutes")}
        for e in events(run.log)
        if e["event"] in ("stage", "steps")
    ]
