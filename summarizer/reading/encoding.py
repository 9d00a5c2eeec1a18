"""Bytes to text: UTF-8, UTF-16, GB18030 or BIG5, told apart by how likely the characters are.

General detectors count on long texts; a headline of six characters has twelve bytes. So every
candidate decodes a sample, and the one whose characters a Chinese newspaper would most likely
print wins: the sum of -ln p under a coarse model of character classes (:func:`cost`).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from functools import cache

from summarizer.exceptions import ReadingError
from summarizer.reading.formats import foreign

_SAMPLE = 1 << 16

#: Mean cost in nats per character above which a decoding is no text of ours.
_UNLIKELY = 11.0

#: Share of characters that may be broken in a file that is read all the same.
_BROKEN = 0.01

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs"}
_DECLARED |= {"big5-hkscs": "big5hkscs", "utf-8": "utf-8", "utf8": "utf-8"}

_SURROGATES = re.compile("[\ud800-\udfff]")
_READABLE = re.compile(r"\w")


def readable(text: str) -> bool:
    """Whether there is a letter, hanzi or digit in ``text``."""
    return _READABLE.search(text) is not None


def whole(text: str) -> str:
    """``text`` without lone surrogates, which no output can encode."""
    return _SURROGATES.sub("\ufffd", text)


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Text and warnings of a text file.

    ``declared`` is what a page says of itself, believed if the bytes agree. Raises ReadingError
    where the bytes are no text, or in no encoding that we know.
    """
    message = foreign(data)
    if message:
        raise ReadingError(f"{name}：{message}")
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], codec, name)
    told = _DECLARED.get((declared or "").lower())
    if told and _mean_cost(_sample(data, told)) <= _UNLIKELY:
        return _decoded(data, told, name)
    likeliest = _best(data)
    if likeliest is None:
        if b"\0" in data:
            raise ReadingError(f"{name}：是二进制文件，请另存为文本、DOCX 或 PDF")
        likeliest = _other(data)
    if likeliest is None:
        raise ReadingError(f"{name}：认不出文字编码，请另存为 UTF-8")
    return _decoded(data, likeliest, name)


def _decoded(data: bytes, codec: str, name: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(codec, "replace")
    broken = text.count("\ufffd") - (data.count(b"\xef\xbf\xbd") if codec == "utf-8" else 0)
    if broken <= 0:
        return whole(text), ()
    if broken > max(1, _BROKEN * len(text)):
        raise ReadingError(f"{name}：有{broken}处不是{codec}编码的文字，请检查文件是否完整")
    return whole(text), (f"有{broken}处无法解码，以“\ufffd”代替",)


def _best(data: bytes) -> str | None:
    """The likeliest of our encodings; None if even that one is unlikely."""
    if b"\0" in data:  # no other encoding of text has them
        candidates = ["utf-16-le", "utf-16-be"]
    else:
        candidates = ["utf-8", "gb18030", "big5hkscs"]
        if len(data) % 2 == 0 and len(data) <= _SAMPLE:
            candidates += ["utf-16-le", "utf-16-be"]
    found = [
        (cost(text), len(text), codec) for codec in candidates if (text := _sample(data, codec))
    ]
    if not found:
        return None
    total, length, codec = min(found)
    return codec if total <= _UNLIKELY * length else None


def _other(data: bytes) -> str | None:
    """An encoding of another language, if charset-normalizer is sure of one."""
    import charset_normalizer

    guess = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    if guess is None or guess.chaos > 0.1 or guess.coherence < 0.3:
        return None
    return guess.encoding


def _sample(data: bytes, codec: str) -> str:
    """A decoded part of ``data``, chosen for its bytes beyond ASCII, broken ones as U+FFFD."""
    if codec.startswith("utf-16"):
        part = data[: _SAMPLE - _SAMPLE % 2]
        return part.decode(codec, "replace")
    part = data[:_SAMPLE]
    if len(data) > _SAMPLE:
        tail = b"\n".join(line for line in data[_SAMPLE:].splitlines() if not line.isascii())
        part += b"\n" + tail[:_SAMPLE]
    decoder = codecs.getincrementaldecoder(codec)("replace")
    return decoder.decode(part, final=len(data) <= _SAMPLE)


def _mean_cost(text: str) -> float:
    return cost(text) / max(1, len(text))


def cost(text: str) -> float:
    """-ln of the likelihood of ``text`` as Chinese newspaper text, in nats, coarsely."""
    return sum(_cost(character) * n for character, n in Counter(text).items())


@cache
def _cost(character: str) -> float:
    code = ord(character)
    if code < 0x80:
        return 3.0 if character.isprintable() or character in "\t\n\r" else 20.0
    if character in _COMMON:
        return 5.5
    if character in "，。、；：？！（）《》“”‘’·…—【】\u3000\ufeff\xa0":
        return 5.0
    if 0x4E00 <= code < 0xA000:
        return _hanzi_cost(character)
    return _other_cost(character, code)


def _hanzi_cost(character: str) -> float:
    """By the level of the national standards: the first levels hold the frequent hanzi."""
    cheapest = 14.0
    for codec, first, last in (("gb2312", 0xB0A1, 0xD7FF), ("big5", 0xA440, 0xC67E)):
        try:
            code = int.from_bytes(character.encode(codec), "big")
        except UnicodeEncodeError:
            continue
        cheapest = min(cheapest, 8.0 if first <= code <= last else 12.0)
    return cheapest


def _other_cost(character: str, code: int) -> float:
    category = unicodedata.category(character)
    if category in ("Cn", "Cs"):
        return 25.0
    if category in ("Cc", "Co") or character == "\ufffd":
        return 20.0
    if 0xFF00 <= code < 0xFF5F or 0x2460 <= code < 0x2500:
        return 8.0
    if 0x3040 <= code < 0x3100:
        return 10.0
    return 12.0 if code < 0x3400 else 14.0


#: The commonest hanzi of news text, simplified and traditional.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定"
    "行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些"
    "然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公"
    "无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将"
    "组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金"
    "增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类"
    "八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非"
    "验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效"
    "县镇乡村街会议书记领导强调指出要求贯彻落实推进疫情防控调研检查督导"
    "國會這個為們來時對經發與說開學過還後動現進種實關點無長問應總體黨員縣鄉鎮農業產務區議書記領導強調組織辦檢機構責"
    "處決環眾權義歷華東風電車門見從於將並處萬億兩間題設計劃認證據條項報導聯團隊軍戰爭國際經濟環境護續維護資訊網絡術"
)
