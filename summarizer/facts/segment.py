"""Words of a text by the dictionary of jieba-rs (rjieba), without guessed ones."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=16)
def words(text: str) -> tuple[tuple[int, int], ...]:
    """Per character the [start, end) of the word that it belongs to."""
    import rjieba  # loads its dictionary, which few outputs need

    found: list[tuple[int, int]] = []
    for word in rjieba.cut(text, False):
        start = len(found)
        found += [(start, start + len(word))] * len(word)
    return tuple(found)


def known(word: str) -> bool:
    """Whether the dictionary has ``word``."""
    import rjieba

    return len(word) > 1 and bool(rjieba.has_word(word))


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of ``text`` with jieba's parts of speech: v, n, nr …."""
    import rjieba

    found: list[tuple[str, str]] = rjieba.tag(text, False)
    return found
