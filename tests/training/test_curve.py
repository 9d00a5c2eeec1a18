"""The log: continued where the state was saved, drawn, told."""

from __future__ import annotations

from pathlib import Path

from summarizer.training.curve import Curve
from summarizer.training.journal import Journal, events


def test_what_came_after_the_state_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    journal = Journal(path)
    journal.write("steps", step=1)
    size = journal.size
    journal.write("steps", step=2)
    with path.open("a", encoding="utf-8") as file:
        file.write('{"event": "st')  # killed within a line
    assert [e["step"] for e in events(path)] == [1, 2]
    again = Journal(path, size)
    again.write("steps", step=3)
    assert [e["step"] for e in events(path)] == [1, 3]
    assert list(events(tmp_path / "none.jsonl")) == []


def test_a_curve_runs_over_the_stages(tmp_path: Path) -> None:
    log = [
        {"event": "stage", "stage": "tagger"},
        {
            "event": "check",
            "step": 0,
            "minutes": 0.0,
            "loss": {"dev/salience": 0.7},
            "clauses": 30.0,
        },
        {"event": "steps", "step": 25, "minutes": 2.0, "loss": {"rows/salience": 0.5}},
        {"event": "stage", "stage": "decoder"},
        {"event": "steps", "step": 25, "minutes": 3.0, "loss": {"rows/brief": 2.5}},
        {"event": "score", "step": 30, "minutes": 4.0, "scores": {"云岭": {"brief": 61.5}}},
        {"event": "stopped", "step": 30},
    ]
    curve = Curve.of(log)
    assert curve.minutes == 6.0
    assert curve.losses["rows/brief"] == [(5.0, 2.5)]
    assert curve.scores == {"clauses, ROUGE-L": [(0.0, 30.0)], "云岭: brief": [(6.0, 61.5)]}
    assert curve.stages == [(0.0, "tagger"), (2.0, "decoder")]
    assert "6.0 active minutes, step 30 of stage decoder" in curve.text()
    curve.draw(tmp_path / "curve.png")
    assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")


def test_no_log_yet() -> None:
    assert Curve.of([]).text() == "0.0 active minutes, step 0 of no stage"
