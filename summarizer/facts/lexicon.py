"""The word lists of the facts room, read once from the package data."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of ``summarizer/facts/data/<name>`` without comments and blanks."""
    text = (files("summarizer.facts") / "data" / name).read_text(encoding="utf-8")
    return tuple(s for s in text.splitlines() if s and not s.startswith("#"))


@cache
def surnames() -> tuple[frozenset[str], frozenset[str]]:
    """Single and double family names."""
    single, double = lines("surnames.txt")
    return frozenset(single), frozenset(double.split())


@cache
def words(name: str) -> frozenset[str]:
    """A flat list: every word of every line."""
    return frozenset(word for line in lines(name) for word in line.split())


def alternatives(found: frozenset[str] | tuple[str, ...]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(re.escape(w) for w in sorted(found, key=lambda w: (-len(w), w)))
