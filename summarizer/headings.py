"""What a single line looks like: a heading, a numbered item, the cue of a rundown, a closed line.

A headline lacks a full stop, as a broken line does; so a heading is told by its length, by the
marks inside it and by its last words, and by where it stands, which the callers judge.
"""

from __future__ import annotations

import re

from summarizer.broadcast import is_titled, tags, title_tag

#: Longest heading line in 字. Two-part headlines of 新闻联播 reach 60.
LONGEST = 64

_LONGEST_SECTION = 40  # 三、加强领导，确保各项措施落到实处

_CLOSERS = "”’\"'）)》」』】]"
_STOPS = "。！？…!?"

_MARK = re.compile(r"#{1,6} ")
_MARKED = re.compile(r"#{1,6} \S")
_TAGGED = re.compile(r"【[^【】]{5,40}】")  # shorter ones are cues: 【口播】
# A day or a year may follow the mark (1、6月8日，…; 3.2024年…), another digit makes a figure of it.
_NUMBERED = re.compile(
    r"(?:(?:\d{1,2}\s?[.．、)）](?:(?!\d)|(?=(?:19|20)\d\d(?!\d)|\d{1,2}月\d{1,2}日))|[（(]\s?\d{1,2}\s?[)）]|[①-⑳⑴-⒇⒈-⒛])\s?)"
)
_BULLETED = re.compile(r"[◆◇●○■□▲△▶►★☆※•]\s?(?=\S)(?!\d+(?:\.\d+)?[%％])")  # ▲8.3%
_CHINESE_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])\s?"
)
_TITLE_LABEL = re.compile(r"(?:[主副]?标题|题目)[：:] ?")
_TEXT_LABEL = re.compile(r"正文[：:] ?")
_ENUMERATED = re.compile(r"第?[一二三四五六七八九十]{1,2}(?:是|要|、|，|,)|首先|其次|再次|最后")
_CUE = re.compile(
    r"【?(?:国内|国际|本地|全县|今日|一周|每周|早间|午间|晚间|要闻|时政|综合|乡镇|部门|县域)?"
    r"(?:联播快讯|快讯|简讯|短讯|简明新闻|要闻速览|新闻速览|要闻简报|新闻简报|一句话新闻|新闻集锦|"
    r"要闻集锦|要闻汇总|要闻回顾|动态集锦|信息集锦|新闻早报|早报)(?:[一二三四五六七八九十\d]{1,2}则)?】?[:：]?"
)

# A sentence of the body may be broken before its first comma: these words open no headline.
_BODY_OPENING = re.compile(
    r"会议(?!室|纪要|精神)|会上|会前|会后|随后|当天|当日|期间|与会|他|她|同时|此外|据|截至|目前|为此|其中|"
    r"记者|下一步|近年来|今年以来|要(?!闻|点)|并(?!购|网|联|轨)|在.{1,12}(?:后|时|中)，"
)
_INNER_STOP = re.compile("[。；;]")
_LATIN = re.compile(r"[A-Za-z]{2}[^\u3400-\u9fff]*\.\W*\Z")  # … on June 11.
_WORDS = re.compile(r"[^\W\d_]{2}")
_DANGLING = re.compile(
    r"(?:[的和与及或把被将在从由是并且其于及以向对为、，：；（“‘《—]|以及|通过|关于|按照|根据|围绕|推动|加强|"
    r"坚持|进一步|切实|不断)\Z"
)
_STANDING = re.compile(
    r"(?:作为|行为|有为|成为|认为|祥和|温和|总和|饱和|方向|走向|导向|动向|取向|去向|意向|自由|理由|应对|面对|针对|"
    r"现在|存在|内在|实在|自在|潜在|盲从|服从|听从|跟从|小将|上将|大将|老将|战将|健将|参与|普及|目的|标的|有的|合并|兼并|"
    r"可以|予以|难以|得以|所以|敢于|勇于|善于|属于|国是|谋推动|抓推动|强推动)\Z"
)


def is_closed(line: str) -> bool:
    """Whether a line ends as a sentence does: 。！？… and quotes or brackets behind them."""
    end = len(line)
    while end and line[end - 1] in _CLOSERS:
        end -= 1
    if not end:
        return False
    if line[end - 1] in _STOPS:
        return True
    if line[end - 1] == "." and end > 1 and (_is_hanzi(line[end - 2]) or _LATIN.search(line)):
        return True
    return end < len(line) and len(line) <= LONGEST and _whole_bracket(line)


def is_marked(line: str) -> bool:
    """A heading by its own mark: ``# …`` of Markdown, 【…】 alone on the line, 【标题】…."""
    tagged = len(line) <= 42 and _TAGGED.fullmatch(line)
    return bool(_MARKED.match(line) or tagged or (len(line) <= LONGEST and is_titled(line)))


