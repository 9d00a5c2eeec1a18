"""Labels: which characters of a text its brief keeps, which tokens of a print its editor leaves."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from summarizer.facts.align import fold

#: Shorter runs of common characters are chance.
SHORTEST = 2


def kept(text: str, reference: str) -> NDArray[np.float32]:
    """Per character of ``text`` 1 where it is aligned with ``reference``, else 0.

    Aligned are the matching blocks of at least two characters that difflib finds: the longest
    common run first, then the same to its left and right.
    """
    found = np.zeros(len(text), np.float32)
    for block in SequenceMatcher(None, text, reference, autojunk=False).get_matching_blocks():
        if block.size >= SHORTEST:
            found[block.a : block.a + block.size] = 1
    return found


def left_by_editor(pieces: Sequence[str], corrected: str) -> NDArray[np.int8]:
    """Per token of a print, and for its end, 1 where ``corrected`` has it so, else 0.

    ``pieces`` are the tokens' texts. Wrong is what was struck out or replaced, and the token (or
    the end) before which something was put in: it came too soon. Widths of marks do not count.
    """
    printed = fold("".join(pieces))
    wrong = np.zeros(len(printed) + 1, np.bool_)
    matcher = SequenceMatcher(None, printed, fold(corrected), autojunk=False)
    for change, start, stop, _, _ in matcher.get_opcodes():
        if change != "equal":
            wrong[start : max(stop, start + 1)] = True
    ends = np.cumsum([len(piece) for piece in pieces])
    starts = [0, *ends[:-1].tolist()] if len(pieces) else []
    found = [not wrong[a : max(b, a + 1)].any() for a, b in zip(starts, ends, strict=True)]
    return np.array([*found, not wrong[-1]], np.int8)
