"""What is learned from joints: examples are read and spoiled, and the two kinds are told apart."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from eval.joints import example, leap, main, pairs, spoiled, stopped, train
from summarizer.facts.align import fold
from summarizer.facts.joints import SIZE, Joint, hashed
from summarizer.types import Task
from tests.facts.bulletins import MEETING, VISIT

BRIEF = "5月12日，县长林岳主持召开全县防汛备汛工作会议，安排部署下一步工作。"
HEADLINE = "林岳主持召开防汛备汛工作会议"
ENDS = [0, 2, 4, 6, 8, 10]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    rows = [
        {"text": MEETING, "brief": BRIEF, "headline": HEADLINE},
        {"text": MEETING, "brief": "别处写的话。", "coverage": 0.2},
        {"text": MEETING, "brief": MEETING[:40], "kind": "verbatim"},
        {"text": VISIT, "headline": None},
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


def test_only_references_that_rest_on_their_text_are_examples(written: Path) -> None:
    assert pairs(written, Task.BRIEF) == [(MEETING, BRIEF)]
    assert pairs(written, Task.HEADLINE) == [(MEETING, HEADLINE)]


def test_an_example_holds_an_editors_joints_and_others() -> None:
    found = example(MEETING, HEADLINE, random.Random(0))
    source = fold(MEETING)
    [joint] = found.good
    assert source[joint.before] == "开"
    assert source[joint.after :].startswith("防汛备汛工作会议")
    assert found.bad
    assert not set(found.bad) & set(found.good)
    assert all(j.after != j.before + 1 for j in found.bad)


@pytest.mark.parametrize("seed", range(20))
def test_a_spoiled_joint_has_one_side_moved(seed: int) -> None:
    joint = Joint(3, 4, before=3, after=6, glue="")
    other = spoiled(joint, ENDS, random.Random(seed))
    assert (other.before == joint.before) + (other.after == joint.after) == 1
    assert (other.left, other.right, other.glue) == (3, 4, "")


@pytest.mark.parametrize("seed", range(20))
def test_a_leap_leaves_out_whole_words(seed: int) -> None:
    found = leap(2, ENDS, random.Random(seed))
    assert found.before == 3
    assert found.after in ENDS[3:]


def test_training_tells_the_two_kinds_apart() -> None:
    good, bad = [[1, 3]] * 20, [[2, 3]] * 20
    weights = train(good, bad)
    assert weights.shape == (SIZE,)
    assert weights[[1, 3]].sum() > weights[[2, 3]].sum()
    assert np.count_nonzero(weights) == 3


def test_what_a_limit_stops_is_counted() -> None:
    found = example(MEETING, HEADLINE, random.Random(0))
    weights = train(
        [hashed(found.source, j) for j in found.good], [hashed(found.source, j) for j in found.bad]
    )
    limits = list(stopped(weights, [found]))
    assert [limit for limit, *_ in limits] == sorted(limit for limit, *_ in limits)
    assert all(whole == single == 0 for _, whole, single, _ in limits)  # the editor's passes
    assert limits[0][3] > 0.5


def test_the_command_writes_weights_per_task(written: Path, tmp_path: Path) -> None:
    held = tmp_path / "held.jsonl"
    held.write_text(json.dumps({"text": VISIT, "brief": VISIT[:20] + VISIT[40:60]}))
    files = ["--pairs", str(written), "--held-out", str(held), "--out", str(tmp_path)]
    result = CliRunner().invoke(main, files, catch_exceptions=False)
    assert "brief: 1 references, 1 held out" in result.output
    for task in Task:
        assert np.load(tmp_path / f"{task.value}_joints.npy").shape == (SIZE,)


def test_the_command_chooses_words(written: Path, tmp_path: Path) -> None:
    CliRunner().invoke(
        main, ["--pairs", str(written), "--words", "--out", str(tmp_path)], catch_exceptions=False
    )
    assert "的" in (tmp_path / "joint_words.txt").read_text().split()
