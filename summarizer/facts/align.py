"""Character alignment of an output with its source: what every check looks through.

A brief copies, deletes and now and then rewords, so the source place of nearly every character
can be found. Two local alignments are computed, one of all prefixes and one of all suffixes
(Smith and Waterman 1981, with cheap source gaps because a brief deletes a lot). Their sum says
how well an output place fits a source place through its context on both sides, for every pair
of places at once: a lookup, not a search.

A newline, a blank and a width or quote variant are not differences of content: texts are
compared folded (:func:`fold`), character by character, so positions stay those of the text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

MISMATCH: Final = 1.0
INSERTION: Final = 0.7  # per output character that the source does not have here
DELETION: Final = 0.06  # per source character left out
LEAP: Final = 0.5  # per sentence end left out: its neighbours are hardly one context
DECAY: Final = 0.88  # per output character of distance: near context counts most
EXCURSION: Final = 5  # no longer run is taken for an exchange between neighbours that join up
BREAK: Final = 0.25  # what context is worth from beyond the end of an output sentence
NEAR: Final = 60  # source characters that a brief leaves out without starting anew

_PUNCTUATION = "，。、；：！？“”‘’（）《》〈〉—…·-()[]【】 \n"
_FOLD: dict[int, str] = {0xFF01 + i: chr(0x21 + i) for i in range(94)}
for _code in range(0xF900, 0xFB00):  # compatibility forms of Chinese characters
    if len(_plain := unicodedata.normalize("NFKC", chr(_code))) == 1:
        _FOLD[_code] = _plain
_FOLD.update(
    {ord(a): b for a, b in zip("﹐﹑﹔﹕﹖﹗‧•・", ",、;:?!···", strict=True)}
    | {ord(a): b for a, b in zip(",;:!?()~", "，；：！？（）～", strict=True)}
    | {ord(a): b for a, b in zip("，；：！？（）～", "，；：！？（）～", strict=True)}
    | {ord(a): "“" for a in "\"”„‟〝〞＂「」『』‘’'＇"}
    | {ord(a): "-" for a in "—–―－─－"}
    | {ord(a): " " for a in "\u3000\xa0\t\n"}
)


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """``text`` with width, quote and dash variants made one; same length, same positions."""
    return text.translate(_FOLD)


def codes(text: str) -> NDArray[np.uint32]:
    """The characters of ``text`` as numbers."""
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


@dataclass(frozen=True)
class Alignment:
    """Output against source. Both are given as they are and compared folded."""

    output: str
    source: str

    @cached_property
    def _same(self) -> NDArray[np.bool_]:
        """[n, m]: equal characters."""
        return np.equal(codes(fold(self.output))[:, None], codes(fold(self.source))[None, :])

    @cached_property
    def _weight(self) -> NDArray[np.float32]:
        """[n]: what a match is worth; punctuation says little about content."""
        return np.array([0.25 if c in _PUNCTUATION else 1.0 for c in self.output], np.float32)

    @cached_property
    def _fading(self) -> NDArray[np.float32]:
        """[n]: what is left of the context so far after each output character."""
        kept = [BREAK * DECAY if c in "。！？\n" else DECAY for c in self.output]
        return np.array(kept, np.float32)

    @cached_property
    def _cost(self) -> NDArray[np.float32]:
        """[m]: what it costs to leave out each source character."""
        return np.array([LEAP if c in "。！？；\n" else DELETION for c in self.source], np.float32)

    @cached_property
    def _scores(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        return _local(self._same, self._weight, self._fading, self._cost)

    @property
    def left(self) -> NDArray[np.float32]:
        """[n + 1, m + 1]: how well output before ``j`` agrees with source before ``p``."""
        return self._scores[0]

    @property
    def right(self) -> NDArray[np.float32]:
        """[n + 1, m + 1]: how well output from ``j`` agrees with source from ``p``."""
        return self._scores[1]

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Per output character the source position it comes from, or -1."""
        n = len(self.output)
        if not n or not self.source:
            return (-1,) * n
        matched = self.left[:-1, :-1] + self.right[1:, 1:]
        matched += self._weight[:, None]
        matched[~self._same] = -1.0
        best = matched.argmax(axis=1)
        sure = matched[np.arange(n), best] >= 1.5
        found: list[int] = np.where(sure, best, -1).tolist()
        output, source = fold(self.output), fold(self.source)
        return tuple(_slid(_settled(found, output, source), output, source))

    def context(self, start: int, end: int, source_start: int, source_end: int) -> float:
        """How well the surroundings of output [start, end) agree with those of the source span."""
        return float(self.left[start, source_start] + self.right[end, source_end])


