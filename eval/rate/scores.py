"""Filled sheets to scores: means with intervals, preference, agreement between raters."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval import bootstrap
from eval.bootstrap import Difference
from eval.metrics.base import Column, Floats, Signature
from eval.rate.sheet import PREFERENCES, SCALES, SIDES, Key
from eval.rate.xlsx import read_workbook
from summarizer.exceptions import DataError


@dataclass(frozen=True, slots=True)
class Filled:
    """One rater: marks per (number, system, scale), and +1, 0, -1 for the second system."""

    rater: str
    marks: dict[tuple[int, int, str], int]
    better: dict[int, int]


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """One scale: both systems' means with intervals, the paired difference, the agreement."""

    scale: str
    means: tuple[float, float]
    intervals: tuple[tuple[float, float], tuple[float, float]]
    difference: Difference
    alpha: float  # NaN where fewer than two raters rated the same


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that filled sheets say. ``wins``: for the first system, neither, the second."""

    raters: tuple[str, ...]
    items: int
    scales: tuple[ScaleScore, ...]
    wins: tuple[int, int, int]
    preference: Difference
    preference_alpha: float


def read_filled(path: Path, key: Key) -> Filled:
    """A filled sheet, JSON or xlsx.

    Raises DataError where it is of another sheet or holds anything but marks.
    """
    whole = read_workbook(path) if path.suffix.lower() == ".xlsx" else _read_json(path)
    if whole.get("sheet") != key.sheet:
        raise DataError(f"{path}: of sheet {whole.get('sheet')}; the key is of {key.sheet}")
    marks: dict[tuple[int, int, str], int] = {}
    better: dict[int, int] = {}
    answers = whole.get("answers")
    if not isinstance(answers, list):
        raise DataError(f"{path}: no answers in it")
    for answer in answers:
        number = answer.get("number") if isinstance(answer, dict) else None
        if not isinstance(number, int) or number not in key.pairs:
            raise DataError(f"{path}: no item {number!r} on this sheet")
        first = key.pairs[number][1]
        for place, side in enumerate(SIDES):
            for scale, mark in (answer.get(side) or {}).items():
                if scale not in SCALES or mark not in (1, 2, 3, 4, 5):
                    raise DataError(f"{path}: item {number}, {side}: {scale} = {mark!r} is no mark")
                marks[number, place ^ first, scale] = int(mark)
        choice = answer.get("better")
        if choice in ("", None):
            continue
        if choice not in PREFERENCES:
            raise DataError(f"{path}: item {number}: better is A, B or =, not {choice!r}")
        side_b = {"A": -1, "=": 0, "B": 1}[choice]
        better[number] = -side_b if first else side_b
    return Filled(str(whole.get("rater") or path.stem), marks, better)


def judge(filled: Sequence[Filled]) -> Verdict:
    """Scores over the items that were rated. Raises DataError if none was, or a rater twice."""
    raters = tuple(one.rater for one in filled)
    if len(set(raters)) < len(raters):
        raise DataError(f"a rater comes twice among {', '.join(raters)}: rename one")
    numbers = sorted(
        {n for one in filled for n, _, _ in one.marks} | {n for o in filled for n in o.better}
    )
    if not numbers:
        raise DataError("no item has been rated")
    scales = tuple(_scale(scale, numbers, filled) for scale in SCALES)
    column = _column("preference")
    votes = np.array(
        [[one.better.get(n, math.nan) for n in numbers] for one in filled], dtype=np.float64
    )
    # Half a vote each way: a mean of 0 for the first system against that of the second.
    second, first = _statistics(votes), _statistics(-votes)
    second[:, 0] /= 2
    first[:, 0] /= 2
    return Verdict(
        raters,
        len(numbers),
        scales,
        (int((votes < 0).sum()), int((votes == 0).sum()), int((votes > 0).sum())),
        bootstrap.compare(column, first, second),
        _alpha(votes),
    )


def _scale(scale: str, numbers: Sequence[int], filled: Sequence[Filled]) -> ScaleScore:
    column = _column(scale)
    marks = [
        np.array(
            [[one.marks.get((n, system, scale), math.nan) for n in numbers] for one in filled],
            dtype=np.float64,
        )
        for system in (0, 1)
    ]
    first, second = (_statistics(m) for m in marks)
    return ScaleScore(
        scale,
        (bootstrap.value(column, first), bootstrap.value(column, second)),
        (bootstrap.interval(column, first), bootstrap.interval(column, second)),
        bootstrap.compare(column, first, second),
        _alpha(np.concatenate(marks, axis=1)),
    )


def _column(name: str) -> Column:
    return Column(name, name, Signature(name, ("scale:1-5",)), share=False)


def _statistics(marks: Floats) -> Floats:
    """``[raters, items]`` with gaps to ``[items, (sum, count)]``."""
    known = ~np.isnan(marks)
    return np.stack([np.where(known, marks, 0).sum(axis=0), known.sum(axis=0)], axis=1)


def _alpha(marks: Floats) -> float:
    """Krippendorff's alpha, ordinal; NaN without two raters on one item or without variation."""
    import krippendorff

    shared = (~np.isnan(marks)).sum(axis=0) >= 2
    known = marks[:, shared]
    if len(np.unique(known[~np.isnan(known)])) < 2:
        return math.nan
    return float(krippendorff.alpha(reliability_data=known, level_of_measurement="ordinal"))


def _read_json(path: Path) -> dict[str, Any]:
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError:
        raise DataError(f"{path}: not the JSON that the sheet saves") from None
    if not isinstance(whole, dict):
        raise DataError(f"{path}: not the JSON that the sheet saves")
    return whole


def report(verdict: Verdict, key: Key) -> str:
    """The verdict as text."""
    first, second = key.systems
    lines = [
        f"{key.task.value}: {verdict.items} items, {len(verdict.raters)} raters "
        f"({', '.join(verdict.raters)}); {key.same} items left out as both wrote the same",
        f"A = {first}",
        f"B = {second}",
    ]
    for score in verdict.scales:
        (a, b), (ia, ib), d = score.means, score.intervals, score.difference
        lines.append(
            f"{SCALES[score.scale][0]} {score.scale:<13} A {_interval(a, ia)}  B {_interval(b, ib)}"
            f"  B-A {d.delta:+.2f} [{d.low:+.2f}, {d.high:+.2f}] p {d.randomisation_p:.4f}"
            f"  alpha {_number(score.alpha)}"
        )
    a_wins, ties, b_wins = verdict.wins
    d = verdict.preference
    lines.append(
        f"更好 preference     A {a_wins}  = {ties}  B {b_wins}"
        f"  p {d.randomisation_p:.4f}  alpha {_number(verdict.preference_alpha)}"
    )
    return "\n".join(lines)


def _interval(value: float, bounds: tuple[float, float]) -> str:
    return f"{_number(value)} [{_number(bounds[0])}, {_number(bounds[1])}]"


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}"
