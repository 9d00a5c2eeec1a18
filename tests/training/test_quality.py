"""What editors leave of what was printed: labelled, made examples of, learned, asked in search."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from summarizer.exceptions import DataError
from summarizer.seq2seq.checkpoint import TOKENIZER, Checkpoint
from summarizer.seq2seq.pointer import PointerBart
from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.training.adapt import ENOUGH
from summarizer.training.adapt import recipe as adaptation
from summarizer.training.examples import Examples
from summarizer.training.features import pad
from summarizer.training.fit import begin
from summarizer.training.labels import left_by_editor
from summarizer.training.losses import loss
from summarizer.training.prepare import Preparer
from summarizer.training.recipe import Data, Job, Mix, Recipe, Stage
from summarizer.training.rows import read_rows
from summarizer.training.state import Run
from summarizer.types import Task
from tests.facts.bulletins import MEETING
from tests.training import news

FIXED = "5月12日，云岭县委副书记、县长林岳主持召开全县防汛备汛工作会议，安排部署下一步工作。"
PRINTED = FIXED.replace("，安排部署下一步工作", "，安排部署")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return news.start(tmp_path_factory.mktemp("start") / "model", news.rows(12))


@pytest.fixture(scope="module")
def corrections(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "corrections.jsonl"
    found = [{"task": "brief", "printed": PRINTED, "corrected": FIXED}]
    path.write_text(json.dumps({"text": MEETING, "corrections": found}) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("pieces", "corrected", "left"),
    [
        (["林岳", "调研", "。"], "林岳调研。", [1, 1, 1, 1]),
        (["林岳", ",", "调研", "。"], "林岳，调研。", [1, 1, 1, 1, 1]),  # a width is no change
        (["林岳", "等", "调研", "。"], "林岳调研。", [1, 0, 1, 1, 1]),  # struck out
        (["林岳", "调研", "。"], "林岳来到清河镇调研。", [1, 0, 1, 1]),  # it came too soon
        (["林岳", "调研"], "林岳调研防汛工作", [1, 1, 0]),  # the end came too soon
        (["林岳县长", "调研"], "林岳调研", [0, 1, 1]),  # a part of a token is wrong
        ([], "林岳调研", [0]),
    ],
)
def test_wrong_is_what_was_struck_out_and_what_came_too_soon(
    pieces: list[str], corrected: str, left: list[int]
) -> None:
    assert left_by_editor(pieces, corrected).tolist() == left


def prepared(folder: Path, path: Path, job: Job = "quality-brief") -> tuple[Vocabulary, Examples]:
    checkpoint = Checkpoint.open(folder)
    vocabulary = Vocabulary.load(checkpoint)
    preparer = Preparer(
        vocabulary,
        checkpoint.contract.window,
        {Task.HEADLINE: 150, Task.BRIEF: 180},
        checkpoint.contract.bucket,
        5,
        lambda texts: [np.zeros(len(text), np.float32) for text in texts],
        1,
    )
    mix = Mix(data="x", job=job, evidence={"rules": 1.0})
    return vocabulary, preparer.examples(Data(path=path, lost=1.0, clean=False), mix)


def test_what_was_printed_is_an_example_and_what_became_of_it_is_all_right(
    folder: Path, corrections: Path, tmp_path: Path
) -> None:
    vocabulary, examples = prepared(folder, corrections)
    assert len(examples) == 2
    printed, fixed = examples.items
    assert fixed.right.all()
    assert len(printed.right) == len(printed.target)
    assert 0 < (printed.right == 0).sum() < 3
    wrong = "".join(
        vocabulary.surface[t] for t, ok in zip(printed.target, printed.right, strict=True) if not ok
    )
    assert wrong == "。"
    examples.save(tmp_path / "kept.npz")
    again = Examples.load(tmp_path / "kept.npz")
    assert [e.right.tolist() for e in again.items] == [e.right.tolist() for e in examples.items]
    assert not len(prepared(folder, corrections, "quality-headline")[1])


def test_the_head_learns_it(folder: Path, corrections: Path) -> None:
    vocabulary, examples = prepared(folder, corrections)
    torch.manual_seed(0)
    checkpoint = Checkpoint.open(folder)
    model = PointerBart(PointerBart.load(folder).config, checkpoint.contract.salience, quality=True)

    def read(sources: object) -> tuple[Tensor, Tensor, Tensor]:
        ids, mask = pad(sources)  # type: ignore[arg-type]
        return model.encode(ids, mask), mask, ids

    optimiser = torch.optim.Adam(model.parameters(), lr=3e-3)
    losses = []
    for _ in range(60):
        found, count = loss(model, vocabulary, read, "quality-brief", examples.items)
        losses.append(float(found.detach()))
        optimiser.zero_grad()
        torch.autograd.backward(found)
        optimiser.step()
    assert count == sum(len(e.target) for e in examples.items)
    assert losses[0] == pytest.approx(0.693, abs=1e-3)  # a new head says nothing
    assert losses[-1] < 0.35


def test_a_recipe_that_trains_it_gives_the_model_one(
    folder: Path, corrections: Path, tmp_path: Path
) -> None:
    stage = Stage(
        name="quality",
        steps=1,
        train=("quality",),
        mix=(Mix(data="ours", job="quality-brief"),),
    )
    assert stage.changes("quality-brief")
    assert not stage.changes("brief")
    recipe = Recipe(start=folder, data={"ours": Data(path=corrections)}, stages=(stage,))
    run = Run(tmp_path / "run")
    begin(run, recipe)
    assert Checkpoint.open(run.start).shape.quality
    model = PointerBart.load(run.start)
    assert model.quality is not None
    plain = Checkpoint.open(folder).contract
    model.save(tmp_path / "again", replace(plain, quality=True), folder / TOKENIZER)
    assert Checkpoint.open(tmp_path / "again").contract.quality


def test_enough_corrections_of_a_newsroom_teach_the_head(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    for count in (ENOUGH, ENOUGH - 1):
        row = {
            "text": MEETING,
            "brief": FIXED,
            "corrections": [{"task": "brief", "printed": PRINTED, "corrected": FIXED}],
        }
        path.write_text((json.dumps(row) + "\n") * count, "utf-8")
        found = adaptation(path, tmp_path, minutes=None, replay=None, threads=1).stages
        assert [stage.name for stage in found] == ["adapt", "quality"][: 1 + (count == ENOUGH)]
    assert found[0].steps == 4 * (ENOUGH - 1) // 8


@pytest.mark.parametrize("found", ['{"task": "brief"}', '[{"task": "brief", "printed": "甲"}]'])
def test_a_correction_without_a_part_is_named(tmp_path: Path, found: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "甲。", "corrections": ' + found + "}\n", "utf-8")
    with pytest.raises(DataError, match=r'bad\.jsonl:1: "corrections".*"corrected"'):
        list(read_rows(path))
