"""Which lines are one paragraph: every line of a page is furniture, begins a paragraph or goes on.

Columns and page breaks cut sentences in two, often with blank lines between; a headline lacks a
full stop too. So a line is joined to the one before only if that one is open (no full stop, no
heading, no byline) and nothing says that the line begins something of its own. Every decision
rests on the lines' words, not on blank lines or indents, so that cleaned text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from summarizer import headings
from summarizer.bylines import is_marked_byline, is_plain_byline
from summarizer.captions import is_caption
from summarizer.columns import column_width, width
from summarizer.datelines import closing, opening
from summarizer.furniture import is_furniture, is_number, links
from summarizer.labels import is_advert, is_label
from summarizer.signatures import signatures
from summarizer.tables import rows

#: Words that open an article's first sentence: its day.
LEAD = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号](?![^，。]{0,6}版)|近日|日前|今日|今天|今晨|今晚|昨日|昨天|昨晚|"
    r"前天|前日|连日来|近期|近段时间|当地时间|截至|本周|上周|本月|上月|记者\S{0,8}(?:从|在)"
)

_CANNOT_BEGIN = re.compile(r"[，。、；：！？”’）》」』】％%,;:!?)\]]|\.(?!\d)")
_GOES_ON = re.compile(
    "[的了着们及或则便却又]|和(?![平谐美气睦])|与(?!会)|并(?![非购])|地(?![处区方震铁质下税面点名表球市县])|"
    "得(?![知益])|过(?![去境渡年节])"
)
#: So paragraphs open; they stay apart where nothing says that the page was broken at a width.
_OPENS = re.compile(r"会议(?:指出|强调|要求|认为|听取|审议|传达)")
_PAUSES = "，、；：,;:"
_UNITS = re.compile(
    r"[年月日时分秒天周个名位人户家次项条件件辆台套座处所间栋艘架吨斤克升米里亩元角岁届期批支对组余多万亿千百%％]"
)
_NAME_LIST = re.compile(
    r"(?:[\u4e00-\u9fff·]{1,6}(?:（[^（）]{1,8}）)? ){3,}[\u4e00-\u9fff·]{1,6}(?:（[^（）]{1,8}）)?"
)
_SAYS = re.compile("(?:说|道|表示|指出|强调|要求|认为|问|答|称|写|提出)[：:]\\Z")
_WORD = re.compile(r"\w")

#: A paragraph this long, in 字, that stops at a semicolon was broken there; a shorter one is an
#: item of a list.
_RUNNING = 80

#: Only so much of a long line is looked at: its head, its tail.
_REACH = 120


class Role(Enum):
    """What becomes of a line."""

    FURNITURE = auto()
    START = auto()
    CONTINUATION = auto()


class Kind(Enum):
    """What a line is by its own words."""

    FURNITURE = auto()
    NUMBER = auto()
    BYLINE = auto()  # （记者 …）, 来源：…
    NAMES = auto()  # 乔一禾: a byline if its neighbours allow it
    MARKED = auto()  # heading by its mark: #, 【…】; a rundown's cue; a label: 公示
    DATELINE = auto()  # body that opens with 本报讯
    HEADING = auto()
    BODY = auto()
    CAPTION = auto()  # of a picture
    ROW = auto()  # of a table, which its neighbours tell
    SIGNATURE = auto()  # who issues what stands above, and the day


def kinds_of(lines: Sequence[str], known: dict[str, Kind] | None = None) -> list[Kind]:
    """The kinds of the lines of one page; ``known`` keeps them between calls on the same page."""
    memory = {} if known is None else known
    kinds: list[Kind] = []
    for line in lines:
        if len(line) > _REACH:
            kinds.append(kind_of(line))
            continue
        kind = memory.get(line)
        if kind is None:
            kind = memory[line] = kind_of(line)
        kinds.append(kind)
    for i in rows(lines):
        if kinds[i] in (Kind.HEADING, Kind.BODY, Kind.NAMES):
            kinds[i] = Kind.ROW
    for i in links(lines):
        kinds[i] = Kind.FURNITURE
    for i in signatures(lines):
        kinds[i] = Kind.SIGNATURE
    return kinds


def kind_of(line: str) -> Kind:
    """The kind of one line, given without blanks at its ends."""
    if is_number(line):
        return Kind.NUMBER
    if len(line) > headings.LONGEST * 3:
        return Kind.DATELINE if opening(line[:_REACH]) else Kind.BODY
    if is_marked_byline(line):
        return Kind.BYLINE
    if headings.is_cue(line) or is_label(line):
        return Kind.MARKED
    if is_caption(line):
        return Kind.CAPTION
    if is_furniture(line):
        return Kind.FURNITURE
    if opening(line):
        return Kind.DATELINE
    if headings.is_marked(line):
        return Kind.MARKED
    if is_plain_byline(line):
        return Kind.NAMES
    return Kind.HEADING if headings.is_heading(line) else Kind.BODY


#: What never goes on with the line before, and what does not stand between two other lines.
_OWN = {*Kind} - {Kind.FURNITURE, Kind.NUMBER, Kind.HEADING, Kind.BODY}
_ASIDE = {Kind.FURNITURE, Kind.CAPTION}


@dataclass(slots=True)
class _Paragraph:
    """The paragraph so far: its last characters, and whether more may follow."""

    kind: Kind
    tail: str
    width: int  # of its last line, in half-width columns
    size: int  # in 字
    lines: int = 1

    @property
    def open(self) -> bool:
        return (
            self.kind in (Kind.BODY, Kind.DATELINE, Kind.HEADING)
            and not headings.is_closed(self.tail)
            and closing(self.tail) == len(self.tail)  # 。（记者 乔一禾）
            and not _NAME_LIST.fullmatch(self.tail)
        )


def roles(lines: Sequence[str], known: dict[str, Kind] | None = None) -> list[Role]:
    """The role of each of ``lines`` (without blanks at their ends, none empty).

    ``known`` keeps kinds between calls on the same page.
    """
    kinds = kinds_of(lines, known)
    following = _following(kinds)
    nearness = _nearness(kinds, following)
    column = column_width(
        [line for line, kind in zip(lines, kinds, strict=True) if kind is not Kind.FURNITURE]
    )
    found: list[Role] = []
    before: _Paragraph | None = None
    for i, line in enumerate(lines):
        kind = kinds[i]
        after = lines[following[i]] if following[i] < len(lines) else None
        if kind is Kind.FURNITURE or (kind is Kind.NUMBER and not _is_quantity(before, after)):
            found.append(Role.FURNITURE)
            continue
        if kind is Kind.CAPTION and before and before.open and before.kind is not Kind.HEADING:
            found.append(Role.FURNITURE)  # it stands in the middle of a sentence
            continue
        if kind is Kind.MARKED and _interrupts(line, before, after, column):
            if is_advert(line):
                found.append(Role.FURNITURE)
                continue
            kind = Kind.BODY
        if kind in (Kind.BYLINE, Kind.NAMES) and after and _CANNOT_BEGIN.match(after):
            kind = Kind.BODY  # 据云岭县广播电视台报道 / ，…
        if kind is Kind.NAMES and not _is_signature(before, after, kinds, following[i]):
            kind = Kind.BODY
        if before and _continues(before, line, kind, nearness[i], column):
            found.append(Role.CONTINUATION)
            whole = before.tail + line
            before.tail = whole[-_REACH:]
            before.width, before.lines = width(line), before.lines + 1
            before.size += len(line)
            if before.kind is Kind.HEADING and not headings.is_heading(whole):
                before.kind = Kind.BODY
            continue
        if not _WORD.search(line):
            found.append(Role.FURNITURE)
            continue
        found.append(Role.START)
        before = _Paragraph(kind, line[-_REACH:], width(line), len(line))
    return found


def _continues(
    before: _Paragraph,
    line: str,
    kind: Kind,
    nearness: int,
    column: int,
) -> bool:
    """Whether ``line`` goes on with the paragraph ``before``."""
    if kind in _OWN:
        return False
    if _CANNOT_BEGIN.match(line):
        return before.kind in (Kind.BODY, Kind.DATELINE, Kind.HEADING)
    if not before.open:
        return False
    last = before.tail[-1]
    full = column > 0 and before.width >= column - 4
    if before.kind is Kind.HEADING:
        return not LEAD.match(line) and (full or (kind is Kind.BODY and _cut(before.tail, line)))
    if last in "，、,":
        return not (kind is Kind.HEADING and nearness <= 4)
    if headings.is_enumerated(line):
        return False
    if last in "：:":
        said = line[0] in '“"' and _SAYS.search(before.tail)
        return bool(said) or (before.kind is Kind.DATELINE and before.size < 24)
    if last in "；;" and before.size < _RUNNING:
        return False  # an item of a list
    if kind is Kind.HEADING and nearness <= 4:
        return False  # a headline stands here, though the body above lacks its full stop
    ended = last not in _PAUSES and headings.could_end(before.tail)
    if ended and not column and _OPENS.match(line):
        return False  # the paragraph above lacks its full stop
    titled = before.lines == 1 and len(before.tail) <= headings.LONGEST and last not in "；;"
    return not (titled and not full and LEAD.match(line) and headings.could_end(before.tail))


def _interrupts(line: str, before: _Paragraph | None, after: str | None, column: int) -> bool:
    """Whether a label stands inside a sentence: a word of it, or an advertisement's place."""
    if before is None or not before.open or not is_label(line):
        return False
    if after and _CANNOT_BEGIN.match(after):
        return True
    if before.kind is Kind.HEADING:
        return False
    full = column > 0 and before.width >= column - 4
    return full or before.tail[-1] in _PAUSES or not headings.could_end(before.tail)


