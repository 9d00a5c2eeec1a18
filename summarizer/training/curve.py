"""The log as a picture, a table and a line: what a run has done so far."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Point = tuple[float, float]


@dataclass
class Curve:
    """The events of a log by series; times are active minutes over all stages.

    ``losses``, ``dev`` and ``scores`` map a name to its points; ``stages`` are the times at
    which a stage began, with its name and step count so far.
    """

    losses: dict[str, list[Point]] = field(default_factory=lambda: defaultdict(list))
    dev: dict[str, list[Point]] = field(default_factory=lambda: defaultdict(list))
    scores: dict[str, list[Point]] = field(default_factory=lambda: defaultdict(list))
    stages: list[tuple[float, str]] = field(default_factory=list)
    minutes: float = 0.0
    step: int = 0

    @classmethod
    def of(cls, events: Iterable[dict[str, Any]]) -> Curve:
        """Collect ``events`` (see :mod:`summarizer.training.journal`)."""
        found = cls()
        before = 0.0
        for event in events:
            if event["event"] == "stage":
                before = found.minutes
                found.stages.append((before, event["stage"]))
            if "minutes" in event:
                found.minutes = before + event["minutes"]
                found.step = event["step"]
            found._take(event)
        return found

    def _take(self, event: dict[str, Any]) -> None:
        at = self.minutes
        if event["event"] in ("steps", "check"):
            series = self.losses if event["event"] == "steps" else self.dev
            for name, value in event.get("loss", {}).items():
                series[name].append((at, value))
        if event.get("clauses") is not None:
            self.scores["clauses, ROUGE-L"].append((at, event["clauses"]))
        for data, values in event.get("scores", {}).items():
            for name, value in values.items():
                self.scores[f"{data}: {name}"].append((at, value))

    def draw(self, path: Path) -> None:
        """Write a PNG: training losses, dev losses, scores. Needs matplotlib."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=(9, 11), layout="constrained")
        FigureCanvasAgg(figure)
        panels: tuple[tuple[str, Mapping[str, Sequence[Point]]], ...] = (
            ("training loss (nats)", _smooth(self.losses)),
            ("dev loss (nats)", self.dev),
            ("score (0-100)", {k: v for k, v in self.scores.items() if _main(k)}),
        )
        for axes, (title, series) in zip(figure.subplots(3, 1, sharex=True), panels, strict=True):
            axes.set_ylabel(title)
            axes.grid(alpha=0.3)
            for name, points in series.items():
                mark = "" if len(points) > 40 else "."
                axes.plot([x for x, _ in points], [y for _, y in points], marker=mark, label=name)
            for at, name in self.stages:
                axes.axvline(at, color="0.6", linewidth=0.8)
                axes.annotate(name, (at, 1), xycoords=("data", "axes fraction"), fontsize=8)
            if series:
                axes.legend(fontsize=8)
        figure.supxlabel("active minutes")
        part = path.with_suffix(".part")
        with warnings.catch_warnings():
            # Names may be Chinese, and matplotlib's own font has no such characters.
            warnings.filterwarnings("ignore", message="Glyph .* missing from font")
            figure.savefig(part, format="png", dpi=110)
        part.replace(path)

    def text(self) -> str:
        """The latest of every series, for people."""
        lines = [f"{self.minutes:.1f} active minutes, step {self.step} of {self._stage()}"]
        for title, series in (
            ("loss", self.losses),
            ("dev loss", self.dev),
            ("score", self.scores),
        ):
            for name, points in series.items():
                (first_at, first), last = points[0], points[-1][1]
                lines.append(
                    f"  {title:8}  {name:44} {last:8.3f}   ({first:.3f} at {first_at:.0f} min)"
                )
        return "\n".join(lines)

    def _stage(self) -> str:
        return f"stage {self.stages[-1][1]}" if self.stages else "no stage"


def _main(name: str) -> bool:
    return name.endswith(("headline", "brief", "clauses", "ROUGE-L"))


def _smooth(series: dict[str, list[Point]], window: int = 9) -> dict[str, Sequence[Point]]:
    found: dict[str, Sequence[Point]] = {}
    for name, points in series.items():
        rows = []
        for i, point in enumerate(points):
            near = [y for _, y in points[max(0, i - window) : i + 1]]
            rows.append((point[0], sum(near) / len(near)))
        found[name] = rows
    return found
