"""From a text to its facts."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.facts import (
    dates,
    numbers,
    organisations,
    pairs,
    persons,
    places,
    polarity,
    posts,
    quotes,
    speakers,
)
from summarizer.facts.model import Fact, Facts


def extract(text: str, known: Iterable[str] = ()) -> Facts:
    """All facts of ``text``. ``known``: names of persons to look for besides those it shows."""
    found_posts = list(posts.extract(text))
    found_persons = list(persons.extract(text, found_posts, known))
    found_dates = list(dates.extract(text))
    dated = frozenset(i for fact in found_dates for i in range(fact.start, fact.end))
    facts: list[Fact] = [
        *found_persons,
        *found_posts,
        *pairs.extract(text, found_persons, found_posts),
        *places.extract(text),
        *organisations.extract(text),
        *numbers.extract(text, dated),
        *found_dates,
        *quotes.extract(text),
        *speakers.extract(text, found_persons),
        *polarity.extract(text),
    ]
    return Facts(text, tuple(facts))
