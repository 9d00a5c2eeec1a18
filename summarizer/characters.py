"""Cleaning of single characters, whatever stands beside them: the first stage, idempotent.

Line ends, invisible characters, emoji, blanks, full-width letters and digits, compatibility
forms of hanzi, entities of HTML that were left over, traditional characters on a traditional page.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from summarizer.editing import Change, Draft

_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control (Cc) but newline and tab, format (Cf) and variation selectors, lone surrogates,
# non-characters, and the fillers of Hangul, which are letters that show nothing.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]+"
)
# Emoji and dingbats. What tables and captions use stays (★, ☆, ✓, ✗), and so do numbers in rings.
_PICTOGRAPHS = (
    "\u231a\u231b\u23e9-\u23f3\u23f8-\u23fa\u2600-\u2604\u2607-\u2712\u2719-\u2775\u2794-\u27bf"
    "\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001f0ff\U0001f1e6-\U0001f1ff"
    "\U0001f300-\U0001faff"
)
_PICTOGRAPH = re.compile(f"[{_PICTOGRAPHS}]+")
_KEYCAP = re.compile("\u20e3+")  # the frame around 1️⃣
_WORD = re.compile(r"\w")
_BLANK = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_RUN_OF_SPACES = re.compile(r"(?<= ) +|^ +| +$|(?<=\n) +| +(?=\n)")
_RUN_OF_NEWLINES = re.compile(r"(?<=\n)\n+|\A\n+|\n+\Z")
_ENTITY = re.compile(r"\\?&(?:#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_ESCAPED = re.compile(r"(?<=\d)\\(?=[.)])")  # 1\. as Markdown writers leave it

#: Full-width forms whose half-width twin is house style: digits, Latin letters, and the signs
#: that stand among them. Punctuation is decided by its neighbours, in ``punctuation``.
_HALF = {ord("０") + i: chr(ord("0") + i) for i in range(10)}
_HALF |= {ord("Ａ") + i: chr(ord("A") + i) for i in range(26)}
_HALF |= {ord("ａ") + i: chr(ord("a") + i) for i in range(26)}
_HALF |= {ord(c): chr(ord(c) - 0xFEE0) for c in "％＋－／＝＠＄＊＿｜"}
_HALVES = re.compile(f"[{''.join(map(re.escape, map(chr, _HALF)))}]+")

# Half-width forms of Chinese and Japanese marks, and the corner brackets of traditional pages.
_FULL = dict(zip(map(ord, "｡､･｢｣「」『』〝〞"), "。、·“”“”‘’“”", strict=True))
_FULLS = re.compile("[｡､･｢｣「」『』〝〞]+")


def clean_characters(draft: Draft) -> None:
    """Run every rule of this module once; running them again changes nothing."""
    draft.apply("line end", _line_ends(draft.text))
    draft.drop("invisible", _INVISIBLE)
    draft.apply("pictograph", _pictographs(draft.text))
    draft.apply("entity", _entities(draft.text))
    draft.drop("entity", _ESCAPED)
    draft.apply("space", _blanks(draft.text))
    draft.drop("space", _RUN_OF_SPACES)
    draft.drop("blank line", _RUN_OF_NEWLINES)
    draft.translate("width", _HALVES, _HALF)
    draft.translate("quotes", _FULLS, _FULL)
    pattern, table = _compatible()
    draft.translate("compatible form", pattern, table)
    draft.apply("simplified", _simplified(draft.text))


def _line_ends(text: str) -> Iterator[Change]:
    return (Change(*m.span(), "\n") for m in _LINE_ENDS.finditer(text))


def _pictographs(text: str) -> Iterator[Change]:
    """Emoji, a blank in their place where words would run together; 1️⃣ becomes 1、."""
    found = [*_PICTOGRAPH.finditer(text), *_KEYCAP.finditer(text)]
    for match in sorted(found, key=lambda m: m.start()):
        start, end = match.span()
        before = start > 0 and _WORD.match(text, start - 1)
        if text[start] == "\u20e3":
            yield Change(start, end, "、" if before and text[start - 1].isdigit() else "")
        else:
            yield Change(start, end, " " if before and _WORD.match(text, end) else "")


def _blanks(text: str) -> Iterator[Change]:
    return (Change(*m.span(), " " * len(m.group())) for m in _BLANK.finditer(text))


def _entities(text: str) -> Iterator[Change]:
    """Entities of one visible character.

    Those that could make up another entity stay as they are: to undo them once would leave
    work for a second run.
    """
    for match in _ENTITY.finditer(text):
        meant = html.unescape(match.group().lstrip("\\"))
        if len(meant) != 1 or meant.isalnum() or meant in "&#;\\":
            continue
        if _INVISIBLE.match(meant) or not (meant.isprintable() or meant.isspace()):
            continue
        blank = meant.isspace() or _PICTOGRAPH.match(meant) or meant == "\u20e3"
        meant = " " if blank else meant.translate(_HALF).translate(_FULL)
        yield Change(*match.span(), meant)


@cache
def _compatible() -> tuple[re.Pattern[str], dict[int, str]]:
    """Radicals and compatibility ideographs, which pdf files are full of, to their hanzi.

    Source: the compatibility decompositions of the Unicode Character Database.
    """
    blocks = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
    table: dict[int, str] = {}
    for code in (code for block in blocks for code in block):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    return re.compile(f"[{''.join(map(chr, table))}]+"), table


#: Traditional characters that every traditional page is full of and no simplified one uses.
_TRADITIONAL = (
    "國會這個為們來時對經發與說開學過還後動現進種實關點無長問應總體黨員縣鄉鎮農業產務區議書記"
    "領導幹設強調組織辦檢機構責實處決環衛護節從眾與權義歷華東風電車門見貝頁馬鳥魚龍齊"
)
_TRADITIONALS = frozenset(_TRADITIONAL)
_HANZI = re.compile("[\u3400-\u9fff]")
#: 乾 is 干 where it means dry, and stays in a name (王乾): a person is not renamed.
_DRY = re.compile(
    "乾(?=[旱燥淨净枯杯涸貨货糧粮脆洗癟果草柴冰菜酪貝屍媽爹親爸咳嘔笑澀濕涼透])"
    "|(?<=[餅豆曬晒烘風肉萄牛魚陰吹擦抹晾烤瀝口喝筍腐])乾"
)
#: 麴 is 曲 where it is the ferment (酒麴), and stays where it is a family name (麴明).
_FERMENT = re.compile("(?<=[酒大小紅红麥麦米製制])麴|麴(?=[菌霉黴種种塊块酒糵蘖])")


def is_traditional(text: str) -> bool:
    """Whether at least 3 of 100 hanzi are common traditional ones (a bulletin has about 20)."""
    hanzi = len(_HANZI.findall(text))
    return hanzi > 0 and sum(c in _TRADITIONALS for c in text) * 100 >= 3 * hanzi


def _simplified(text: str) -> Iterator[Change]:
    """OpenCC's t2s, line by line for its phrases, only where it keeps the number of characters."""
    if not is_traditional(text):
        return
    convert = _opencc()
    at = 0
    for line in text.splitlines(keepends=True):
        new = convert(line)
        if len(new) != len(line):
            new = "".join(_one(convert, c) for c in line)
        common = {m.start() for pattern in (_DRY, _FERMENT) for m in pattern.finditer(line)}
        for i, (old, simple) in enumerate(zip(line, new, strict=True)):
            if old != simple and (old not in "乾麴" or i in common):
                yield Change(at + i, at + i + 1, simple)
        at += len(line)


def _one(convert: Callable[[str], str], character: str) -> str:
    new = convert(character)
    return new if len(new) == 1 else character


@cache
def _opencc() -> Callable[[str], str]:
    from opencc import OpenCC  # only traditional pages need it

    converter: Callable[[str], str] = OpenCC("t2s").convert
    return converter
