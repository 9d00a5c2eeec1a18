"""A digest as plain text and as Markdown."""

from __future__ import annotations

import re

from summarizer.digest.types import Digest, Item

#: Characters that Markdown would take for its own.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")


def text(digest: Digest) -> str:
    """For mail and print: headings in brackets, items numbered."""
    lines = [digest.name, digest.date_line, "", digest.lead]
    for section in digest.sections:
        lines += ["", f"【{section.title}】"]
        for item in section.items:
            lines += [f"{item.placement.position}. {item.headline}"]
            lines += [f"   {part}" for part in (item.brief, item.source_line) if part]
    return "\n".join([*lines, "", f"编号 {digest.code}", ""])


def markdown(digest: Digest) -> str:
    """CommonMark; what the texts hold of its marks is escaped."""
    blocks = [f"# {escape(digest.name)}", escape(digest.date_line), f"> {escape(digest.lead)}"]
    for section in digest.sections:
        blocks.append(f"## {escape(section.title)}")
        blocks += [_item(item) for item in section.items]
    return "\n\n".join([*blocks, f"编号 {digest.code}"]) + "\n"


def _item(item: Item) -> str:
    parts = [f"**{item.placement.position:02d} {escape(item.headline)}**"]
    if item.brief:
        parts.append(escape(item.brief))
    parts.append(f"*{escape(item.source_line)}*")
    return "\n\n".join(parts)


def escape(words: str) -> str:
    """``words`` on one line, with Markdown's marks escaped."""
    return _MARKDOWN.sub(r"\\\1", " ".join(words.split("\n")))
