"""Markdown to plain lines; headings keep their ``#``, which pages are split by."""

from __future__ import annotations

import re

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.{0,4000}?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.{0,4000}?-->", re.DOTALL)
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_BULLET = re.compile(r"[ \t]{0,12}[-*+][ \t]+(?=\S)")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,600}\)")
_LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\([^()\n]{0,600}\)")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,600})>")
_STRONG = re.compile(r"\*\*|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,120})(?<=[^\s*])\*(?![\w*])")
_CODE = re.compile(r"`([^`\n]{1,200})`")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")


def plain(text: str) -> str:
    """The text without markup. Links keep their words, images go, table cells stand in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _COMMENT.sub("", _FRONT_MATTER.sub("", text, count=1))
    found: list[str] = []
    for line in text.split("\n"):
        if _FENCE.match(line):
            continue
        underline = _UNDERLINE.fullmatch(line)
        if underline and found and found[-1].strip() and not found[-1].startswith("#"):
            found[-1] = f"{'#' if '=' in line else '##'} {found[-1].strip()}"
            continue
        found.append(_line(line))
    return "\n".join(found)


def _line(line: str) -> str:
    heading = _HEADING.fullmatch(line)
    if heading:
        return f"{heading[1]} {_inline(heading[2])}"
    if "|" in line:
        if _TABLE_RULE.fullmatch(line):
            return ""
        if line.lstrip().startswith("|"):
            line = " ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    line = _BULLET.sub("", _QUOTE.sub("", line, count=1), count=1)
    return _inline(line)


def _inline(text: str) -> str:
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _CODE.sub(r"\1", _STRONG.sub("", _AUTOLINK.sub(r"\1", text)))
    text = _TAG.sub("", _EMPHASIS.sub(r"\1", text))
    return _ESCAPE.sub(r"\1", text)
