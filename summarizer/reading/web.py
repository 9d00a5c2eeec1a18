"""Web pages: the article text without the page around it, headings marked ``#``.

trafilatura finds the text of a page; made for pages with one article, it drops parts of a page
that holds several. So the page's own blocks are read as well, and used where trafilatura has
left out sentences or headlines that stand in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from summarizer.exceptions import ReadingError
from summarizer.reading.encoding import decode

#: Larger pages are read by their blocks alone, in characters.
_LARGE = 300_000

#: Share of the blocks' sentences that trafilatura must have kept.
_KEPT = 0.95

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.I)
_XML = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_NULL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SKIP = (
    "script style noscript template svg math head nav footer aside form button select option "
    "textarea iframe object video audio canvas"
)
_BLOCK = (
    "p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tr "
    "blockquote pre figure figcaption hr center address body html fieldset details summary"
)
_SKIPPED = frozenset(_SKIP.split())
_BLOCKS = frozenset(_BLOCK.split())
_LEVEL = {f"h{i}": i for i in range(1, 7)}
_SENTENCE = re.compile("[。！？；]")
_SPACE = re.compile(r"\s+")


def html_text(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text and warnings. Raises ReadingError where no markup or no text can be found."""
    told = _CHARSET.search(data[:4096])
    page, warnings = decode(data, name, told[1].decode("ascii") if told else None)
    page = _NULL.sub("", _XML.sub("", page))
    lines = _page_lines(page, name)
    found = _main_lines(page) if len(page) <= _LARGE else []
    text = "\n".join(found if _complete(found, lines) else lines)
    if not text.strip():
        raise ReadingError(f"{name}：网页里没有文字（由脚本生成？），请复制正文")
    return text, warnings


def _page_lines(page: str, name: str) -> list[str]:
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        root = html.document_fromstring(page)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadingError(f"{name}：不是网页，或没有内容") from error
    return list(_block_lines(root))


def _block_lines(root: Any) -> Iterator[str]:
    """The lines of a page: a block element or <br> ends one. Lines that are only links go."""
    from lxml import etree

    words: list[str] = []
    linked = 0  # characters of the line that are inside <a>
    links = 0  # depth of <a>
    level = 0  # of the heading that is open

    def line() -> Iterator[str]:
        nonlocal linked
        text = _SPACE.sub(" ", "".join(words)).strip()
        only_links = linked >= len(_SPACE.sub("", text))
        words.clear()
        linked = 0
        if text and (level or not only_links):
            yield f"{'#' * level} {text}" if level else text

    def add(text: str | None) -> None:
        nonlocal linked
        if text:
            words.append(text)
            linked += len(_SPACE.sub("", text)) if links else 0

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if not isinstance(tag, str) or tag in _SKIPPED:
                walker.skip_subtree()
                continue
            if tag in _BLOCKS or tag == "br":
                yield from line()
                level = _LEVEL.get(tag, level if tag == "br" else 0)
            elif tag in ("td", "th"):
                words.append(" ")
            links += tag == "a"
            add(element.text)
        else:
            if isinstance(tag, str) and tag not in _SKIPPED:
                links -= tag == "a"
                if tag in _BLOCKS:
                    yield from line()
                    level = 0
            add(element.tail)
    yield from line()


def _main_lines(page: str) -> list[str]:
    """The lines that trafilatura keeps; none if it fails, as it may on odd markup."""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            page, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False
        )
    except Exception:
        # Nothing is lost: the page's own blocks are read in its place.
        return []
    if found is None or found.body is None:
        return []
    return [line for line in _tei_lines(found.body) if line]


def _tei_lines(body: Any) -> Iterator[str]:
    """Lines of trafilatura's tree: head, p, item, row; <lb/> ends a line."""
    for element in body.iter("head", "p", "item", "row", "quote", "code"):
        if element.find(".//p") is not None or element.find(".//item") is not None:
            continue
        parts = [""]
        for node in element.iter():
            if node.tag == "lb":
                parts.append("")
            parts[-1] += (node.text or "") + (" " if node.tag == "cell" else "")
            if node is not element:
                parts[-1] += node.tail or ""
        level = _LEVEL.get(element.get("rend", ""), 2) if element.tag == "head" else 0
        for part in parts:
            text = _SPACE.sub(" ", part).strip()
            yield f"{'#' * level} {text}" if level and text else text


def _complete(found: list[str], lines: list[str]) -> bool:
    """Whether trafilatura's lines hold the sentences of the page and the headings above them.

    Of a short page it makes one line, headings and all: then they are not held.
    """
    kept = _SPACE.sub("", "".join(found))
    alone = {_SPACE.sub("", line.lstrip("# ")) for line in found}
    if not kept or (len(found) == 1 and sum(map(_is_running, lines)) > 1):
        return False
    total = missing = 0
    heading = ""  # the last one that no sentence has followed yet: date and source may
    for line in lines:
        if line.startswith("#"):
            heading = _SPACE.sub("", line.lstrip("# "))
        elif _is_running(line):
            if heading and heading not in alone:
                return False
            heading = ""
            words = _SPACE.sub("", line)
            total += len(words)
            missing += len(words) * (words not in kept)
    return missing <= (1 - _KEPT) * total


def _is_running(line: str) -> bool:
    return len(line) >= 15 and _SENTENCE.search(line) is not None
