"""What is learned from joints: examples are read, and the two kinds are told apart."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from eval.joints import doubt, main, outputs, pairs, train
from summarizer.facts.joints import SIZE
from tests.facts.bulletins import MEETING, VISIT

BRIEF = "5月12日，县长林岳主持召开全县防汛备汛工作会议，安排部署下一步工作。"
SPLICE = "水利部门要打通防大汛、转移拉网式整改河道清淤予以工作。"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    rows = [
        {"text": MEETING, "brief": BRIEF},
        {"text": MEETING, "brief": "别处写的话。", "coverage": 0.2},
        {"text": MEETING, "brief": MEETING[:40], "kind": "verbatim"},
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


@pytest.fixture
def made(tmp_path: Path) -> Path:
    candidates = [{"task": "brief", "text": SPLICE}, {"task": "headline", "text": "防汛"}]
    path = tmp_path / "outputs.jsonl"
    path.write_text(json.dumps({"text": MEETING, "candidates": candidates}))
    return path


def test_only_briefs_that_rest_on_their_text_are_examples(written: Path) -> None:
    assert pairs(written) == [(MEETING, BRIEF)]


def test_only_candidates_for_a_brief_are_examples(made: Path) -> None:
    assert outputs(made) == [(MEETING, SPLICE)]


def test_training_tells_the_two_kinds_apart() -> None:
    good, bad = [[1, 3]] * 20, [[2, 3]] * 20
    table = train(good, bad)
    assert table.shape == (SIZE,)
    assert doubt(table, [[1, 3]]) < doubt(table, [[2, 3]])
    assert np.count_nonzero(table) == 3


def test_the_command_writes_words_and_weights(written: Path, made: Path, tmp_path: Path) -> None:
    held = tmp_path / "held.jsonl"
    held.write_text(json.dumps({"text": VISIT, "brief": VISIT[:20] + VISIT[40:60]}))
    result = CliRunner().invoke(
        main,
        [
            *("--pairs", str(written), "--outputs", str(made)),
            *("--held-out", str(held), "--out", str(tmp_path)),
        ],
        catch_exceptions=False,
    )
    assert "held-out briefs" in result.output
    assert np.load(tmp_path / "joints.npy").shape == (SIZE,)
    assert "的" in (tmp_path / "joint_words.txt").read_text().split()
