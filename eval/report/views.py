"""From results to what the template shows: one view per data set and task."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from eval import bootstrap
from eval.cache import Cache
from eval.compare import ALPHA
from eval.metrics.base import Case, Column, Floats
from eval.metrics.length import characters
from eval.report import plots
from eval.report.marks import fingerprint, marks
from eval.run import Progress, Result, unseen
from summarizer.facts.labels import LABELS
from summarizer.facts.model import Kind
from summarizer.types import Task

TASKS = {Task.HEADLINE: "标题", Task.BRIEF: "简讯"}

#: More examples than this make a page heavy; they are taken evenly from the set.
EXAMPLES = 1000

#: The column of the plots and of the pairwise tests.
LEADING = "rouge-L"


@dataclass(frozen=True, slots=True)
class CellView:
    """A score as the table shows it; ``bar`` is its share of the best, in percent."""

    value: str
    interval: str
    best: bool
    bar: float


@dataclass(frozen=True, slots=True)
class PairView:
    """Two systems on the leading column."""

    a: str
    b: str
    delta: str
    interval: str
    p: str
    real: bool
    svg: str


@dataclass(frozen=True, slots=True)
class Figure:
    """An SVG with its caption."""

    title: str
    note: str
    svg: str


@dataclass(frozen=True, slots=True)
class View:
    """A data set and a task."""

    key: str
    dataset: str
    task: str
    items: int
    digest: str
    main: tuple[Column, ...]
    details: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[CellView, ...], tuple[CellView, ...]], ...]
    ceilings: frozenset[str]
    pairs: tuple[PairView, ...]
    figures: tuple[Figure, ...]


def views(result: Result) -> list[View]:
    """One view per task of a result."""
    return [_view(result, task) for task in result.tasks]


def key(result: Result, task: Task) -> str:
    """Names a view in the page."""
    return f"{result.dataset.name}/{task.value}"


def _view(result: Result, task: Task) -> View:
    main = tuple(column for column in result.columns if column.main)
    details = tuple(column for column in result.columns if not column.main)
    cells = {column.name: _cells(result, task, column) for column in (*main, *details)}
    rows = tuple(
        (
            system,
            tuple(cells[column.name][i] for column in main),
            tuple(cells[column.name][i] for column in details),
        )
        for i, system in enumerate(result.systems)
    )
    return View(
        key(result, task),
        result.dataset.name,
        TASKS[task],
        len(result.items[task]),
        result.dataset.digest[:12],
        main,
        details,
        rows,
        result.ceilings,
        _pairs(result, task),
        _figures(result, task),
    )


def _cells(result: Result, task: Task, column: Column) -> list[CellView]:
    scores = [result.score(system, task, column) for system in result.systems]
    shown = [column.show(score.value) for score in scores]
    known = [score.value for score in scores if not math.isnan(score.value)]
    # A system that sees the references is a ceiling: it wins nothing.
    rivals = [
        score.value
        for system, score in zip(result.systems, scores, strict=True)
        if system not in result.ceilings and not math.isnan(score.value)
    ]
    best = ""
    if column.higher is not None and len({column.show(value) for value in rivals}) > 1:
        best = column.show(max(rivals) if column.higher else min(rivals))
    largest = 1.0 if column.share else max([*known, 1e-9])
    return [
        CellView(
            text,
            "" if text == "–" else f"{column.show(score.low)}–{column.show(score.high)}",
            text == best and system not in result.ceilings,
            0.0 if text == "–" else round(100 * min(1.0, score.value / largest), 1),
        )
        for system, text, score in zip(result.systems, shown, scores, strict=True)
    ]


def _pairs(result: Result, task: Task) -> tuple[PairView, ...]:
    column = result.column(LEADING)
    found: dict[tuple[str, str], bootstrap.Difference] = {
        (a, b): bootstrap.compare(
            column, result.statistics(a, task, column), result.statistics(b, task, column)
        )
        for i, a in enumerate(result.systems)
        for b in result.systems[i + 1 :]
    }
    ends = [100 * abs(end) for d in found.values() for end in (d.low, d.high)]
    extent = plots.round_up(max([end for end in ends if not math.isnan(end)], default=1.0))
    return tuple(
        PairView(
            a,
            b,
            f"{100 * d.delta:+.1f}",
            f"{100 * d.low:+.1f} 至 {100 * d.high:+.1f}",
            f"{d.randomisation_p:.4f}",
            max(d.bootstrap_p, d.randomisation_p) < ALPHA,
            plots.interval(100 * d.delta, 100 * d.low, 100 * d.high, extent),
        )
        for (a, b), d in found.items()
    )


def _figures(result: Result, task: Task) -> tuple[Figure, ...]:
    systems = result.systems
    items = result.items[task]
    leading = result.column(LEADING)
    scores: list[Floats] = [100 * result.singles(s, task, leading) for s in systems]
    chars = result.column("chars")
    lengths = [result.singles(s, task, chars) for s in systems]
    given = np.array([characters(t) for i in items for t in i.targets(task)], dtype=np.float64)
    sources = np.array([characters(i.text) for i in items], dtype=np.float64)
    longest = max([float(np.nanpercentile(given, 99)), *(_top(length) for length in lengths)])
    score_rows = [(s, f"s{i}", scores[i]) for i, s in enumerate(systems)]
    length_rows = [
        ("参考", "ref", given),
        *((s, f"s{i}", lengths[i]) for i, s in enumerate(systems)),
    ]
    figures = [
        Figure(
            "得分分布",
            "每条稿件的 ROUGE-L；竖线为平均值",
            plots.ridges(score_rows, low=0, high=100, unit="", label="ROUGE-L 分布"),
        ),
        Figure(
            "长度分布",
            "字数（含标点）；竖线为平均值",
            plots.ridges(
                length_rows, low=0, high=plots.round_up(longest), unit="字", label="字数分布"
            ),
        ),
        Figure(
            "得分与原文长度",
            "每点一条稿件；折线为原文由短到长七等分的平均 ROUGE-L",
            plots.scatter(systems, sources, scores, unit="字", label="ROUGE-L 与原文长度"),
        ),
    ]
    names = {column.name for column in result.columns}
    if "facts-failed" in names:
        groups = [
            (
                LABELS[kind],
                [
                    result.score(s, task, result.column(f"facts-failed-{kind}")).value
                    for s in systems
                ],
            )
            for kind in Kind
        ]
        title = "各类要素有误的比例"
        wrong = [(label, values) for label, values in groups if any(v > 0 for v in values)]
        note = "未通过核对的输出所占百分比，按要素类别；未列出的类别均为零"
        drawn = plots.bars(systems, wrong, label=title) if wrong else ""
        figures.append(Figure(title, note if wrong else "所有系统的输出均通过全部核对", drawn))
    return tuple(figures)


def _top(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(np.percentile(known, 99)) if len(known) else 1.0


def examples(result: Result, cache: Cache, progress: Progress = unseen) -> dict[str, Any]:
    """Per view what the browser of examples needs, as JSON; marks come from the cache."""
    return {key(result, task): _examples(result, task, cache, progress) for task in result.tasks}


def _examples(result: Result, task: Task, cache: Cache, progress: Progress) -> dict[str, Any]:
    items = result.items[task]
    step = max(1, math.ceil(len(items) / EXAMPLES))
    chosen = range(0, len(items), step)
    columns = [column for column in result.columns if column.width == 2 or column.main]
    singles = {
        (s, c.name): np.round(result.singles(s, task, c), 4)
        for s in result.systems
        for c in columns
    }
    printed = fingerprint()
    found: list[dict[str, Any]] = []
    for i in chosen:
        progress(f"marks ({task})", i, len(items))
        item = items[i]
        outputs: list[dict[str, Any]] = []
        fresh: list[tuple[str, str, Any]] = []
        for system in result.systems:
            output = result.cells[system, task].outputs[i]
            case = Case(task, item.text, item.targets(task), output.text or "")
            known = cache.measure(printed, case.digest)
            if known is None:
                known = marks(case)
                fresh.append((printed, case.digest, known))
            values = (float(singles[system, c.name][i]) for c in columns)
            outputs.append(
                {
                    "text": output.text,
                    "method": output.method,
                    "read": output.read_share,
                    "note": output.note,
                    "scores": [None if math.isnan(v) else v for v in values],
                    **known,
                }
            )
        cache.keep_measures(fresh)
        found.append(
            {
                "id": item.id,
                "kind": item.kind,
                "text": item.text,
                "references": item.targets(task),
                "outputs": outputs,
            }
        )
    return {
        "systems": result.systems,
        "first": max(
            (i for i, s in enumerate(result.systems) if s not in result.ceilings), default=0
        ),
        "columns": [{"name": c.name, "label": c.label, "share": c.share} for c in columns],
        "total": len(items),
        "items": found,
    }
