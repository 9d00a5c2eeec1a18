"""Words of a text by the dictionary of jieba-rs (rjieba), without guessed ones."""

from __future__ import annotations


def words(text: str) -> list[tuple[int, int]]:
    """Per character the [start, end) of the word that it belongs to."""
    import rjieba  # loads its dictionary, which few outputs need

    found: list[tuple[int, int]] = []
    for word in rjieba.cut(text, False):
        start = len(found)
        found += [(start, start + len(word))] * len(word)
    return found


def known(word: str) -> bool:
    """Whether the dictionary has ``word``."""
    import rjieba

    return bool(rjieba.has_word(word))
