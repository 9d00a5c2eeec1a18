"""The whole road in small: raw bulletins to a folder that summarises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from transformers import AutoTokenizer

from summarizer.cli.summarize import command as summarize
from summarizer.cli.train import command
from summarizer.seq2seq.checkpoint import Checkpoint
from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.training.state import Run
from tests import bulletins
from tests.training import news

RECIPE = """
start: model
threads: 2
budgets: {headline: 60, brief: 100}
save_minutes: 1
check_minutes: 1
log_every: 10
data:
  train: {path: out/云岭.train.jsonl.gz}
  dev: {path: out/云岭.dev.jsonl.gz}
dev:
  - {data: dev, job: salience}
  - {data: dev, job: brief}
score: {dev: 2}
stages:
  - name: tagger
    steps: 20
    train: [salience]
    batch: 1000
    rate: 2.0e-3
    mix: [{data: train, job: salience}]
  - name: everything
    steps: 30
    train: [all]
    batch: 1500
    rate: 2.0e-3
    mix: [{data: train, job: brief}, {data: train, job: headline}]
  - name: again
    steps: 5
    train: [all]
    batch: 1500
    omit: 0.1
    examples_of: everything
    mix: [{data: train, job: brief}, {data: train, job: salience}]
"""


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(command, [str(a) for a in arguments])
    assert result.exit_code == code, result.output
    return result


@pytest.mark.slow
def test_from_raw_bulletins_to_a_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANBAO_CACHE", str(tmp_path / "cache"))
    news.write(tmp_path / "raw.jsonl", news.rows())
    named = ["--out", tmp_path / "out", "--name", "云岭", "--dev-from", "20250428"]
    run("data", tmp_path / "raw.jsonl", *named)
    train = tmp_path / "out" / "云岭.train.jsonl.gz"
    dev = tmp_path / "out" / "云岭.dev.jsonl.gz"
    tokenizer = tmp_path / "tokenizer.json"
    run("tokenizer", train, "--out", tokenizer, "--pieces", "trained", "--size", "2000")
    small = ["--d-model", "32", "--heads", "4", "--ffn", "64", "--encoder-layers", "2"]
    small += ["--decoder-layers", "0,1", "--salience-layers", "1", "--positions", "320"]
    begin = ["--tokenizer", tokenizer, "--out", tmp_path / "model", "--from", "random"]
    run("warm-start", *begin, *small)
    (tmp_path / "recipe.yaml").write_text(RECIPE, "utf-8")
    folder = tmp_path / "run"
    run("fit", tmp_path / "recipe.yaml", "--run", folder, "--minutes", "0.005", code=3)
    again = run("fit", tmp_path / "recipe.yaml", "--run", folder, code=1)
    assert "--resume goes on with it" in str(again.exception)
    run("fit", "--resume", "--run", folder)
    status = run("status", "--run", folder, "--plot")
    assert "stage again" in status.output
    made = {path.name.rpartition("-")[0] for path in Run(folder).prepared.iterdir()}
    assert {"everything-train-brief", "again-train-salience"} <= made
    assert "again-train-brief" not in made
    assert "云岭.dev: brief" in status.output
    assert (folder / "curve.png").read_bytes().startswith(b"\x89PNG")
    shipped = tmp_path / "shipped"
    run("export", folder, shipped, "--dev", dev, "--rows", "2")
    theirs, ours = AutoTokenizer.from_pretrained(shipped), Checkpoint.open(shipped)
    text = bulletins.MEETING.split("\n")[0]
    assert tuple(theirs(text).input_ids) == Vocabulary.load(ours).encode(text).ids
    card = (shipped / "README.md").read_text("utf-8")
    assert "| 云岭.dev | brief_first |" in card
    assert "- everything: trains encoder, embedding, decoder" in card
    clauses = json.loads(run("score", shipped, dev, "--clauses").output)
    assert 10 < clauses["云岭.dev"]["clauses"] < 100
    (tmp_path / "page.txt").write_text(bulletins.MEETING, "utf-8")
    printed = CliRunner().invoke(
        summarize, ["--json", "--model", str(shipped), str(tmp_path / "page.txt")]
    )
    assert printed.exit_code == 0, printed.output
    assert json.loads(printed.output)["brief"]
    feedback = news.write(tmp_path / "feedback.jsonl", news.rows(4))
    adapted = Run(tmp_path / "adapted")
    run("fit", "--data", feedback, "--from", shipped, "--run", adapted.folder)
    assert (adapted.weights / "model.safetensors").read_bytes() != (
        shipped / "model.safetensors"
    ).read_bytes()
