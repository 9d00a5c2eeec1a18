"""Salience labels: which characters of a text its brief keeps."""

from __future__ import annotations

from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

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
