"""Messages of the 企业微信 group robot: as many as needed, each within its limits.

Limits, in bytes of UTF-8 (https://developer.work.weixin.qq.com/document/path/91770): text 2,048,
markdown 4,096, news 1 to 8 entries with titles of 128 and descriptions of 512. Messages are
divided between items, a longer item between sentences; only a single sentence that is longer
than a whole message is divided at a clause mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from summarizer.digest.types import Digest, Item

TEXT: Final = 2048
MARKDOWN: Final = 4096
NEWS: Final = 8
NEWS_TITLE: Final = 128
NEWS_DESCRIPTION: Final = 512

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+[”’」』）]*|[^。！？；\n]+$")
_CLAUSE = re.compile(r"[^，、：,]*[，、：,]+|[^，、：,]+$")


def text_messages(digest: Digest) -> list[dict[str, Any]]:
    """The digest as text messages."""
    head = f"{digest.name}　{digest.date_line}\n{digest.lead}"
    blocks = [head, *(_plain(title, item) for title, item in _titled(digest))]
    return [{"msgtype": "text", "text": {"content": content}} for content in divide(blocks, TEXT)]


def markdown_messages(digest: Digest) -> list[dict[str, Any]]:
    """The digest as markdown messages: headings, bold, grey source lines."""
    head = f"# {_one_line(digest.name)}\n{digest.date_line}\n{_one_line(digest.lead)}"
    blocks = [head, *(_marked(title, item) for title, item in _titled(digest))]
    return [
        {"msgtype": "markdown", "markdown": {"content": content}}
        for content in divide(blocks, MARKDOWN)
    ]


def news_messages(digest: Digest, url: str, picture: str = "") -> list[dict[str, Any]]:
    """The digest as picture-and-text messages that lead to the published article ``url``."""
    entries = [
        {
            "title": _shorten(item.headline, NEWS_TITLE),
            "description": _whole_sentences(item.brief or "", NEWS_DESCRIPTION),
            "url": url,
            **({"picurl": picture} if picture and place == 0 else {}),
        }
        for place, item in enumerate(digest.items)
    ]
    return [
        {"msgtype": "news", "news": {"articles": entries[at : at + NEWS]}}
        for at in range(0, len(entries), NEWS)
    ]


def divide(blocks: Iterable[str], most: int) -> list[str]:
    """``blocks`` joined by blank lines into as few messages of ``most`` bytes as keep order."""
    messages: list[str] = []
    current = ""
    for block in blocks:
        for place, piece in enumerate(_pieces(block, most)):
            joint = ("\n\n" if place == 0 else "") if current else ""
            if _size(current + joint + piece) <= most:
                current += joint + piece
            else:
                messages.append(current)
                current = piece.lstrip("\n")
    return [message for message in (*messages, current) if message.strip()]


def _pieces(block: str, most: int) -> list[str]:
    """The block whole where a message holds it, else its sentences."""
    if _size(block) <= most:
        return [block]
    pieces: list[str] = []
    for sentence in _SENTENCE.findall(block):
        if _size(sentence) <= most:
            pieces.append(sentence)
            continue
        for clause in _CLAUSE.findall(sentence):
            pieces += _hard(clause, most)
    return pieces


def _hard(clause: str, most: int) -> Iterator[str]:
    """A clause that no message holds, at its characters: there is no better place."""
    while _size(clause) > most:
        head = clause.encode()[:most].decode(errors="ignore")
        yield head
        clause = clause[len(head) :]
    if clause:
        yield clause


def _titled(digest: Digest) -> Iterator[tuple[str | None, Item]]:
    """Items, the first of each section with its title."""
    for section in digest.sections:
        for place, item in enumerate(section.items):
            yield section.title if place == 0 else None, item


def _plain(title: str | None, item: Item) -> str:
    lines = [f"【{title}】"] if title else []
    lines += [f"{item.placement.position}. {item.headline}"]
    lines += [part for part in (item.brief, item.source_line) if part]
    return "\n".join(lines)


def _marked(title: str | None, item: Item) -> str:
    lines = [f"## {_one_line(title)}"] if title else []
    lines.append(f"**{item.placement.position}. {_bold(item.headline)}**")
    if item.brief:
        lines.append(_one_line(item.brief))
    lines.append(f'<font color="comment">{_one_line(item.source_line)}</font>')
    return "\n".join(lines)


def _one_line(words: str) -> str:
    """On one line, and nothing that the robot takes for a mention (<@userid>) or a tag."""
    return " ".join(words.split()).replace("<", "＜").replace(">", "＞")


def _bold(words: str) -> str:
    return _one_line(words).replace("*", "＊")


def _whole_sentences(words: str, most: int) -> str:
    """As many whole sentences as ``most`` bytes hold."""
    return _row(_SENTENCE.findall(words), most)


def _shorten(words: str, most: int) -> str:
    """The words where they fit, else as many of their parts (at blanks and marks) as fit."""
    if _size(words) <= most:
        return words
    parts = re.findall(r"[^ ，；：、]+[ ，；：、]?", words)
    return _row(parts, most).rstrip(" ，；：、") or next(_hard(words, most))


def _row(parts: Sequence[str], most: int) -> str:
    found = ""
    for part in parts:
        if _size(found + part) > most:
            break
        found += part
    return found


def _size(words: str) -> int:
    return len(words.encode())
