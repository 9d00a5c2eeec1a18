"""Which of several candidates is better: graded, made examples of, and learned."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from torch import Tensor

from summarizer.exceptions import DataError
from summarizer.pipeline import Summarizer
from summarizer.seq2seq.checkpoint import Checkpoint
from summarizer.seq2seq.pointer import PointerBart
from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.training.examples import Examples
from summarizer.training.features import pad
from summarizer.training.losses import DISORDER, MARGIN, loss
from summarizer.training.preferences import FAILED, by_article, graded, main
from summarizer.training.prepare import APART, COMPARED, Preparer
from summarizer.training.recipe import Data, Mix
from summarizer.training.rows import Row, read_rows
from summarizer.types import Candidate, Summary, Task
from tests.facts.bulletins import MEETING
from tests.training import news

BEST = "5月12日，云岭县委副书记、县长林岳主持召开全县防汛备汛工作会议，安排部署下一步工作。"
FAIR = "林岳指出，防汛工作事关群众生命财产安全。"
WRONG = BEST.replace("12日", "13日")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return news.start(tmp_path_factory.mktemp("start") / "model", news.rows(12))


def test_a_candidate_gains_by_its_references_and_pays_for_failed_checks() -> None:
    candidates = tuple(Candidate(task=Task.BRIEF, text=t, score=-1.0) for t in (BEST, FAIR, WRONG))
    headline = Candidate(task=Task.HEADLINE, text="防汛会议", score=-1.0)
    summary = Summary.model_construct(candidates=(*candidates, headline))
    found = graded(summary, [Row(text=MEETING, brief=BEST), Row(text=MEETING, brief=BEST)])
    assert [c["text"] for c in found] == [BEST, FAIR, WRONG]  # no reference for the headline
    best, fair, wrong = (c["gain"] for c in found)
    assert best == 1
    assert fair < 0.5
    assert wrong == pytest.approx(1 - FAILED, abs=0.05)


def test_references_of_one_article_stand_together(tmp_path: Path) -> None:
    one = news.write(tmp_path / "one.jsonl", [Row(text=MEETING, brief=BEST), Row(text="别的。")])
    two = news.write(tmp_path / "two.jsonl", [Row(text=MEETING, brief=FAIR)])
    found = by_article([one, two])
    assert [r.brief for r in found[MEETING]] == [BEST, FAIR]
    assert list(found) == [MEETING, "别的。"]


def ranked(tmp_path: Path, gains: list[float]) -> Path:
    texts = [BEST, FAIR, BEST + FAIR, BEST[:20] + "。", "林岳强调，要严格执行24小时值班值守制度。"]
    texts += [FAIR + BEST, FAIR + FAIR]
    candidates = [
        {"task": "brief", "text": text, "gain": gain}
        for text, gain in zip(texts, gains, strict=False)
    ]
    path = tmp_path / "graded.jsonl"
    path.write_text(json.dumps({"text": MEETING, "candidates": candidates}), "utf-8")
    return path


def prepared(folder: Path, path: Path) -> tuple[Vocabulary, Examples]:
    checkpoint = Checkpoint.open(folder)
    vocabulary = Vocabulary.load(checkpoint)
    budgets = {Task.HEADLINE: 200, Task.BRIEF: 200}
    preparer = Preparer(vocabulary, 256, budgets, checkpoint.contract.bucket, 5, list, 1)  # type: ignore[arg-type]
    data = Data(path=path, clean=False, lost=1.0, held=0.0)
    mix = Mix(data="graded", job="prefer-brief", evidence={"rules": 1.0})
    return vocabulary, preparer.examples(data, mix)


@pytest.mark.parametrize(
    ("gains", "compared"),
    [
        ([0.5, 0.9], 2),
        ([0.5, 0.5 + APART / 2], 0),  # nothing to choose between them
        ([0.5, 0.5, 0.7], 2),
        ([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], COMPARED),
    ],
)
def test_an_example_holds_candidates_from_best_to_worst(
    folder: Path, tmp_path: Path, gains: list[float], compared: int
) -> None:
    vocabulary, found = prepared(folder, ranked(tmp_path, gains))
    if not compared:
        assert len(found) == 0
        return
    [example] = found.items
    ends = np.flatnonzero(example.target == vocabulary.eos)
    assert len(ends) == compared
    assert ends[-1] == len(example.target) - 1
    for token, place in zip(example.target, example.places, strict=True):
        assert not place or example.source[place] == token


def test_learning_an_order_puts_the_better_one_ahead(folder: Path, tmp_path: Path) -> None:
    torch.manual_seed(0)
    model = PointerBart.load(folder)
    vocabulary, found = prepared(folder, ranked(tmp_path, [0.9, 0.2, 0.5]))
    model.write_only(vocabulary.written)

    def read(sources: object) -> tuple[Tensor, Tensor, Tensor]:
        ids, mask = pad(sources)  # type: ignore[arg-type]
        return model.encode(ids, mask), mask, ids

    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3)
    losses = []
    for _ in range(40):
        value, count = loss(model, vocabulary, read, "prefer-brief", found.items * 2)
        assert count == 2
        optimiser.zero_grad()
        torch.autograd.backward(value)
        optimiser.step()
        losses.append(float(value.detach()))
    assert losses[0] > DISORDER * MARGIN / 2
    assert losses[-1] == 0  # every margin is kept


def test_a_candidate_without_a_task_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"text": MEETING, "candidates": [{"text": "甲", "gain": 1}]}))
    with pytest.raises(DataError, match=r"rows.jsonl:1: a candidate needs"):
        list(read_rows(path))


def test_the_command_grades_what_the_weights_write(tmp_path: Path) -> None:
    data = news.write(tmp_path / "rows.jsonl", [Row(text=MEETING, brief=BEST, headline="林岳开会")])
    shipped = Path(__file__).parents[2] / "summarizer" / "weights"
    out = tmp_path / "out.jsonl"
    arguments = ["--weights", shipped, "--data", data, "--out", out, "--beam", "2"]
    result = CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)
    assert result.output == f"1 articles in {out}\n"
    [row] = read_rows(out)
    assert {c.task for c in row.candidates} == set(Task)
    assert max(c.gain for c in row.candidates) > 0.3
    assert Summarizer.load(str(shipped)).model
