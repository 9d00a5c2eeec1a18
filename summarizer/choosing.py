"""Which text is printed: the first candidate that passes every check, else the source's words.

Candidates are tried in the order given; of the first briefs that pass, one that is much safer than
the first is preferred. If none passes, each loses the sentences that fail, or is repaired where the
source leaves one possibility, and is checked again. If that fails too, the extractive fallback is
printed. Why the model's own first words were not printed goes with the result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.bounds import after_last
from summarizer.completing import completed
from summarizer.extractive import Extract
from summarizer.facts.check import Checker
from summarizer.facts.joints import LIMIT, doubts
from summarizer.facts.repair import repair
from summarizer.facts.wording import OF_SOURCE
from summarizer.forms import EXTRACT, OWN
from summarizer.introducing import introduced
from summarizer.mending import mended
from summarizer.risk import doubt
from summarizer.rounding import whole_headlines
from summarizer.statements import leans
from summarizer.types import Candidate, Check, Method, Span, Task
from summarizer.verdicts import sound, torn

#: Shorter outputs say too little to print, unless the article itself is that short.
LEAST = {Task.HEADLINE: 6, Task.BRIEF: 25}

#: Of the first candidate that passes and those behind it, so many in all, the safest is printed if
#: its doubt (:func:`summarizer.risk.doubt`) is so much less than the first one's (docs/checks.md).
RIVALS = {Task.HEADLINE: 1, Task.BRIEF: 4}
SAFER = 1.0

#: Output characters on each side of a doubtful joint that are shown, to the clause's end at most.
JOINT = 14

#: A brief that lost sentences must still be as long as the guide asks, in 字; else an extract says
#: more.
SHORTEST = 80

_NAMES = {Task.HEADLINE: "标题", Task.BRIEF: "简讯"}


@dataclass(frozen=True, slots=True)
class Decision:
    """What is printed for one task (None: nothing could be), how, and why."""

    text: str | None
    copied: tuple[int, ...]
    method: Method
    checks: tuple[Check, ...]
    reasons: tuple[str, ...]


def decide(
    task: Task,
    candidates: Sequence[Candidate],
    checker: Checker,
    fallback: Callable[[], Sequence[Extract]],
    limit: int | None = None,
    safer: float = SAFER,
) -> Decision:
    """Choose, repair or fall back; ``fallback`` gives extracts, the preferred one first.

    ``limit`` is the most 字 that a text may have; None where it is long enough as it is. ``safer``
    is how much less doubt a later candidate needs to be preferred.
    """
    reasons: list[str] = []
    failing: list[tuple[Candidate, tuple[Check, ...]]] = []
    for number, candidate in enumerate(candidates, 1):
        printed, failed = _passing(task, candidate, checker, limit)
        if printed is not None:
            rivals = candidates[number : number - 1 + RIVALS[task]]
            better = _safer(task, printed, rivals, checker, limit, safer)
            if better is not None:
                printed, reasons = better, [*reasons, "改用语句更稳妥的候选"]
            return replace(printed, reasons=tuple(reasons))
        reasons.append(f"候选{number}未采用：{_why(failed)}")
        failing.append((candidate, failed))
    tried: set[str] = set()
    for candidate, failed in failing:
        for rescued, how in _rescued(task, candidate.text, failed, checker):
            if rescued in tried:
                continue
            tried.add(rescued)
            checks = verify(task, rescued, checker)
            if all(c.passed is not False for c in checks):
                return Decision(rescued, (), Method.REPAIRED, checks, (*reasons, how))
    extracts = _extracts(task, fallback(), checker, limit)
    if extracts:
        standing = (_standing(task, text, copied, checker) for text, copied, _ in extracts)
        text, copied = next((e for e in standing if e is not None), extracts[0][:2])
        checks = verify(task, text, checker, own_words=True)
        reasons.append(f"{_NAMES[task]}改用原文语句")
        return Decision(text, copied, Method.EXTRACTIVE, checks, tuple(reasons))
    within = f"{limit}字以内" if limit is not None and limit < len(checker.source) else ""
    reasons.append(f"原文中没有{within}可用作{_NAMES[task]}的语句")
    return Decision(None, (), Method.EXTRACTIVE, (), tuple(reasons))


def _passing(
    task: Task, candidate: Candidate, checker: Checker, limit: int | None
) -> tuple[Decision | None, tuple[Check, ...]]:
    """The candidate as it would be printed, or None and what fails in it as it was written."""
    failed: tuple[Check, ...] = ()
    for text, copied in _made_whole(task, candidate.text, candidate.copied, checker, limit):
        joined = _joined(task, text, checker)
        checks = verify(task, text, checker) if joined.passed else (joined,)
        found = tuple(c for c in checks if c.passed is False)
        if not found:
            return Decision(text, copied, Method.MODEL, checks, ()), ()
        if text == candidate.text:
            failed = found
    return None, failed


def _safer(
    task: Task,
    first: Decision,
    rivals: Sequence[Candidate],
    checker: Checker,
    limit: int | None,
    margin: float,
) -> Decision | None:
    """The safest of ``rivals`` that passes, if its doubt is by ``margin`` less than ``first`` has.

    Their doubt is estimated before anything is checked, which takes longer.
    """
    source = checker.source
    if not rivals or first.text is None:
        return None
    most = doubt(first.text, first.copied, source) - margin
    estimates = [doubt(*mended(c.text, c.copied, source, limit), source) for c in rivals]
    for i in sorted(range(len(rivals)), key=estimates.__getitem__):
        if estimates[i] >= most:
            break
        found, _ = _passing(task, rivals[i], checker, limit)
        if found is not None and doubt(found.text or "", found.copied, source) < most:
            return found
    return None


def _extracts(
    task: Task, found: Sequence[Extract], checker: Checker, limit: int | None
) -> list[tuple[str, tuple[int, ...], tuple[Check, ...]]]:
    """The extracts that pass, with their checks."""
    passing = []
    for extract in found:
        for text, copied in _made_whole(task, extract.text, extract.copied, checker, limit):
            checks = verify(task, text, checker, own_words=True)
            if all(c.passed is not False for c in checks):
                passing.append((text, copied, checks))
                break
    return passing


def _standing(
    task: Task, text: str, copied: tuple[int, ...], checker: Checker
) -> tuple[str, tuple[int, ...]] | None:
    """An extract without the sentences that hang; None where its first one or too many do."""
    least = max(LEAST[task], len(text) // 2)
    while len(text) >= least:
        view = checker.view(task, text)
        wrong = next((c.span for ask in EXTRACT[task] if not (c := ask(view)).passed), None)
        if wrong is None:
            checks = verify(task, text, checker, own_words=True)
            return (text, copied) if all(c.passed is not False for c in checks) else None
        start = after_last(text, "。！？", wrong.start)
        end = min((i for i in range(wrong.start, len(text)) if text[i] in "。！？"), default=0) + 1
        if start == 0 or end == 1 or leans(text[end:]):
            return None  # who, when and where stand first; 他强调 would be another's
        text, copied = text[:start] + text[end:], copied[:start] + copied[end:]
    return None


def _made_whole(
    task: Task, text: str, copied: tuple[int, ...], checker: Checker, limit: int | None
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """A brief or headline with what it lost or without what leads nowhere, and as it was."""
    if task is Task.BRIEF:
        found = introduced(text, copied, checker.view(task, text), limit)
        whole = completed(*found, checker, limit)
        steps = (mended(*whole, checker.source, limit), whole, found)
        tried = dict.fromkeys(step for step in steps if step[0] != text)
        yield from tried
        yield text, copied
    else:
        yield from whole_headlines(text, copied, checker, limit)


def verify(
    task: Task, text: str, checker: Checker, *, own_words: bool = False
) -> tuple[Check, ...]:
    """The fact checks and those of form: long enough, nothing twice, joined as writers join."""
    form = [_repetition(task, text, checker.source)]
    if not own_words:
        form.insert(0, _substance(task, text, checker.source))
        if text:  # of no words nothing else can be asked
            view = checker.view(task, text)
            form += [_joined(task, text, checker), *(ask(view) for ask in OWN[task])]
    facts = checker.check(task, text)
    if own_words:  # what the source prints so itself is no reason to print nothing
        facts = tuple(c for c in facts if c.passed is not False or c.reason not in OF_SOURCE)
    return (*facts, *form)


def _joined(task: Task, text: str, checker: Checker) -> Check:
    """Half sentences that no writer would join: see :mod:`summarizer.facts.joints`."""
    found = doubts(checker.view(task, text))
    if sum(sentence.doubt for sentence in found) <= LIMIT[task]:
        return sound(task)
    worst = max(found, key=lambda sentence: sentence.doubt)
    span = _around(text, worst.start, worst.worst, worst.end)
    return torn(task, text, span.start, span.end, "语句拼接可疑")


def _around(text: str, start: int, at: int, end: int) -> Span:
    """The clauses that meet at ``at`` within the sentence [start, end)."""
    marks = [i + 1 for i in range(start, end) if text[i] in "，；：。！？"]
    before = [i for i in (start, *marks) if i < at - 1]
    after = [i for i in (*marks, end) if i > at]
    first = max(before[-1] if before else start, at - JOINT)
    return Span(start=first, end=min(after[0] if after else end, at + JOINT))


def _rescued(
    task: Task, text: str, failed: Sequence[Check], checker: Checker
) -> Iterator[tuple[str, str]]:
    """What is left of ``text`` without its failing sentences, then with its facts repaired.

    A repair puts facts right, never what was joined wrongly: it is not tried on that.
    """
    shorter = _shortened(task, text, failed, checker)
    if shorter is not None:
        yield shorter, "已删去有疑问的语句"
        again = [c for c in checker.check(task, shorter) if c.passed is False]
        shortest = _shortened(task, shorter, again, checker) if again else None
        if shortest is not None:
            yield shortest, "已删去有疑问的语句"
    if all(check.kind != "joints" for check in failed):
        repaired = repair(checker, task, text, failed)
        if repaired is not None:
            yield repaired, "已按原文改正"


def _shortened(task: Task, text: str, failed: Sequence[Check], checker: Checker) -> str | None:
    """A brief without the sentences that fail, and those that lean on them; None if too short."""
    if task is not Task.BRIEF:
        return None
    spans = [c.span for c in failed if c.span is not None and c.kind != "joints"]
    left = LIMIT[task]
    kept: list[str] = []
    whole = True
    for sentence in doubts(checker.view(task, text)):
        words = text[sentence.start : sentence.end]
        wrong = any(s.start < sentence.end and sentence.start < s.end for s in spans)
        if wrong or sentence.doubt > left or (not whole and leans(words)):
            if not kept:
                return None  # who, when and where stand in the first sentence
            whole = False
            continue
        whole = True
        left -= sentence.doubt
        kept.append(words)
    shorter = "".join(kept)
    return shorter if SHORTEST <= len(shorter) < len(text) else None


def _substance(task: Task, text: str, source: str) -> Check:
    least = min(LEAST[task], len(source) // 2)
    passed = len(text) >= least
    reason = "" if passed else f"过短：{len(text)}字，至少{least}字"
    return Check(task=task, kind="substance", passed=passed, text=text, reason=reason)


def _repetition(task: Task, text: str, source: str) -> Check:
    """A clause of four 字 or more that comes twice here and not in the source."""
    seen: set[str] = set()
    for clause in re.split(r"[，。；：！？]", text):
        if len(clause) < 4:
            continue
        if clause in seen and source.count(clause) < 2:
            return Check(
                task=task, kind="repetition", passed=False, text=clause, reason="同一分句重复"
            )
        seen.add(clause)
    return Check(task=task, kind="repetition", passed=True)


def _why(failed: Sequence[Check]) -> str:
    first = failed[0]
    return f"{first.reason}（{first.text}）" if first.text else first.reason