def is_numbered(line: str) -> bool:
    """An item of a rundown: 1. …, （1）…, ①…, ◆…"""
    return bool(_NUMBERED.match(line) or _BULLETED.match(line))


def is_bulleted(line: str) -> bool:
    """An item with an ornament before it: ▶…, ●…"""
    return _BULLETED.match(line) is not None


def is_enumerated(line: str) -> bool:
    """A numbered item of any kind: also 一、…, （一）…, 一是…, 第一，…"""
    return is_numbered(line) or bool(_CHINESE_NUMBERED.match(line) or _ENUMERATED.match(line))


def is_section(line: str) -> bool:
    """A numbered part of one article: 一、…, （一）…"""
    return bool(_CHINESE_NUMBERED.match(line))


def title_start(line: str) -> int:
    """Where a headline's words begin: as :func:`bare_start`, and behind 标题： and 一、."""
    start = title_tag(line, bare_start(line))
    for pattern in (_TITLE_LABEL, _CHINESE_NUMBERED):
        found = pattern.match(line, start)
        if found and found.end() < len(line):
            start = found.end()
    return start


def title_end(line: str) -> int:
    """Where a headline's words end: as :func:`bare_end`, and before a full stop, which none has."""
    return len(line) - 1 if line[-1] == "。" else bare_end(line)


def text_start(line: str, at: int = 0) -> int:
    """Where the words of a paragraph begin: behind ``#``, 【导语】, 正文： and an ornament."""
    at += mark_length(line[at:])
    at += tags(line[at:])
    for pattern in (_TEXT_LABEL, _BULLETED):
        found = pattern.match(line, at)
        at = found.end() if found and found.end() < len(line) else at
    return at


def is_cue(line: str) -> bool:
    """The line that opens a rundown of short items: 联播快讯, 简讯."""
    return len(line) <= 12 and _CUE.fullmatch(bare(line)) is not None


def mark_length(line: str) -> int:
    """Length of ``# `` at the start of a Markdown heading; 0 for other lines."""
    found = _MARK.match(line)
    return found.end() if found else 0


def bare(line: str) -> str:
    """A heading without ``#`` and number; a column's tag goes where a heading follows it."""
    return line[bare_start(line) : bare_end(line)]


def bare_start(line: str) -> int:
    """Where a heading's words begin, behind ``#``, number, ornament and 【column】."""
    at = mark_length(line)
    for pattern in (_BULLETED, _NUMBERED):
        found = pattern.match(line, at)
        if found and found.end() < len(line):
            at = found.end()
    tag = _TAGGED.match(line, at)
    if tag and tag.end() < len(line):
        rest = line[tag.end() :].lstrip()
        return len(line) - len(rest)
    if tag:
        return at + 1
    return at


def bare_end(line: str) -> int:
    """Where a heading's words end: before the closing bracket of a heading set in 【】."""
    start = bare_start(line)
    return len(line) - 1 if start and line[start - 1] == "【" and line[-1] == "】" else len(line)


def is_heading(line: str) -> bool:
    """Whether ``line`` could be a headline or a sub-heading, going by its words alone."""
    if is_marked(line):
        return True
    if (
        not 4 <= len(line) <= LONGEST
        or not _WORDS.search(line)
        or _INNER_STOP.search(line, 0, len(line) - 1)
    ):
        return False
    if line[-1] in "，。、；：,;:." or (is_closed(line) and line[-1] not in "！？!?"):
        return False
    if is_section(line) and len(line) <= _LONGEST_SECTION:
        return balanced(line)
    return not _BODY_OPENING.match(line) and could_end(line) and balanced(line) and _parallel(line)


def could_end(line: str) -> bool:
    """Whether a headline could end with the last words of ``line``: not with 的, 和, 通过."""
    return not _DANGLING.search(line) or _STANDING.search(line) is not None


def balanced(line: str) -> bool:
    """Whether quotes, brackets and book titles opened in ``line`` are closed in it."""
    return all(line.count(a) == line.count(b) for a, b in ("“”", "《》", "（）", "()"))


def _parallel(line: str) -> bool:
    """A comma fits a headline only between the halves of a slogan: 抓项目，促发展."""
    parts = re.split("[，,]", line)
    if len(parts) == 1:
        return True
    sizes = [len(p) for p in parts]
    return len(line) <= 30 and max(sizes) <= 12 and max(sizes) - min(sizes) <= 1


def _whole_bracket(line: str) -> bool:
    return (line[0], line[-1]) in (("（", "）"), ("(", ")"), ("【", "】"), ("[", "]"))


def _is_hanzi(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"
