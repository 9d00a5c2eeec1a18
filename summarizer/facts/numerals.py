"""Chinese and Arabic numerals as exact values."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL: Final = {"十": 10, "百": 100, "千": 1000}
LARGE: Final = {"万": 10**4, "亿": 10**8}

#: Either a number in digits with large units behind it (3.5万, 1,200) or one in characters.
NUMERAL: Final = (
    r"(?:[0-9０-９]+(?:[,，][0-9０-９]{3}(?![0-9０-９]))*(?:[.．][0-9０-９]+)?[百千]?[万亿]*"
    r"|[零〇一二三四五六七八九十百千两][零〇一二三四五六七八九十百千万亿两]*"
    r"(?:点[零〇一二三四五六七八九]+)?)"
)

_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_ARABIC = re.compile(r"([0-9,]+(?:\.[0-9]+)?)([百千]?)([万亿]*)$")


def value(numeral: str) -> Fraction | None:
    """The value of one numeral; None when the characters do not form one.

    >>> value("3.5万"), value("两"), value("一百二十"), value("二〇二二")
    (Fraction(35000, 1), Fraction(2, 1), Fraction(120, 1), Fraction(2022, 1))
    """
    text = numeral.translate(_WIDE)
    if text[:1].isdigit():
        match = _ARABIC.match(text)
        if match is None:
            return None
        number = Fraction(match[1].replace(",", ""))
        for unit in match[2] + match[3]:
            number *= SMALL.get(unit) or LARGE[unit]
        return number
    whole, _, decimals = text.partition("点")
    units = _characters(whole)
    if units is None or not decimals:
        return units
    tail = int("".join(str(DIGITS[c]) for c in decimals))
    return units + Fraction(tail, 10 ** len(decimals))


def _characters(text: str) -> Fraction | None:
    if not text:
        return None
    if len(text) > 1 and all(c in DIGITS for c in text):
        return Fraction(int("".join(str(DIGITS[c]) for c in text)))
    total = section = digit = 0
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in SMALL:
            section += (digit or 1) * SMALL[c]
            digit = 0
        elif c in LARGE:
            total = (total + section + digit) * LARGE[c] if c == "亿" else total
            if c == "万":
                total += (section + digit) * LARGE[c]
            section = digit = 0
        else:
            return None
    return Fraction(total + section + digit)


def plain(number: Fraction) -> str:
    """A number as a short decimal for normal forms: 35000, 0.5, 1/3."""
    if number.denominator == 1:
        return str(number.numerator)
    decimal = f"{float(number):.10f}".rstrip("0")
    return decimal if Fraction(decimal) == number else f"{number.numerator}/{number.denominator}"
