"""What 公众号 keeps of an article's HTML: everything else is a fault here.

Sources: the documentation of draft/add (fewer than 20,000 characters, under 1 MB, scripts and
external pictures removed) and what its editor is known to strip or refuse: style sheets,
classes, ids, events, links (errcode 45166), positioning, url(), and fonts readers may not have.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from summarizer.digest.types import CONTENT_BYTES, CONTENT_CHARS

TAGS: Final = frozenset(["section", "p", "span", "strong", "em", "br"])
_PLAIN_PROPERTIES = """
color background-color font-family font-size font-weight font-style line-height letter-spacing
text-align text-indent display box-sizing vertical-align width max-width min-width overflow-wrap
margin margin-top margin-right margin-bottom margin-left
padding padding-top padding-right padding-bottom padding-left
border border-top border-right border-bottom border-left border-radius border-color
"""
PROPERTIES: Final = frozenset(_PLAIN_PROPERTIES.split())
FONTS: Final = frozenset(
    ["-apple-system", "system-ui", "blinkmacsystemfont", "pingfang sc", "sans-serif", "serif"]
)
_DISPLAYS: Final = frozenset(["block", "inline", "inline-block"])
_FORBIDDEN: Final = re.compile(r"url\s*\(|expression|var\s*\(|@|!important|[<>\\]", re.IGNORECASE)
#: Fixed widths above this overflow a phone, in CSS pixels.
_WIDEST: Final = 320


def faults(html: str) -> list[str]:
    """What WeChat would refuse or strip, in Chinese; empty where there is nothing."""
    found = []
    if len(html) >= CONTENT_CHARS:
        found.append(f"正文{len(html)}字符，须少于{CONTENT_CHARS}字符")
    if (size := len(html.encode())) >= CONTENT_BYTES:
        found.append(f"正文{size}字节，须小于1MB")
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        reader.found.append(f"标签没有闭合：{reader.open[-1]}")
    return [*found, *reader.found]


class _Reader(HTMLParser):
    """Walks the tags, and notes what is not allowed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(f"不支持的标签：{tag}")
        for name, value in attrs:
            if name != "style":
                self.found.append(f"不支持的属性：{name}（{tag}）")
            else:
                self.found += style_faults(value or "")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.found.append(f"标签没有成对：{tag}")

    def handle_comment(self, data: str) -> None:
        self.found.append("不支持注释")

    def handle_decl(self, decl: str) -> None:
        self.found.append("不支持文档声明")


def declarations(style: str) -> list[tuple[str, str]]:
    """The declarations of a style attribute, names in lower case."""
    pairs = [part.partition(":") for part in style.split(";") if part.strip()]
    return [(name.strip().lower(), value.strip()) for name, _, value in pairs]


def style_faults(style: str) -> list[str]:
    """What of a style attribute would not be kept."""
    found = []
    if _FORBIDDEN.search(style):
        found.append(f"不支持的样式：{style[:40]}")
    for name, value in declarations(style):
        if name not in PROPERTIES:
            found.append(f"不支持的样式属性：{name}")
        elif name == "display" and value not in _DISPLAYS:
            found.append(f"不支持的排列方式：{value}")
        elif name == "font-family":
            fonts = [font.strip(" '\"").lower() for font in value.split(",")]
            found += [f"不安全的字体：{font}" for font in fonts if font not in FONTS]
        elif name in ("width", "min-width"):
            pixels = re.fullmatch(r"(\d+(?:\.\d+)?)px", value)
            if pixels and float(pixels[1]) > _WIDEST:
                found.append(f"固定宽度超出手机屏幕：{value}")
    return found
