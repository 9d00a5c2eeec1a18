"""Support: each output sentence rests on the source, and no word of it was exchanged in passing."""

from __future__ import annotations

import re
from typing import Final

from summarizer.facts.model import Finding, View
from summarizer.types import Task

#: Share of a sentence's characters (without marks) that must have a place in the source.
FLOOR: Final = {Task.BRIEF: 0.55, Task.HEADLINE: 0.3}
#: Shorter sentences (会议强调。) say nothing that would need support.
LEAST: Final = 8
#: All but the characters that a writer changes in passing: 与 for 同, 的 for 了, list numbers.
_CONTENT: Final = re.compile(
    r"[^\Wa-zA-Z0-9两较比与同向对到来的了和及或抓并其该等是他她它在于将把以为就也还均都则要我学一二三四五六七八九十]"
)
_SENTENCE: Final = re.compile(r"[^。！？\n]+[。！？]?[”）]?")
_MARK: Final = re.compile(r"[^一-龥0-9A-Za-z]")


def check(view: View) -> list[Finding] | None:
    """Sentences below the floor."""
    found: list[Finding] = []
    for match in _SENTENCE.finditer(view.output):
        inside = [j for j in range(*match.span()) if not _MARK.match(view.output[j])]
        if len(inside) < LEAST or match[0].strip("。！？”） ") in view.source:
            continue
        share = sum(view.places[j] >= 0 for j in inside) / len(inside)
        if share < FLOOR[view.task]:
            found.append(
                Finding(match.start(), match.end(), "", f"只有{share:.0%}的文字在原文中有依据")
            )
    return found if view.task is Task.HEADLINE else [*found, *_exchanged(view)]


def _exchanged(view: View) -> list[Finding]:
    """Single characters that stand where the source has another one, the rest being copied."""
    found: list[Finding] = []
    for words, place in view.exchanged:
        said, given = words.of(view.output), place.of(view.source)
        around = view.output[words.start - 1 : words.end + 1]
        if around in view.source:
            continue
        if len(said) == len(given) == 1 and _CONTENT.match(said) and _CONTENT.match(given):
            found.append(Finding(words.start, words.end, given, "用字与原文不同", (given,)))
    return found