def _cut(before: str, line: str) -> bool:
    """Whether the words themselves show that a sentence was cut between two lines.

    Either the second begins with a word that begins nothing (的, 和), or a word of the
    dictionary goes across the cut (办|法).
    """
    if _GOES_ON.match(line):
        return True
    import rjieba  # its dictionary loads in a fifth of a second, and few pages need it

    head = before[-12:]
    at = 0
    for word in rjieba.cut(head + line[:12], False):  # no guesses at new words
        if at < len(head) < at + len(word):
            return True
        at += len(word)
    return False


def _is_quantity(before: _Paragraph | None, after: str | None) -> bool:
    """Whether a bare number is a piece of a broken sentence and not a page's."""
    return before is not None and before.open and after is not None and bool(_UNITS.match(after))


def _is_signature(
    before: _Paragraph | None, after: str | None, kinds: Sequence[Kind], following: int
) -> bool:
    """Whether names alone on a line sign an article: at its end, or under its headline."""
    if before is None or after is None:
        return True
    if not before.open or before.kind is Kind.HEADING:
        return True
    return kinds[following] in (Kind.DATELINE, Kind.MARKED, Kind.HEADING)


def _following(kinds: Sequence[Kind]) -> list[int]:
    """Per line, the next line that is no furniture and no caption."""
    found = [len(kinds)] * len(kinds)
    for i in range(len(kinds) - 2, -1, -1):
        found[i] = i + 1 if kinds[i + 1] not in _ASIDE else found[i + 1]
    return found


def _nearness(kinds: Sequence[Kind], following: Sequence[int]) -> list[int]:
    """Per line, how many headings and bylines lead from it to a dateline; large if none do."""
    far = len(kinds) + 9
    found = [far] * len(kinds)
    for i in range(len(kinds) - 1, -1, -1):
        if kinds[i] is Kind.DATELINE:
            found[i] = 0
        elif kinds[i] in (Kind.HEADING, Kind.MARKED, Kind.BYLINE, Kind.NAMES):
            found[i] = found[following[i]] + 1 if following[i] < len(kinds) else far
    return found
