"""Marks between Chinese characters are full width; straight quotes become “ ” in pairs.

What stays: ``15-20天``, ``3.5``, ``1,200``, ``12:30``, addresses on the web, English sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.editing import Change
from summarizer.facts.naming import FOREIGN

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF_RUN = re.compile(r"[,;:?!() ]*[,;:?!()][,;:?!() ]*")
_ADDRESS = re.compile(
    r"(?:https?|ftp)://[\x21-\x7e]+|www\.[\x21-\x7e]+|[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}",
    re.ASCII,
)
_CHINESE = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20“”‘’…—·\U00020000-\U0003ffff]"
)
_HANZI = r"[\u3400-\u9fff]"
_STOP = re.compile(rf"(?<={_HANZI})\.(?=[”’\"]?\Z)|(?<={_HANZI})\.(?=[”’\"]?\n)")
_BRACKET = re.compile("[()（）\n]")
_DASH = re.compile(r"(?<=[\u3400-\u9fff”》）])--(?=[\u3400-\u9fff“《（])")
_DOT = re.compile(rf"(?<={_HANZI})[•‧∙⋅・](?={_HANZI})")
_TWICE = re.compile(r"([，。；：、])\1+")
_INNER_STOP = re.compile(r"(?<=[\u3400-\u9fff”’）》%])\.(?=[\u3400-\u9fff“‘《]|\d{1,4}[年月日])")
#: A sentence is no shorter than this, in 字; a nearer dot is a number's (一.) or a name's.
_SHORTEST_SENTENCE = 5
#: Between two of these a dot may part a foreign name: 乔治.布什.
_OF_NAMES = FOREIGN | frozenset("翰治逊")


def widths(text: str) -> Iterator[Change]:
    """Half-width marks with a Chinese neighbour, in order; neighbours are sought past marks.

    A mark between two digits (1,200; 12:30; 3:2) or inside an address stays. Where one bracket
    of a pair changes, the other does too.
    """
    addresses = [_address(m) for m in _ADDRESS.finditer(text)]
    chosen: set[int] = set()
    at = 0
    for run in _HALF_RUN.finditer(text):
        start, end = run.span()
        if not _among_chinese(text, start, end):
            continue
        while at < len(addresses) and addresses[at][1] <= start:
            at += 1
        if at < len(addresses) and addresses[at][0] < start:
            continue
        chosen.update(i for i in range(start, end) if text[i] in _FULL)
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        i, mark = match.start(), match.group()
        if mark in "(（":
            opened.append(i)
        elif mark == "\n":
            opened.clear()
        elif opened:
            pair = (opened.pop(), i)
            if any(k in chosen or text[k] in "（）" for k in pair):
                chosen.update(k for k in pair if text[k] in "()")
    return (Change(i, i + 1, _FULL[text[i]]) for i in sorted(chosen))


def _among_chinese(text: str, start: int, end: int) -> bool:
    left = text[start - 1] if start else "\n"
    right = text[end] if end < len(text) else "\n"
    if _CHINESE.match(left) or _CHINESE.match(right):
        return True
    listed = left in "%℃" and right.isdigit()  # 13.4%,8.7%
    return listed and _CHINESE.search(text, max(0, start - 40), end + 40) is not None


def _address(found: re.Match[str]) -> tuple[int, int]:
    """Marks at the end of an address belong to the sentence around it."""
    return found.start(), found.start() + len(found.group().rstrip(",;:?!()."))


def others(text: str) -> Iterator[Change]:
    """Latin full stops of Chinese sentences, ``--``, dots in foreign names, marks set twice."""
    found = [Change(*m.span(), "。") for m in _STOP.finditer(text)]
    found += _inner_stops(text)
    found += [Change(m.start() + 1, m.end(), "") for m in _TWICE.finditer(text)]
    found += [Change(*m.span(), "——") for m in _DASH.finditer(text)]
    found += [Change(*m.span(), "·") for m in _DOT.finditer(text)]
    return iter(sorted(found))


def _inner_stops(text: str) -> Iterator[Change]:
    """Latin full stops between the sentences of a paragraph that has no Chinese ones there."""
    start = 0
    for paragraph in text.split("\n"):
        if "." in paragraph and "，" in paragraph and "。" not in paragraph[:-2]:
            sentence = 0  # where it begins
            for match in _INNER_STOP.finditer(paragraph):
                i = match.start()
                named = {paragraph[i - 1], paragraph[i + 1]} <= _OF_NAMES
                if i - sentence >= _SHORTEST_SENTENCE and not named:
                    yield Change(start + i, start + i + 1, "。")
                    sentence = i + 1
        start += len(paragraph) + 1


_QUOTES = (
    (re.compile('[“”"＂\n]'), "“", "”", '"＂'),
    (re.compile("[‘’'＇\n]"), "‘", "’", "'＇"),
)
#: A quotation is no longer than this, in 字; a straight quote whose partner is farther stays.
_LONGEST_QUOTATION = 600


def quotes(text: str) -> Iterator[Change]:
    """Straight quotes in pairs, paragraph by paragraph, where they quote Chinese.

    Inside an open “ a straight quote closes it. One without partner stays as it is, and so do
    inches and apostrophes.
    """
    return iter(sorted(change for marks in _QUOTES for change in _pairs(text, *marks)))


def _pairs(
    text: str, pattern: re.Pattern[str], opening: str, closing: str, straight: str
) -> Iterator[Change]:
    opened: int | None = None  # where the quotation began that is not yet closed
    for match in pattern.finditer(text):
        i, mark = match.start(), match.group()
        if mark == "\n":
            opened = None
        elif _is_apostrophe(text, i):
            continue
        elif mark == opening:
            opened = i
        elif opened is None or i - opened > _LONGEST_QUOTATION:
            inches = mark in straight and i and text[i - 1].isdigit()
            opened = i if mark in straight and not inches else None
        else:
            begins_straight = text[opened] in straight
            if not begins_straight or mark == closing or _quotes_chinese(text, opened, i):
                if begins_straight:
                    yield Change(opened, opened + 1, opening)
                if mark in straight:
                    yield Change(i, i + 1, closing)
            opened = None


def _is_apostrophe(text: str, i: int) -> bool:
    def latin(k: int) -> bool:
        return 0 <= k < len(text) and text[k].isascii() and text[k].isalpha()

    return text[i] in "'’＇" and latin(i - 1) and latin(i + 1)


def _quotes_chinese(text: str, start: int, end: int) -> bool:
    beside = (start - 1, start + 1, end - 1, end + 1)
    return any(0 <= k < len(text) and _CHINESE.match(text[k]) for k in beside)
