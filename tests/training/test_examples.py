"""Recipes, examples, streams of batches, and kept states."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from summarizer.exceptions import OptionError
from summarizer.seq2seq.checkpoint import Checkpoint
from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.training.adapt import recipe as adaptation
from summarizer.training.examples import Example, Examples, Stream, in_batches
from summarizer.training.features import Features
from summarizer.training.keep import folder_of
from summarizer.training.prepare import Preparer
from summarizer.training.recipe import PARTS, Data, Mix, Recipe
from summarizer.training.selfsup import gaps, noised
from summarizer.types import Task
from tests import bulletins
from tests.training import news

SHIPPED = Path(__file__).parents[2] / "summarizer" / "training" / "recipes" / "shipped.yaml"


def test_the_shipped_recipe_can_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANBAO_DATA", "/data")
    monkeypatch.setenv("JIANBAO_START", "/start")
    recipe = Recipe.load(SHIPPED)
    assert recipe.start == Path("/start")
    assert [stage.frozen for stage in recipe.stages] == [True, False, True, False, False]
    tagger, _, decoder, everything, wider = recipe.stages
    assert wider.examples_of == everything.name
    assert recipe.data["invented"].path.is_file()
    assert set(everything.train) == set(PARTS) - {"embedding"}
    assert tagger.changes("salience")
    assert not tagger.changes("brief")
    assert decoder.changes("gaps")
    assert not decoder.changes("salience")
    assert folder_of(SHIPPED).name == "shipped"


def test_a_recipe_is_the_same_after_writing_and_reading(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JIANBAO_DATA", "/data")
    monkeypatch.setenv("JIANBAO_START", "/start")
    recipe = Recipe.load(SHIPPED)
    recipe.save(tmp_path / "recipe.yaml")
    assert Recipe.load(tmp_path / "recipe.yaml") == recipe


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("minutes: 14", "minutes: 14\n    steps: 3", "either minutes or steps"),
        ("train: [salience]", "train: [head]", "stages.0.train.0"),
        ("data: items, job", "data: itmes, job", "no data named 'itmes'"),
        ("name: decoder", "name: tagger", "two stages have the same name"),
        (
            "$JIANBAO_DATA/written_briefs.train",
            "$NOWHERE/written_briefs.train",
            "NOWHERE is not set",
        ),
        ("stages:", "stages: [", "cannot be read"),
        ("dropout: 0.1", "examples_of: later", "no stage 'later' before it"),
        ("minutes: 14", "minutes: 14\n    omit: 0.1", "omit: states of a frozen encoder"),
    ],
)
def test_a_faulty_recipe_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, old: str, new: str, what: str
) -> None:
    monkeypatch.setenv("JIANBAO_DATA", "/data")
    monkeypatch.setenv("JIANBAO_START", "/start")
    monkeypatch.delenv("NOWHERE", raising=False)
    text = SHIPPED.read_text("utf-8")
    assert old in text
    path = tmp_path / "recipe.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(OptionError, match=what):
        Recipe.load(path)


@pytest.fixture(scope="module")
def preparer(tmp_path_factory: pytest.TempPathFactory) -> Preparer:
    folder = news.start(tmp_path_factory.mktemp("start") / "model", news.rows(12))
    checkpoint = Checkpoint.open(folder)

    def salience(texts: object) -> list[np.ndarray]:
        raise AssertionError(texts)

    return Preparer(
        Vocabulary.load(checkpoint),
        256,
        {Task.HEADLINE: 40, Task.BRIEF: 80},
        checkpoint.contract.bucket,
        5,
        salience,
        1,
    )


def test_a_writer_reads_evidence_and_writes_the_reference(
    preparer: Preparer, tmp_path: Path
) -> None:
    rows = news.rows(12)
    data = Data(path=news.write(tmp_path / "rows.jsonl", rows), clean=False)
    found = preparer.examples(data, Mix(data="rows", job="brief", evidence={"oracle": 1.0}))
    assert len(found) >= 6  # of some the evidence holds too little
    glue = preparer.vocabulary.glue[Task.BRIEF]
    for example in found.items:
        assert len(example.places) == len(example.target)
        for token, place in zip(example.target[:-1], example.places[:-1], strict=True):
            assert example.source[place] == token if place else token in glue
        assert example.source[0] == preparer.vocabulary.bos
        assert example.source[-1] == example.target[-1] == preparer.vocabulary.eos
        read, _ = preparer.vocabulary.decode(example.source[1:-1].tolist())
        assert len(read) <= 80 + 60  # the budget, but for an opening clause that is longer
        written, _ = preparer.vocabulary.decode(example.target[:-1].tolist())
        assert example.bucket == sum(len(written) > n for n in (60, 100, 140))


def test_a_tagger_reads_every_token_in_windows(preparer: Preparer, tmp_path: Path) -> None:
    rows = news.rows(1)
    data = Data(path=news.write(tmp_path / "rows.jsonl", rows), clean=False)
    found = preparer.examples(data, Mix(data="rows", job="salience"))
    ids = preparer.vocabulary.encode(rows[0].text).ids
    assert tuple(found.items[0].source[1:-1]) == ids[:254]
    for example in found.items:
        assert example.target[0] == example.target[-1] == -1
        assert (example.target[1:-1] >= 0).all()
    assert 0.1 < found.items[0].target[1:-1].mean() < 0.9


def test_examples_survive_the_disk(tmp_path: Path) -> None:
    items = tuple(
        Example(np.arange(n, dtype=np.int32), np.arange(n + 1, dtype=np.int32), n % 4)
        for n in (3, 1, 7)
    )
    Examples("brief", items).save(tmp_path / "a.npz")
    found = Examples.load(tmp_path / "a.npz")
    assert found.job == "brief"
    for own, other in zip(items, found.items, strict=True):
        assert own.source.tolist() == other.source.tolist()
        assert own.target.tolist() == other.target.tolist()
        assert own.bucket == other.bucket
    assert found.costs().tolist() == [3 + 12, 1 + 6, 7 + 24]
    Examples("salience", ()).save(tmp_path / "b.npz")
    assert len(Examples.load(tmp_path / "b.npz")) == 0


def test_batches_keep_to_the_budget() -> None:
    costs = np.array([5, 5, 9, 30, 100])
    assert in_batches([0, 1, 2, 3, 4], costs, 30) == [[0, 1, 2], [3], [4]]


def test_a_stream_goes_on_where_it_was() -> None:
    costs = np.arange(5, 60)
    one, other = Stream(costs, 200, "s"), Stream(costs, 200, "s")
    for _ in range(25):
        one.draw()
    other.seek(one.position)
    assert one.position[0] > 0
    assert [one.draw() for _ in range(30)] == [other.draw() for _ in range(30)]
    epoch = Stream(costs, 200, "t")
    seen: list[int] = []
    while len(seen) < len(costs):
        seen += epoch.draw()
    assert sorted(seen) == list(range(len(costs)))


def test_states_are_computed_once(tmp_path: Path) -> None:
    calls: list[int] = []

    def encode(ids: Tensor, mask: Tensor) -> Tensor:
        calls.append(len(ids))
        return ids[..., None].expand(-1, -1, 4).float() * mask[..., None]

    rows = [np.array([3, 4], np.int32), np.array([5, 6, 7], np.int32)]
    features = Features(tmp_path, 4, encode, 1000)
    states, mask, ids = features([rows[0], rows[1]])
    assert states[:, :, 0].tolist() == [[3, 4, 0], [5, 6, 7]]
    assert mask.tolist() == [[1, 1, 0], [1, 1, 1]]
    assert ids.tolist() == [[3, 4, 0], [5, 6, 7]]
    with pytest.raises(OptionError, match="another process trains with these states"):
        Features(tmp_path, 4, encode, 1000)
    features.close()
    again = Features(tmp_path, 4, encode, 1000)  # as after a kill
    assert torch.equal(again([rows[1], rows[0]])[0], states.flip(0))
    assert calls == [2]
    again.close()
    full = Features(tmp_path / "full", 4, encode, 20)  # room for the first only
    full([rows[0]])
    full([rows[1]])
    full(rows)
    assert calls == [2, 1, 1, 1]
    full.close()


def test_gap_sentences_leave_the_rest_in_order() -> None:
    found = gaps(bulletins.MEETING, 120)
    assert found is not None
    rest, target = found
    assert 0 < len(target) <= 120
    assert len(rest.replace("\n", "")) + len(target) == len(bulletins.MEETING.replace("\n", ""))
    assert gaps("只有一句。", 100) is None


def test_noise_masks_spans() -> None:
    import random

    ids = list(range(100, 200))
    found = noised(ids, 5, random.Random(1))
    kept = [i for i in found if i != 5]
    assert kept == sorted(kept)
    assert 60 <= len(kept) <= 80
    assert 5 in found
    assert (5, 5) not in set(pairwise(found))


def test_feedback_makes_a_recipe(tmp_path: Path) -> None:
    path = news.write(tmp_path / "feedback.jsonl", news.rows(8))
    found = adaptation(path, tmp_path, minutes=None, replay=path, threads=1)
    (stage,) = found.stages
    assert stage.steps == 4 * 32 // 8
    assert {(m.data, m.job, m.weight) for m in stage.mix} == {
        (name, job, 8) for name in ("feedback", "replay") for job in ("headline", "brief")
    }


def test_the_commands_load_no_torch() -> None:
    code = "import sys, summarizer.cli.train; print('torch' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert found.stdout.strip() == "False", found.stderr