def _local(
    same: NDArray[np.bool_],
    weight: NDArray[np.float32],
    fading: NDArray[np.float32],
    cost: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Local alignment scores of all prefixes and of all suffixes, computed side by side."""
    n, m = same.shape
    subtract, multiply, maximum = np.subtract, np.multiply, np.maximum
    accumulate = maximum.accumulate
    scores = np.zeros((n + 1, 2, m + 1), np.float32)
    if n and m:
        ramp = np.zeros((2, m + 1), np.float32)
        np.cumsum(cost, out=ramp[0, 1:])
        np.cumsum(cost[::-1], out=ramp[1, 1:])
        gain = np.empty((n, 2, m), np.float32)
        worth = np.float32(-MISMATCH)
        gain[:, 0] = np.where(same, weight[:, None], worth)
        gain[:, 1] = gain[::-1, 0, ::-1]
        fade = np.stack((fading, fading[::-1]), axis=1)[:, :, None]
        faded = np.empty((2, m + 1), np.float32)
        before, nothing, insertion = faded[:, :-1], np.float32(0), np.float32(INSERTION)
        last = scores[0]
        for row, inner, matched, kept in zip(
            scores[1:], scores[1:, :, 1:], gain, fade, strict=True
        ):
            multiply(last, kept, out=faded)
            subtract(faded, insertion, out=row)
            matched += before
            maximum(inner, matched, out=inner)
            maximum(row, nothing, out=row)
            row += ramp
            accumulate(row, axis=1, out=row)
            row -= ramp
            last = row
    return scores[:, 0], scores[::-1, 1, ::-1]


def _settled(places: list[int], output: str, source: str) -> list[int]:
    """Runs grown over their equal neighbours, then short stray runs dropped."""
    n = len(places)
    length = _run_lengths(places)
    for order, step in ((range(1, n), 1), (range(n - 2, -1, -1), -1)):
        for j in order:
            beside = places[j - step]
            p = beside + step
            if beside < 0 or places[j] == p or not 0 <= p < len(source):
                continue
            if output[j] == source[p] and length[j] < length[j - step]:
                places[j] = p
                length[j] = length[j - step]
    start = 0
    while start < n:
        end = start + 1
        while end < n and places[start] >= 0 and places[end] == places[end - 1] + 1:
            end += 1
        size = end - start
        if places[start] >= 0 and size <= EXCURSION:
            before = next((places[k] for k in range(start - 1, -1, -1) if places[k] >= 0), -1)
            after = next((places[k] for k in range(end, n) if places[k] >= 0), -1)
            bridged = before >= 0 and before < after <= before + NEAR
            between = before < places[start] and places[end - 1] < after
            tight = bridged and after - before <= size + 4
            if (bridged and not between and (size <= 2 or tight)) or (size == 1 and not bridged):
                places[start:end] = [-1] * (end - start)
        start = end
    return places


def _slid(places: list[int], output: str, source: str) -> list[int]:
    """Joints moved behind the last mark where both sides hold what stands between.

    In 。睢阳|区长 of 。睢阳县长…。睢阳区长 the second 睢阳 goes on from its own full stop.
    """
    for j in range(1, len(places)):
        here = places[j]
        if here < 0 or places[j - 1] < 0 or here == places[j - 1] + 1:
            continue
        back = 1
        while (
            back <= min(j, here)
            and output[j - back] == source[here - back]
            and output[j - back] not in _PUNCTUATION
        ):
            back += 1
        if back <= min(j, here) and output[j - back] == source[here - back]:
            for k in range(1, back):
                places[j - k] = here - k
    return places


def _run_lengths(places: list[int]) -> list[int]:
    """Per character the length of the contiguous run it belongs to."""
    length = [0] * len(places)
    start = 0
    while start < len(places):
        end = start + 1
        while end < len(places) and places[start] >= 0 and places[end] == places[end - 1] + 1:
            end += 1
        length[start:end] = [end - start if places[start] >= 0 else 0] * (end - start)
        start = end
    return length
