"""The one place where the steps are put in order: page -> articles -> checked summaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer import extractive
from summarizer.choosing import Decision, decide
from summarizer.consensus import ranked
from summarizer.extractive import Extract
from summarizer.facts.check import Checker
from summarizer.facts.extract import extract
from summarizer.facts.model import Facts
from summarizer.options import Options
from summarizer.pages import split
from summarizer.provenance import trace
from summarizer.selecting import Evidence, select
from summarizer.seq2seq.engine import Decoding, Engine, Hypothesis, Prompt
from summarizer.seq2seq.load import load
from summarizer.speech import spoken
from summarizer.style import House
from summarizer.types import Article, Candidate, Method, Page, Provenance, Span, Summary, Task
from summarizer.words import words

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
        readings = self._read(articles, wanted)
        prompts = [prompt for reading in readings for prompt in reading.prompts]
        written = iter(self.engine.generate(prompts, self._decoding(wanted)))
        summaries: list[Summary] = []
        for reading in readings:
            hypotheses = {prompt.task: next(written) for prompt in reading.prompts}
            summaries.append(self._finish(reading, hypotheses, wanted))
        return summaries

    def _decoding(self, options: Options) -> Decoding:
        return Decoding(beam=options.beam, candidates=options.candidates)

    def _read(self, articles: Sequence[Article], options: Options) -> list[_Reading]:
        """Facts and evidence; salience is asked for where it chooses what is read or written."""
        asked = [
            a.text
            for a in articles
            if a.text.strip()
            and (
                Task.BRIEF in options.tasks
                or any(len(a.text) > self.engine.budgets[task] for task in options.tasks)
            )
        ]
        salience: dict[str, NDArray[np.float32]] = {}
        if asked and self.engine.has_salience:
            salience = dict(zip(asked, self.engine.salience(asked), strict=True))
        readings: list[_Reading] = []
        for article in articles:
            facts = extract(article.text)
            whole = (*facts.atomic(), *words(article.text))
            weights = salience.get(article.text)
            evidence = {
                task: self._evidence(article.text, task, weights)
                for task in options.tasks
                if article.text.strip()
            }
            prompts = tuple(
                self._prompt(article, found, task, whole, weights, options)
                for task, found in evidence.items()
            )
            readings.append(_Reading(article, facts, weights, evidence, prompts))
        return readings

    def _prompt(
        self,
        article: Article,
        evidence: Evidence,
        task: Task,
        whole: Sequence[Span],
        salience: NDArray[np.float32] | None,
        options: Options,
    ) -> Prompt:
        upper = self.engine.buckets[task]
        bucket = options.bucket(task, upper, len(article.text))
        return Prompt(
            text=evidence.text,
            task=task,
            bucket=bucket,
            max_chars=options.ceiling(task),
            min_chars=options.least(task, upper, bucket, len(article.text)),
            atomic=_inside(evidence, whole),
            worth=_worth(evidence, salience) if task is Task.BRIEF else (),
        )

    def _evidence(self, text: str, task: Task, salience: NDArray[np.float32] | None) -> Evidence:
        """Evidence that fits the engine's window: rare characters cost several tokens each."""
        budget = min(self.engine.budgets[task], len(text))
        while True:
            found = select(text, task, budget=budget, salience=salience)
            tokens = self.engine.count_tokens(found.text)
            if tokens <= self.engine.window - 2 or budget < 8:
                return found
            budget = min(budget - 1, int(0.9 * budget * (self.engine.window - 2) / tokens))

    def _finish(
        self,
        reading: _Reading,
        hypotheses: dict[Task, tuple[Hypothesis, ...]],
        options: Options,
    ) -> Summary:
        article = reading.article
        candidates = {
            task: [_candidate(task, h, reading.evidence[task], article.text) for h in found]
            for task, found in hypotheses.items()
        }
        if Task.BRIEF in candidates:  # headlines are too short for a consensus to tell more
            candidates[Task.BRIEF] = ranked(candidates[Task.BRIEF])
        checker = Checker(article.text, reading.facts)
        decisions = {
            task: self._decide(task, candidates.get(task, []), reading, checker, options)
            for task in options.tasks
        }
        provenance: list[Provenance] = []
        warnings: list[str] = []
        for task, decision in decisions.items():
            if decision.text is not None:
                provenance += trace(
                    decision.text, article.text, article.origin, task, decision.copied
                )
                warnings += self.house.review(task, decision.text)
        texts = {task: decision.text for task, decision in decisions.items()}
        return Summary(
            source=article.source,
            index=article.index,
            title=article.title,
            text=article.text,
            headline=texts.get(Task.HEADLINE),
            brief=texts.get(Task.BRIEF),
            candidates=tuple(c for found in candidates.values() for c in found),
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

    def _decide(
        self,
        task: Task,
        candidates: Sequence[Candidate],
        reading: _Reading,
        checker: Checker,
        options: Options,
    ) -> Decision:
        if not options.checks and candidates:
            first = candidates[0]
            return Decision(first.text, first.copied, Method.MODEL, (), ())
        return decide(
            task, candidates, checker, lambda: _fallback(task, reading, options.ceiling(task))
        )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known of one article before anything is written."""

    article: Article
    facts: Facts
    salience: NDArray[np.float32] | None
    evidence: dict[Task, Evidence]
    prompts: tuple[Prompt, ...]


def _candidate(task: Task, hypothesis: Hypothesis, evidence: Evidence, source: str) -> Candidate:
    """A hypothesis with its copied positions led on from the evidence to the article."""
    positions = evidence.origin.positions()
    text = hypothesis.text
    copied = tuple(positions[i] if i >= 0 else -1 for i in hypothesis.copied)
    if task is Task.BRIEF:
        text, copied = spoken(text, copied, source)
    return Candidate(task=task, text=text, score=hypothesis.score, copied=copied)


def _inside(evidence: Evidence, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The article ``spans`` that the evidence holds whole, as spans of the evidence."""
    place = {position: i for i, position in enumerate(evidence.origin.positions())}
    found: list[Span] = []
    for span in spans:
        start = place.get(span.start)
        if start is not None and place.get(span.end - 1) == start + len(span) - 1:
            found.append(Span(start=start, end=start + len(span)))
    return tuple(found)


def _worth(evidence: Evidence, salience: NDArray[np.float32] | None) -> tuple[float, ...]:
    """Salience of the evidence; a headline does not say what a brief keeps, so it has none."""
    if salience is None:
        return ()
    return tuple(float(salience[i]) for i in evidence.origin.positions())


def _fallback(task: Task, reading: _Reading, max_chars: int) -> list[Extract]:
    """Extracts to try in turn; the last is the plainest: one clause of the source."""
    text = reading.article.text
    if task is Task.BRIEF:
        found = [
            extractive.brief(text, limit, salience=salience)
            for limit in (max_chars, max_chars * 2 // 3)
            for salience in ((reading.salience, None) if reading.salience is not None else (None,))
        ]
    else:
        names = [fact.span for fact in reading.facts.of("names")]
        found = [
            extractive.headline(text, max_chars, names=names),
            extractive.headline(text, max_chars),
        ]
    return [extract for extract in found if extract is not None]
