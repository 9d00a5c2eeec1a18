"""The one place where the steps are put in order: page -> articles -> checked summaries."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from pathlib import Path

from summarizer import corrections, extractive
from summarizer.amending import amended
from summarizer.choosing import Decision, decide
from summarizer.consensus import ranked
from summarizer.extractive import Extract
from summarizer.facts.check import Checker
from summarizer.options import Options
from summarizer.pages import split
from summarizer.prompting import Reading, read
from summarizer.provenance import trace
from summarizer.restoring import restored
from summarizer.risk import doubt
from summarizer.selecting import Evidence
from summarizer.seq2seq.engine import Decoding, Engine, Hypothesis
from summarizer.seq2seq.load import load
from summarizer.style import House
from summarizer.types import Article, Candidate, Method, Page, Provenance, Summary, Task

#: Decoding of what is written again: words meet less often, and what follows in the source counts
#: for more than what salience would rather have (docs/training.md).
CAREFUL_JOINTS = 4.0
CAREFUL_WORTH = 1.5
#: A brief of which so much is to be doubted (:func:`summarizer.risk.doubt`) is written again too,
#: and the safest that comes of it printed if so much less of that is (docs/checks.md).
DOUBTED = 1.2
LESS = 0.3

#: Articles that go through the engine together in :meth:`Summarizer.stream`.
CHUNK = 32


class Summarizer:
    """Headline and brief for articles, every fact checked. Not thread-safe: one per thread."""

    def __init__(self, engine: Engine, house: House) -> None:
        self.engine = engine
        self.house = house
        self.model = f"{engine.name}:{engine.fingerprint[:12]}"

    @classmethod
    def load(
        cls,
        model: str | None = None,
        *,
        engine: str = "auto",
        threads: int | None = None,
        house: Path | None = None,
    ) -> Summarizer:
        """Load the shipped model, or ``model`` (a folder or hub id), and the house rules.

        Raises CheckpointError, EngineError or OptionError with one line that lists the
        valid choices.
        """
        return cls(load(model, engine=engine, threads=threads), House.load(house))

    def lanes(self) -> list[Summarizer]:
        """Summarisers over the same weights for as many threads as this one has.

        Where batches never end, lanes do more than this one, whose threads wait for one another
        at the end of each batch; a single batch is done sooner by this one.
        """
        return [Summarizer(engine, self.house) for engine in self.engine.lanes()]

    def summarize_page(self, page: Page, options: Options | None = None) -> list[Summary]:
        """Split ``page`` and summarise each of its articles, in page order."""
        return self.summarize_articles(split(page), options)

    def stream(
        self, articles: Iterable[Article], options: Options | None = None
    ) -> Iterator[Summary]:
        """Summaries in the order of ``articles``, which may be endless: memory stays bounded."""
        waiting = iter(articles)
        while chunk := list(islice(waiting, CHUNK)):
            yield from self.summarize_articles(chunk, options)

    def summarize_articles(
        self, articles: Sequence[Article], options: Options | None = None
    ) -> list[Summary]:
        """One summary per article, in order; the engine sees them all as one batch."""
        wanted = options or Options()
        readings = [_unwritten(reading) for reading in read(self.engine, articles, wanted)]
        prompts = [prompt for reading in readings for prompt in reading.prompts]
        decoding = Decoding(beam=wanted.beam, candidates=wanted.candidates)
        written = iter(self.engine.generate(prompts, decoding))
        drafts = [
            _draft(reading, {prompt.task: next(written) for prompt in reading.prompts}, wanted)
            for reading in readings
        ]
        if wanted.checks:
            self._write_again(drafts, decoding, wanted)
        return [self._summary(draft, wanted) for draft in drafts]

    def _write_again(self, drafts: Sequence[_Draft], decoding: Decoding, options: Options) -> None:
        """Briefs that failed or are much to be doubted are written again, nearer to the source."""
        weak = [
            (draft, prompt)
            for draft in drafts
            for prompt in draft.reading.prompts
            if prompt.task is Task.BRIEF and draft.doubt > DOUBTED
        ]
        careful = replace(decoding, joint_penalty=CAREFUL_JOINTS, worth=CAREFUL_WORTH)
        written = self.engine.generate([prompt for _, prompt in weak], careful) if weak else []
        for (draft, _), hypotheses in zip(weak, written, strict=True):
            candidates = _candidates(Task.BRIEF, hypotheses, draft.reading)
            limit = options.ceiling(Task.BRIEF)
            again = decide(Task.BRIEF, candidates, draft.checker, lambda: [], limit, safer=0.0)
            if again.method is not Method.MODEL or _doubt(again, draft) > draft.doubt - LESS:
                continue
            failed = (r for r in draft.decisions[Task.BRIEF].reasons if r.startswith("候选"))
            draft.candidates[Task.BRIEF] = candidates
            draft.decisions[Task.BRIEF] = replace(again, reasons=(*failed, "已重新撰写"))

    def _summary(self, draft: _Draft, options: Options) -> Summary:
        reading, decisions = draft.reading, draft.decisions
        article = reading.article
        provenance: list[Provenance] = []
        warnings: list[str] = []
        for task, decision in decisions.items():
            if decision.text is not None:
                provenance += trace(
                    decision.text, article.text, article.origin, task, decision.copied
                )
                warnings += self.house.review(task, decision.text, len(article.text))
        texts = {task: decision.text for task, decision in decisions.items()}
        return Summary(
            source=article.source,
            index=article.index,
            title=article.title,
            text=article.text,
            headline=texts.get(Task.HEADLINE),
            brief=texts.get(Task.BRIEF),
            candidates=tuple(c for found in draft.candidates.values() for c in found),
            checks=tuple(c for d in decisions.values() for c in d.checks),
            provenance=tuple(provenance),
            read_share={
                task: round(reading.evidence[task].share, 4) if task in reading.evidence else 0.0
                for task in options.tasks
            },
            method={task: d.method for task, d in decisions.items()},
            reasons={task: d.reasons for task, d in decisions.items() if d.reasons},
            warnings=tuple(warnings),
            model=self.model,
        )


@dataclass(slots=True)
class _Draft:
    """An article with what was written of it and which of that is to be printed."""

    reading: Reading
    checker: Checker
    candidates: dict[Task, list[Candidate]]
    decisions: dict[Task, Decision]

    @property
    def doubt(self) -> float:
        """Of its brief; without end where none of the model's own could be printed."""
        found = self.decisions[Task.BRIEF]
        return _doubt(found, self) if found.method is Method.MODEL else math.inf


