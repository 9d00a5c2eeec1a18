"""Results as text: for the terminal, and as Markdown for a README."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from eval.compare import Moved, Row
from eval.gate import Verdict
from eval.metrics.base import Column, Score
from eval.run import Result
from summarizer.types import Task

TASKS = {Task.HEADLINE: "headline 标题", Task.BRIEF: "brief 简讯"}


def terminal(result: Result, *, details: bool = False) -> str:
    """One block per task: a row per column, a cell per system: ``score [low, high]``."""
    blocks = [heading(result)]
    columns = [column for column in result.columns if details or column.main]
    for task in result.tasks:
        head = [TASKS[task], *result.systems]
        rows = [
            [
                column.name + _direction(column),
                *(_cell(result.score(system, task, column)) for system in result.systems),
            ]
            for column in columns
        ]
        blocks.append(_aligned([head, *rows]))
    return "\n\n".join(blocks)


def heading(result: Result) -> str:
    """Which data, how many items, which version of them."""
    counts = ", ".join(f"{len(items)} {task.value}s" for task, items in result.items.items())
    return f"{result.dataset.name}: {counts} (sha256 {result.dataset.digest[:12]})"


def notes(results: Sequence[Result], *, details: bool = False) -> str:
    """The signatures of what was printed, and what could not be measured."""
    columns = results[0].columns if results else ()
    lines = [str(column.signature) for column in columns if details or column.main]
    absent = results[0].absent if results else {}
    lines += [f"not measured: {name}: {reason}" for name, reason in absent.items()]
    return "\n".join(lines)


def markdown(result: Result) -> str:
    """Per task a row per system; half the width of the interval after ±."""
    blocks = [f"**{heading(result)}**"]
    columns = [column for column in result.columns if column.main]
    for task in result.tasks:
        lines = [
            "| " + " | ".join([TASKS[task], *(c.name + _direction(c) for c in columns)]) + " |",
            "|---|" + "---:|" * len(columns),
        ]
        for system in result.systems:
            scores = [result.score(system, task, column) for column in columns]
            lines.append("| " + " | ".join([f"`{system}`", *map(_brief, scores)]) + " |")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def as_json(results: Sequence[Result]) -> str:
    """All scores with intervals, counts and signatures; equal runs give equal bytes."""
    columns = results[0].columns if results else ()
    whole: dict[str, Any] = {
        "signatures": {column.name: str(column.signature) for column in columns},
        "not measured": dict(results[0].absent) if results else {},
        "datasets": [
            {
                "name": result.dataset.name,
                "sha256": result.dataset.digest,
                "tasks": {
                    task.value: {
                        "items": len(result.items[task]),
                        "systems": {
                            system: {
                                column.name: _numbers(result.score(system, task, column))
                                for column in result.columns
                            }
                            for system in result.systems
                        },
                    }
                    for task in result.tasks
                },
            }
            for result in results
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def comparison(rows: Sequence[Row], a: str, b: str) -> str:
    """B minus A per column; ``*`` where both tests call the difference real."""
    blocks: list[str] = []
    for task in dict.fromkeys(row.task for row in rows):
        lines = [[TASKS[task], "A", "B", "B - A", "95 % interval", "p boot", "p rand", ""]]
        for row in rows:
            if row.task is not task:
                continue
            show, found = row.column.show, row.difference
            verdict = {True: "B better", False: "A better", None: "differs"}
            lines.append(
                [
                    row.column.name + _direction(row.column),
                    show(row.a),
                    show(row.b),
                    _signed(row.column, found.delta),
                    f"[{_signed(row.column, found.low)}, {_signed(row.column, found.high)}]",
                    _p(found.bootstrap_p),
                    _p(found.randomisation_p),
                    f"* {verdict[found.better(row.column)]}" if row.real else "",
                ]
            )
        blocks.append(_aligned(lines))
    return "\n\n".join([f"A = {a}\nB = {b}", *blocks])


def examples(found: Sequence[Moved], column: Column, count: int) -> str:
    """The items that moved most, both texts and the first reference."""
    lines: list[str] = []
    for moved in found[:count]:
        lines += [
            f"{moved.item.id} ({moved.item.where}) {column.name} "
            f"{column.show(moved.score_a)} -> {column.show(moved.score_b)}",
            f"  A  {moved.a or '（无）'}",
            f"  B  {moved.b or '（无）'}",
            f"  参考 {moved.item.targets(moved.task)[0]}",
        ]
    return "\n".join(lines)


def verdicts(found: Sequence[Verdict]) -> str:
    """The gate's table."""
    lines = [["", "baseline", "now", "change", "p (Holm)", ""]]
    for verdict in found:
        row = verdict.row
        lines.append(
            [
                f"{row.task.value} {row.column.name}{_direction(row.column)}",
                row.column.show(row.a),
                row.column.show(row.b),
                _signed(row.column, row.difference.delta),
                _p(verdict.p),
                "LOST" if verdict.lost else "",
            ]
        )
    return _aligned(lines)


def _direction(column: Column) -> str:
    return {True: " ↑", False: " ↓", None: ""}[column.higher]


def _cell(score: Score) -> str:
    show = score.column.show
    if math.isnan(score.value):
        return show(score.value)
    return f"{show(score.value)} [{show(score.low)}, {show(score.high)}]"


def _brief(score: Score) -> str:
    if math.isnan(score.value):
        return "–"
    half = (score.high - score.low) / 2
    return f"{score.column.show(score.value)} ±{score.column.show(half)}"


def _signed(column: Column, value: float) -> str:
    if math.isnan(value):
        return "–"
    shown = column.show(abs(value))
    return shown if float(shown) == 0 else f"{'-' if value < 0 else '+'}{shown}"


def _p(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.4f}"


def _numbers(score: Score) -> dict[str, float | int | None]:
    values = {"value": score.value, "low": score.low, "high": score.high}
    clean = {k: None if math.isnan(v) else round(v, 6) for k, v in values.items()}
    return {**clean, "count": score.count}


def _width(text: str) -> int:
    return sum(2 if "⺀" <= c <= "￦" else 1 for c in text)


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines: list[str] = []
    for row in rows:
        cells = [row[0] + " " * (widths[0] - _width(row[0]))]
        cells += [
            " " * (width - _width(cell)) + cell
            for cell, width in zip(row[1:], widths[1:], strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
