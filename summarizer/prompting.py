"""What is known of an article before anything is written: facts, salience, evidence, prompts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from summarizer.facts.extract import extract
from summarizer.facts.model import Facts
from summarizer.options import Options
from summarizer.selecting import Evidence, select
from summarizer.seq2seq.engine import Engine, Prompt
from summarizer.types import Article, Span, Task
from summarizer.words import words

#: Articles of fewer hanzi are their own summary: a writer that has next to nothing to read makes
#: something up (好的 became 好的 “”到“”), and checks have nothing to compare.
SHORTEST: Final = 24
_HANZI: Final = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of one article before anything is written."""

    article: Article
    facts: Facts
    salience: NDArray[np.float32] | None
    evidence: dict[Task, Evidence]
    prompts: tuple[Prompt, ...]


def read(engine: Engine, articles: Sequence[Article], options: Options) -> list[Reading]:
    """Facts and evidence; salience is asked for where it chooses what is read or written."""
    asked = [
        a.text
        for a in articles
        if a.text.strip()
        and (
            Task.BRIEF in options.tasks
            or any(len(a.text) > engine.budgets[task] for task in options.tasks)
        )
    ]
    salience: dict[str, NDArray[np.float32]] = {}
    if asked and engine.has_salience:
        salience = dict(zip(asked, engine.salience(asked), strict=True))
    readings: list[Reading] = []
    for article in articles:
        facts = extract(article.text)
        whole = (*facts.atomic(), *words(article.text))
        weights = salience.get(article.text)
        evidence = {
            task: _evidence(engine, article.text, task, weights)
            for task in options.tasks
            if article.text.strip()
        }
        prompts = tuple(
            _prompt(engine, article, found, task, whole, weights, options)
            for task, found in evidence.items()
            if len(_HANZI.findall(article.text)) >= SHORTEST
        )
        readings.append(Reading(article, facts, weights, evidence, prompts))
    return readings


def _prompt(
    engine: Engine,
    article: Article,
    evidence: Evidence,
    task: Task,
    whole: Sequence[Span],
    salience: NDArray[np.float32] | None,
    options: Options,
) -> Prompt:
    upper = engine.buckets[task]
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


def _evidence(
    engine: Engine, text: str, task: Task, salience: NDArray[np.float32] | None
) -> Evidence:
    """Evidence that fits the engine's window: rare characters cost several tokens each."""
    budget = min(engine.budgets[task], len(text))
    while True:
        found = select(text, task, budget=budget, salience=salience)
        tokens = engine.count_tokens(found.text)
        if tokens <= engine.window - 2 or budget < 8:
            return found
        budget = min(budget - 1, int(0.9 * budget * (engine.window - 2) / tokens))


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