def _doubt(decision: Decision, draft: _Draft) -> float:
    return doubt(decision.text or "", decision.copied, draft.reading.article.text)


def _draft(
    reading: Reading, written: dict[Task, tuple[Hypothesis, ...]], options: Options
) -> _Draft:
    candidates = {task: _candidates(task, found, reading) for task, found in written.items()}
    checker = Checker(reading.article.text, reading.facts)
    decisions = {
        task: _decide(task, candidates.get(task, []), reading, checker, options)
        for task in options.tasks
    }
    return _Draft(reading, checker, candidates, decisions)


def _decide(
    task: Task,
    candidates: Sequence[Candidate],
    reading: Reading,
    checker: Checker,
    options: Options,
) -> Decision:
    if not options.checks and candidates:
        first = candidates[0]
        return Decision(first.text, first.copied, Method.MODEL, (), ())
    limit = options.ceiling(task)
    if _corrects(reading.article):
        return _corrected(task, reading.article, limit)
    return decide(task, candidates, checker, lambda: _fallback(task, reading, limit), limit)


def _corrects(article: Article) -> bool:
    return corrections.corrects(article.title, article.text)


def _unwritten(reading: Reading) -> Reading:
    """``reading``, but nothing is asked to be written of a correction."""
    return replace(reading, prompts=()) if _corrects(reading.article) else reading


def _corrected(task: Task, article: Article, limit: int) -> Decision:
    """What is printed of a correction: nothing that was written, see :mod:`.corrections`."""
    reasons = ("更正启事只用原文语句",)
    if task is Task.HEADLINE:
        head = corrections.headline(article.title, limit)
        return Decision(head, (), Method.EXTRACTIVE, (), reasons)
    found = corrections.brief(article.text, limit)
    words, copied = (found.text, found.copied) if found is not None else (None, ())
    return Decision(words, copied, Method.EXTRACTIVE, (), reasons)


def _candidates(task: Task, found: Sequence[Hypothesis], reading: Reading) -> list[Candidate]:
    """The hypotheses in the order in which they are tried."""
    limit = next(prompt.max_chars for prompt in reading.prompts if prompt.task is task)
    source = reading.article.text
    names = [fact.surface for kind in ("names", "places") for fact in reading.facts.of(kind)]
    made = [_candidate(task, h, reading.evidence[task], source, names, limit) for h in found]
    # Headlines are too short for a consensus to tell more.
    return ranked(made, reading.salience) if task is Task.BRIEF else made


def _candidate(
    task: Task,
    hypothesis: Hypothesis,
    evidence: Evidence,
    source: str,
    names: Sequence[str],
    limit: int,
) -> Candidate:
    """A hypothesis with its copied positions led on from the evidence to the article."""
    positions = evidence.origin.positions()
    text = hypothesis.text
    copied = tuple(positions[i] if i >= 0 else -1 for i in hypothesis.copied)
    text, copied = restored(text, copied, source, names, limit)
    if task is Task.BRIEF:
        text, copied = amended(text, copied, source, limit)
    return Candidate(task=task, text=text, score=hypothesis.score, copied=copied)


def _fallback(task: Task, reading: Reading, max_chars: int) -> list[Extract]:
    """Extracts to try in turn, each once: headlines without and with the posts of their persons."""
    text = reading.article.text
    if task is Task.BRIEF:
        found = [
            extractive.brief(text, limit, salience=salience)
            for limit in (max_chars, max_chars * 2 // 3)
            for salience in ((reading.salience, None) if reading.salience is not None else (None,))
        ]
    else:
        names = [fact.span for fact in reading.facts.of("names")]
        without, plain = (extractive.headlines(text, max_chars, names=n) for n in (names, ()))
        found = [clause for pair in zip_longest(without, plain) for clause in pair]
    return list(dict.fromkeys(extract for extract in found if extract is not None))
