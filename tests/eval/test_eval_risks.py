"""Which clauses mislead is learned from briefs that were read."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from eval.risks import Example, led_astray, left_out, main, reading, separation, train
from summarizer.risk import SIZE, TABLE

TEXT = (
    "5月12日，云岭县县长林岳主持召开防汛会议。林岳强调，要压实责任，9月底前整改隐患43处。"
    "县住建局改造老街12条，新建口袋公园6处。"
)
SOUND = "5月12日，云岭县县长林岳主持召开防汛会议。林岳强调，要压实责任，9月底前整改隐患43处。"
TORN = "5月12日，云岭县县长林岳主持召开防汛会议，新建口袋公园6处。"
ROWS = [
    {"text": TEXT, "brief": SOUND, "verdict": "ok", "clause": ""},
    {"text": TEXT, "brief": TORN, "verdict": "bad", "clause": "召开防汛会议…新建口袋公园6处。"},
    {"text": TEXT, "brief": TORN, "verdict": "minor", "clause": "新建口袋公园6处"},
]


def test_the_clauses_that_were_marked_are_wrong() -> None:
    assert not any(clause.wrong for clause in reading(ROWS[0]).clauses)
    assert [clause.wrong for clause in reading(ROWS[1]).clauses] == [False, True, True]
    assert not any(clause.wrong for clause in reading(ROWS[2]).clauses)


def test_joints_of_editors_are_led_astray() -> None:
    brief = "林岳主持召开防汛会议。县住建局改造老街12条。"
    found = led_astray(TEXT, brief, random.Random(0))
    assert [e.wrong for e in found].count(False) == 1
    assert any(e.wrong for e in found)


def test_weights_tell_what_they_were_taught() -> None:
    examples = [Example((1, 3), True), Example((2, 3), False)] * 40
    weights = train(examples)
    assert weights[1] > 0 > weights[2]
    assert np.array_equal(train(examples, rounds=0), np.zeros(SIZE, np.float32))


def test_separation_is_the_share_of_pairs_in_order() -> None:
    assert separation([0.1, 0.2, 0.9], [False, False, True]) == 1.0
    assert separation([0.9, 0.2], [False, True]) == 0.0


def test_the_texts_that_are_judged_taught_nothing() -> None:
    read = [reading(row) for row in ROWS]
    scores = left_out(read, np.zeros(SIZE, np.float32))
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("wrong", [False, True])
def test_a_table_is_written_from_files(tmp_path: Path, wrong: bool) -> None:
    rows = tmp_path / "read.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in ROWS * 4]
    rows.write_text("\n".join([*lines, "{"] if wrong else lines), "utf-8")
    told = CliRunner().invoke(main, ["--read", str(rows), "--out", str(tmp_path)])
    if wrong:
        assert told.exit_code == 1
        assert "read.jsonl:13" in told.output
    else:
        assert told.exit_code == 0, told.output
        assert "12 briefs read, 4 of them bad" in told.output
        assert np.load(tmp_path / TABLE).shape == (SIZE,)
