"""Plots as inline SVG: no library, no raster, readable in print.

Colours are CSS classes (``s0``, ``s1``, …: the systems in order; ``ref``: the references), so
that one style sheet serves light, dark and paper.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

import numpy as np

from eval.metrics.base import Floats

WIDTH = 620
_LEFT, _RIGHT, _TOP, _BOTTOM = 118, 14, 8, 26
_ROW = 46
_BINS = 36


def ridges(
    rows: Sequence[tuple[str, str, Floats]], *, low: float, high: float, unit: str, label: str
) -> str:
    """A histogram per row (name, CSS class, values) on one axis, with a tick at each mean."""
    height = _TOP + _ROW * len(rows) + _BOTTOM
    edges = np.linspace(low, high, _BINS + 1)
    parts = [_axis(low, high, height, unit)]
    for i, (name, colour, values) in enumerate(rows):
        base = _TOP + _ROW * (i + 1)
        known = np.clip(values[~np.isnan(values)], low, high)
        parts.append(_name(name, base - 6))
        parts.append(
            f'<line class="base" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{base}" y2="{base}"/>'
        )
        if not len(known):
            continue
        counts, _ = np.histogram(known, edges)
        tallest = counts.max()
        steps = [f"M{_x(low, low, high):.1f} {base}"]
        for count, left, right in zip(counts, edges, edges[1:], strict=False):
            y = base - (_ROW - 10) * count / tallest
            steps.append(f"L{_x(left, low, high):.1f} {y:.1f}L{_x(right, low, high):.1f} {y:.1f}")
        steps.append(f"L{_x(high, low, high):.1f} {base}Z")
        mean = float(known.mean())
        at = _x(mean, low, high)
        parts.append(f'<path class="area {colour}" d="{"".join(steps)}"/>')
        parts.append(
            f'<line class="mean {colour}" x1="{at:.1f}" x2="{at:.1f}" '
            f'y1="{base - _ROW + 8}" y2="{base}"/>'
            f'<text class="value" x="{min(at + 4, WIDTH - 40):.1f}" y="{base - _ROW + 16}">'
            f"{mean:.1f}</text>"
        )
    return _svg(height, label, parts)


def scatter(
    names: Sequence[str], across: Floats, up: Sequence[Floats], *, unit: str, label: str
) -> str:
    """``up`` (0-100, an array per system) against ``across``: points, and means of groups."""
    height = 280
    low, high = 0.0, round_up(float(across.max()) if len(across) else 1.0)
    floor = height - _BOTTOM
    parts = [_axis(low, high, height, unit)]
    for tick in (0, 25, 50, 75, 100):
        y = _y(tick, floor)
        parts.append(
            f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="tick" x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick}</text>'
        )
    lines: list[str] = []
    for i, (name, values) in enumerate(zip(names, up, strict=True)):
        known = ~np.isnan(values)
        xs: Floats = across[known]
        ys: Floats = values[known]
        dots = "".join(
            f"M{_x(a, low, high):.1f} {_y(b, floor):.1f}h0"
            for a, b in zip(xs.tolist(), ys.tolist(), strict=True)
        )
        parts.append(f'<path class="dots s{i}" d="{dots}"/>')
        groups = [g for g in np.array_split(np.argsort(xs, kind="stable"), 7) if len(g)]
        points = " ".join(
            f"{_x(float(xs[g].mean()), low, high):.1f},{_y(float(ys[g].mean()), floor):.1f}"
            for g in groups
        )
        title = f"<title>{escape(name)}</title>"
        lines.append(f'<polyline class="trend s{i}" points="{points}">{title}</polyline>')
    return _svg(height, label, parts + lines)


def bars(names: Sequence[str], groups: Sequence[tuple[str, Sequence[float]]], *, label: str) -> str:
    """Horizontal bars of shares (0-1): a group per kind, a bar per system."""
    thick = 9 if len(names) > 1 else 14
    step = thick * len(names) + 12
    height = _TOP + step * len(groups) + _BOTTOM
    known = [v for _, values in groups for v in values if not math.isnan(v)]
    high = round_up(100 * max([*known, 0.02]))
    parts = [_axis(0, high, height, "%")]
    for g, (kind, values) in enumerate(groups):
        top = _TOP + step * g + 4
        parts.append(_name(kind, top + thick * len(names) / 2 + 4))
        for i, value in enumerate(values):
            share = 0.0 if math.isnan(value) else 100 * value
            y = top + thick * i
            end = _x(share, 0, high)
            parts.append(
                f'<rect class="bar s{i}" x="{_LEFT}" y="{y}" width="{max(end - _LEFT, 1.2):.1f}" '
                f'height="{thick - 1.5}"><title>{escape(names[i])} {share:.1f} %</title></rect>'
            )
            if share:
                parts.append(
                    f'<text class="value" x="{min(end + 4, WIDTH - 30):.1f}" '
                    f'y="{y + thick - 1.5}">{share:.1f}</text>'
                )
    return _svg(height, label, parts)


def interval(value: float, low: float, high: float, extent: float) -> str:
    """A difference with its interval on an axis from -``extent`` to ``extent``; "" without one."""
    if any(map(math.isnan, (value, low, high))):
        return ""
    width, height = 240, 18

    def x(at: float) -> str:
        return f"{width / 2 * (1 + max(-1.0, min(1.0, at / extent)) * 0.98):.1f}"

    sure = "sure" if low > 0 or high < 0 else "unsure"
    return (
        f'<svg class="interval {sure}" viewBox="0 0 {width} {height}" aria-hidden="true">'
        f'<line class="grid" x1="{width / 2}" x2="{width / 2}" y1="0" y2="{height}"/>'
        f'<line class="range" x1="{x(low)}" x2="{x(high)}" y1="9" y2="9"/>'
        f'<circle cx="{x(value)}" cy="9" r="4"/></svg>'
    )


def _svg(height: float, label: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(label)}">'
        + "".join(parts)
        + "</svg>"
    )


def _axis(low: float, high: float, height: float, unit: str) -> str:
    parts = []
    for k in range(6):
        value = low + (high - low) * k / 5
        x = _x(value, low, high)
        last = k == 5 and unit
        at, anchor = (WIDTH, "end") if last else (x, "middle")
        parts.append(
            f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{height - _BOTTOM}"/>'
            f'<text class="tick" x="{at:.1f}" y="{height - 9}" text-anchor="{anchor}">'
            f"{value:g}{escape(unit) if last else ''}</text>"
        )
    return "".join(parts)


def _name(text: str, y: float) -> str:
    short = text if len(text) <= 16 else f"{text[:7]}…{text[-8:]}"
    return (
        f'<text class="name" x="{_LEFT - 8}" y="{y:.1f}" text-anchor="end">{escape(short)}'
        f"<title>{escape(text)}</title></text>"
    )


def _x(value: float, low: float, high: float) -> float:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * (value - low) / (high - low)


def _y(value: float, floor: float) -> float:
    return floor - (floor - _TOP) * value / 100


def round_up(value: float) -> float:
    """The next round number whose fifths are round as well."""
    scale = 10 ** math.floor(math.log10(max(value, 1e-9)))
    for step in (1, 1.5, 2, 2.5, 4, 5, 7.5, 10):
        if value <= step * scale:
            return float(step * scale)
    return float(10 * scale)
