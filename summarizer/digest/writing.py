"""The words of a digest besides the items': title, 摘要, lead; and the checks of all words.

Nothing here is composed freely: title and 摘要 are rows of headlines, each checked against the
text that it is of; the lead counts what is printed. So the digest cannot say what no item says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from summarizer.choosing import verify
from summarizer.digest.types import ABSTRACT, TITLE, Section, Story
from summarizer.facts.check import Checker
from summarizer.facts.model import Facts
from summarizer.types import Task

#: A source's own headline that is shorter tells too little (要闻, 简讯), in 字.
SHORTEST = 8

_DATED = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|因|经")
_BETWEEN_PARTS = re.compile(r"(?<=.{7})[ ，；：、]")
_NAMES = {Task.HEADLINE: "标题", Task.BRIEF: "简讯"}


@dataclass(frozen=True, slots=True)
class Words:
    """What is printed of a story; ``headline`` None where nothing may be. ``faults`` are told."""

    headline: str | None
    brief: str | None
    faults: tuple[str, ...] = ()
    reason: str = ""


def words(
    story: Story,
    facts: Facts,
    *,
    headline: str | None = None,
    brief: str | None = None,
    own: bool = True,
) -> Words:
    """The words of ``story``, checked against its own text.

    Words of an editor (``headline``, ``brief``; an approved story's) are printed whatever the
    checks say, and their faults told. Words of the machine and of the source that fail a check
    are not printed: a brief is left out, without a headline the story is. ``own`` prefers the
    source's own headline to the written one.
    """
    checker = Checker(story.text, facts)
    if headline is not None or story.approved:
        edited = one_line(headline if headline is not None else story.headline or "")
        first, faults = edited or None, _faults(Task.HEADLINE, edited, checker)
    else:
        first, faults = _first_sound(_headlines(story, own), checker)
    if first is None:
        return Words(None, None, faults, faults[0] if faults else "没有可用的标题")
    if brief is not None or story.approved:
        second = (brief if brief is not None else story.brief or "").strip()
        return Words(first, second or None, (*faults, *_faults(Task.BRIEF, second, checker)))
    unsound = _faults(Task.BRIEF, story.brief or "", checker)
    if unsound:
        return Words(first, None, (*faults, f"{unsound[0]}，未刊出简讯"))
    return Words(first, story.brief, faults)


def _headlines(story: Story, own: bool) -> list[str]:
    """Headlines to try in turn; one that begins with a date is no headline but a sentence."""
    title = one_line(story.title or "")
    sound = title if SHORTEST <= len(title) <= TITLE and not title.endswith("。") else ""
    written = (story.headline or "").strip()
    dated = _DATED.match(written) is not None
    order = [sound, written] if own or dated else [written, sound]
    return [headline for headline in order if headline]


def _first_sound(headlines: Sequence[str], checker: Checker) -> tuple[str | None, tuple[str, ...]]:
    """The first headline that passes every check; what is wrong with them where none does."""
    found: list[str] = []
    for headline in headlines:
        faults = _faults(Task.HEADLINE, headline, checker)
        if not faults:
            return headline, ()
        found += faults
    return None, tuple(found)


def _faults(task: Task, text: str, checker: Checker) -> tuple[str, ...]:
    if not text:
        return ()
    failed = [c for c in verify(task, text, checker, own_words=True) if c.passed is False]
    return tuple(
        f"{_NAMES[task]}未通过核对：{c.reason}" + (f"（{c.text}）" if c.text else "")
        for c in failed
    )


def one_line(said: str) -> str:
    """A headline is one line, whatever was pasted into its field."""
    return " ".join(said.split())


def title(name: str, headlines: Sequence[str]) -> str:
    """The title from the first headlines, at most 32 字; with the masthead where it fits."""
    if not headlines:
        return name
    chosen = headlines[0]
    if len(headlines) > 1 and len(chosen) + 1 + len(headlines[1]) <= TITLE:
        chosen = f"{chosen}；{headlines[1]}"
    named = f"{name}｜{chosen}"
    return named if len(named) <= TITLE else _whole_parts(chosen)


def _whole_parts(headline: str) -> str:
    """As many whole parts of an editor's long headline as a title holds: no word is cut in two."""
    if len(headline) <= TITLE:
        return headline
    ends = [m.start() for m in _BETWEEN_PARTS.finditer(headline, 0, TITLE + 1)]
    return headline[: ends[-1]] if ends else headline[:TITLE]


def abstract(headlines: Sequence[str]) -> str:
    """The 摘要: as many headlines as fit into 128 字, in printed order."""
    said = ""
    for headline in headlines:
        longer = f"{said}；{headline}" if said else headline
        if len(longer) + 1 > ABSTRACT:
            break
        said = longer
    return f"{said}。" if said else ""


def lead(day: date, sections: Sequence[Section]) -> str:
    """今日共18条：时政要闻6条，部门动态4条。"""
    counts = [f"{section.title}{len(section.items)}条" for section in sections]
    total = sum(len(section.items) for section in sections)
    if not total:
        return f"{day.month}月{day.day}日没有可编发的消息。"
    if len(counts) == 1:
        return f"{day.month}月{day.day}日编发{counts[0]}。"
    return f"{day.month}月{day.day}日共编发{total}条：{'，'.join(counts)}。"
