"""How quiet the checks are on the truth, and how loud on errors: ``python -m eval.check_rates``.

Quiet: the share of editor-written briefs (or headlines) in which any check fails. Loud: of the
errors that :mod:`eval.corrupt` puts into those briefs one at a time, the share after which a
check fails that did not fail before.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from eval.corrupt import Corruption, corruptions
from eval.data import Item, load
from eval.tagged import Pair
from summarizer.facts.check import Checker
from summarizer.types import Check, Task


@dataclass
class Rates:
    """Counts over outputs and errors. ``times`` are milliseconds per source and its output."""

    outputs: int = 0
    alarmed: int = 0
    alarms: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)

    def report(self) -> dict[str, Any]:
        """The figures as JSON."""
        ordered = sorted(self.times)
        return {
            "outputs": self.outputs,
            "alarmed": self.alarmed,
            "alarm_rate": self.alarmed / max(1, self.outputs),
            "alarms": dict(self.alarms),
            "errors": {
                kind: {"made": made, "caught": self.caught[kind]}
                for kind, made in self.made.items()
            },
            "ms_median": ordered[len(ordered) // 2] if ordered else None,
            "ms_p95": ordered[int(0.95 * (len(ordered) - 1))] if ordered else None,
        }


def measure(
    items: Iterable[Item], task: Task, *, seed: int = 0, loud: bool = True, keep: bool = False
) -> Rates:
    """Check each reference of ``items``, and each of its corruptions where ``loud``.

    ``keep`` collects a line for each false alarm and each error that was not caught.
    """
    rates = Rates()
    for item in items:
        for text in item.targets(task):
            started = time.perf_counter()
            checker = Checker(item.text)
            failed = _failed(checker.check(task, text))
            rates.times.append(1000 * (time.perf_counter() - started))
            rates.outputs += 1
            rates.alarmed += bool(failed)
            rates.alarms.update({check.kind for check in failed})
            if keep:
                rates.examples += [_alarm(item, check) for check in failed]
            if loud:
                _corrupt(rates, item, text, task, checker, failed, seed, keep)
    return rates


def _corrupt(
    rates: Rates,
    item: Item,
    text: str,
    task: Task,
    checker: Checker,
    before: Sequence[Check],
    seed: int,
    keep: bool,
) -> None:
    known = {(check.kind, check.text) for check in before}
    for corruption in corruptions(Pair.of(text, item.text), seed):
        failed = _failed(checker.check(task, corruption.text))
        caught = any((check.kind, check.text) not in known for check in failed)
        rates.made[corruption.error] += 1
        rates.caught[corruption.error] += caught
        if keep and not caught:
            rates.examples.append(_miss(item, corruption))


def _failed(checks: Sequence[Check]) -> list[Check]:
    return [check for check in checks if check.passed is False]


def _alarm(item: Item, check: Check) -> str:
    return f"误报 {item.id} {check.kind} {check.reason}：{check.text} | {check.source}"


def _miss(item: Item, made: Corruption) -> str:
    around = made.text[max(0, made.start - 12) : made.start + len(made.after) + 12]
    return f"漏报 {item.id} {made.error}：{made.before} -> {made.after} | {around}"


def table(rates: Rates) -> str:
    """Both tables as text."""
    lines = [f"{'outputs':<20}{rates.outputs:>7}"]
    share = rates.alarmed / max(1, rates.outputs)
    lines.append(f"{'any check failed':<20}{rates.alarmed:>7}{share:>9.2%}")
    for kind, count in rates.alarms.most_common():
        lines.append(f"  {kind:<18}{count:>7}{count / rates.outputs:>9.2%}")
    if rates.made:
        lines.append(f"\n{'error':<20}{'made':>7}{'caught':>9}{'share':>9}")
        for kind, made in rates.made.items():
            caught = rates.caught[kind]
            lines.append(f"{kind:<20}{made:>7}{caught:>9}{caught / made:>9.2%}")
    report = rates.report()
    lines.append(f"\nms per source and output: median {report['ms_median']:.1f}")
    lines.append(f"                          p95    {report['ms_p95']:.1f}")
    return "\n".join(lines)


def rows(items: Sequence[Item], spec: str) -> Sequence[Item]:
    """The slice that ``--rows`` names, as Python writes it: ``-500:``, ``:100``, ``-1000:-500``."""
    start, _, stop = spec.partition(":")
    return items[int(start) if start else None : int(stop) if stop else None]


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--rows", "spec", default=":", show_default=True, help="Slice, such as -500:")
@click.option("--task", type=click.Choice([t.value for t in Task]), default="brief")
@click.option("--kind", help="Only items of this kind or source (local, xwlb).")
@click.option("--seed", default=0, show_default=True)
@click.option("--quiet-only", is_flag=True, help="No corruptions.")
@click.option("--show", is_flag=True, help="Also print each false alarm and missed error.")
@click.option("--json", "as_json", is_flag=True)
def main(
    data: Path,
    spec: str,
    task: str,
    kind: str | None,
    seed: int,
    quiet_only: bool,
    show: bool,
    as_json: bool,
) -> None:
    """Print the quiet and the loud table for the references of a data file."""
    items = [i for i in rows(load(data).items, spec) if kind in (None, i.kind)]
    rates = measure(items, Task(task), seed=seed, loud=not quiet_only, keep=show)
    for example in rates.examples:
        click.echo(example)
    click.echo(json.dumps(rates.report()) if as_json else table(rates))


if __name__ == "__main__":
    main()
