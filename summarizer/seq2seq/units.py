"""What is copied whole or not at all: figures, Latin words, spelled characters, names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from summarizer.seq2seq.tokenize import Encoded
from summarizer.types import Span

#: A figure or Latin word: 1,234.5 / 15-20 / 10:30 / 12.5% / 3亿 / 300余万 / 5G / COVID-19 / PM2.5.
_FIGURE: Final = re.compile(
    r"[0-9A-Za-z]+(?:(?:(?<=[0-9])[.,:：/~～—–－-]+(?=[0-9])|[.-](?=[0-9A-Za-z]))[0-9A-Za-z]+)*"
    r"[%％‰℃]?(?:[余多]?[十百千万亿]+)*[余多]?"
)


def units(source: Encoded, atomic: Sequence[Span], byte: Sequence[int]) -> list[tuple[int, int]]:
    """Half-open ranges of the encoder's positions, in order, none overlapping.

    ``atomic`` are marked spans of the text; ``byte`` is per token the byte it spells, or -1.
    """
    spans = [Span(start=m.start(), end=m.end()) for m in _FIGURE.finditer(source.text)]
    spans += [s for s in atomic if len(s)]
    spelled = {s for t, s in zip(source.ids, source.spans, strict=True) if byte[t] >= 0}
    spans += [Span(start=a, end=b) for a, b in spelled]
    merged: list[tuple[int, int]] = []
    for start, end in sorted((a + 1, b + 1) for a, b in map(source.cover, spans) if b > a):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
