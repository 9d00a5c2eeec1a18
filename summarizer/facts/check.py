"""Verdicts on a candidate: each fact in it against the facts of the source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from summarizer.facts import (
    actors,
    dates,
    misnaming,
    numbers,
    order,
    organisations,
    pairs,
    places,
    polarity,
    posts,
    quotes,
    speakers,
    support,
    wording,
)
from summarizer.facts.align import Alignment
from summarizer.facts.extract import extract
from summarizer.facts.model import Facts, Finding, Kind, View
from summarizer.types import Check, Span, Task

Judge = Callable[[View], list[Finding] | None]

JUDGES: Final[dict[Kind, Judge]] = {
    Kind.NAMES: misnaming.check,
    Kind.POSTS: posts.check,
    Kind.PAIRS: pairs.check,
    Kind.PLACES: places.check,
    Kind.ORGANISATIONS: organisations.check,
    Kind.NUMBERS: numbers.check,
    Kind.DATES: dates.check,
    Kind.QUOTATIONS: quotes.check,
    Kind.SPEAKER: speakers.check,
    Kind.ACTORS: actors.check,
    Kind.ORDER: order.check,
    Kind.POLARITY: polarity.check,
    Kind.WORDING: wording.check,
    Kind.SUPPORT: support.check,
}


#: Views that a checker keeps: choosing among candidates looks at each more than once.
VIEWS: Final = 4


class Checker:
    """Judges outputs by one source; the source's facts are extracted once."""

    def __init__(self, source: str, facts: Facts | None = None) -> None:
        self.source = source
        self.facts = facts if facts is not None else extract(source)
        self._views: dict[tuple[Task, str], View] = {}

    def view(self, task: Task, output: str) -> View:
        """Output and source side by side, as the judges see them.

        A name that only the output shows as one (泰国总理英拉) is looked for in the source too.
        """
        known = self._views.get((task, output))
        if known is not None:
            return known
        names = self.facts.normals(Kind.NAMES)
        said = extract(output, names)
        new = {n for n in said.normals(Kind.NAMES) - names if n in self.source}
        given = extract(self.source, new) if new else self.facts
        view = View(task, said, given, Alignment(output, self.source))
        if len(self._views) == VIEWS:
            del self._views[next(iter(self._views))]
        self._views[task, output] = view
        return view

    def findings(self, task: Task, output: str) -> dict[Kind, list[Finding] | None]:
        """Per kind what is wrong; None where the output has nothing of the kind."""
        view = self.view(task, output)
        found = {kind: judge(view) for kind, judge in JUDGES.items()}
        taken = [
            f for kind, group in found.items() if kind is not Kind.SUPPORT for f in group or ()
        ]
        support = found[Kind.SUPPORT]
        if support:  # a wrong figure is not also a wrong character
            found[Kind.SUPPORT] = [
                f for f in support if not any(t.start <= f.start and f.end <= t.end for t in taken)
            ]
        return found

    def check(self, task: Task, output: str) -> tuple[Check, ...]:
        """One check per kind that passed or does not apply, one per offending place otherwise."""
        checks: list[Check] = []
        for kind, findings in self.findings(task, output).items():
            if not findings:
                passed = None if findings is None else True
                checks.append(Check(task=task, kind=kind.value, passed=passed))
            checks += [_check(task, kind, finding, output) for finding in findings or ()]
        return tuple(checks)


def _check(task: Task, kind: Kind, finding: Finding, output: str) -> Check:
    return Check(
        task=task,
        kind=kind.value,
        passed=False,
        span=Span(start=finding.start, end=finding.end),
        text=output[finding.start : finding.end],
        source=finding.source,
        reason=finding.reason,
    )
