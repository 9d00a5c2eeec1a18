"""Support: each output sentence rests on the source, and no word of it was exchanged in passing."""

from __future__ import annotations

import re
from typing import Final

from summarizer.facts.model import Finding, View
from summarizer.types import Task

#: Share of a sentence's characters (without marks) that must have a place in the source.
FLOOR: Final = {Task.BRIEF: 0.55, Task.HEADLINE: 0.4}
_SENTENCE: Final = re.compile(r"[^。！？\n]+[。！？]?[”）]?")
_MARK: Final = re.compile(r"[^一-龥0-9A-Za-z]")


def check(view: View) -> list[Finding] | None:
    """Sentences below the floor."""
    found: list[Finding] = []
    for match in _SENTENCE.finditer(view.output):
        inside = [j for j in range(*match.span()) if not _MARK.match(view.output[j])]
        if not inside:
            continue
        share = sum(view.places[j] >= 0 for j in inside) / len(inside)
        if share < FLOOR[view.task]:
            found.append(
                Finding(match.start(), match.end(), "", f"只有{share:.0%}的文字在原文中有依据")
            )
    return found
