"""An article as the page had it and as it was cleaned, in one text: every edit is marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple

import click

from summarizer.types import Article, Edit, Page, Rule, Span

#: The name of each rule for editors. Rules further down win where two have changed a place.
LABELS: dict[Rule, str] = {
    "line end": "换行符",
    "blank line": "空行",
    "space": "空格",
    "invisible": "不可见字符",
    "pictograph": "表情符号",
    "entity": "网页代码",
    "width": "全角半角",
    "compatible form": "异体编码",
    "simplified": "繁体",
    "punctuation": "标点",
    "quotes": "引号",
    "reading": "注音",
    "joined": "断行",
    "heading mark": "标题符号",
    "today": "今天改为日期",
    "dateline": "电头",
    "byline": "署名",
    "caption": "图片说明",
    "label": "栏目标签",
    "contents": "目录",
    "no text": "有题无文",
    "furniture": "版面文字",
    "repeat": "重复段落",
}

#: So frequent and so plain that they are counted, and marked only where all is asked for.
_PLAIN = frozenset(
    ("line end", "blank line", "space", "invisible", "width", "compatible form", "punctuation")
)

#: Taken off the text, and shown above it.
_MOVED = frozenset(("dateline", "byline"))

#: Characters of a dropped passage that are shown.
_SHOWN = 24


class _Piece(NamedTuple):
    rule: Rule | Literal[""]  # "" for what stays as it was
    before: str
    after: str


def counts(edits: tuple[Edit, ...]) -> str:
    """How often each rule was applied: 标点 125，断行 1."""
    found = Counter(edit.rule for edit in edits)
    return "，".join(f"{LABELS[rule]} {found[rule]}" for rule in LABELS if rule in found)


def marked(page: Page, article: Article, *, everything: bool) -> str:
    """The article's text with its edits in place: ⟨删·重复段落：…⟩, ⟨接⟩, ⟨"→“⟩.

    Colours are for terminals; click strips them in a pipe. Plain edits (punctuation, width,
    blanks) are marked only with ``everything``.
    """
    return "".join(_shown(piece, everything) for piece in _pieces(page, article))


def _pieces(page: Page, article: Article) -> Iterator[_Piece]:
    """What became of each stretch of the page that belongs to ``article``, in order."""
    kept = dict(zip(article.origin.positions(), article.text, strict=True))
    rules: dict[int, Rule] = {}
    for edit in sorted(article.edits, key=lambda e: list(LABELS).index(e.rule)):
        rules.update(dict.fromkeys(_places(edit.span), edit.rule))
    gone = {i for edit in article.edits if not edit.after for i in _places(edit.span)}
    title = {i for span in article.title_spans for i in _places(span)}
    places = sorted({*kept, *rules} - (title - gone))  # the title is shown above the text

    def rule_of(place: int) -> tuple[Rule | Literal[""], bool]:
        changed = kept.get(place) != page.text[place]
        return (rules.get(place, "") if changed else "", place in kept)

    for (rule, stays), group in groupby(places, key=rule_of):
        run = list(group)
        before = "".join(page.text[i] for i in run)
        after = "".join(kept[i] for i in run) if stays else ""
        yield _Piece(rule, before, after)


def _places(span: Span) -> range:
    return range(span.start, span.end)


def _shown(piece: _Piece, everything: bool) -> str:
    if not piece.rule:
        return piece.after
    if piece.rule in _PLAIN and not everything:
        return click.style(piece.after, fg="green") if piece.after else ""
    if piece.rule == "joined":
        return click.style("⟨接⟩", fg="cyan") + piece.after
    if piece.after:
        return click.style(f"⟨{_visible(piece.before)}→{piece.after}⟩", fg="green")
    words = _visible(piece.before)
    if len(words) > _SHOWN:
        words = f"{words[:_SHOWN]}……共{len(piece.before)}字"
    moved = piece.rule in _MOVED
    done, colour = ("移出", "blue") if moved else ("删", "red")
    return click.style(f"⟨{done}·{LABELS[piece.rule]}：{words}⟩", fg=colour)


def _visible(text: str) -> str:
    """``text`` with what cannot be seen written out."""
    return "".join(
        "⏎" if c == "\n" else "␣" if c.isspace() else c if c.isprintable() else f"U+{ord(c):04X}"
        for c in text.strip("\n") or text
    )
