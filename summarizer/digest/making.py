"""Stories of one day become a digest: merged, placed, written. The one place for the order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from summarizer.digest import writing
from summarizer.digest.calendar import date_line, event_day
from summarizer.digest.leaving import why_left
from summarizer.digest.merging import Group, merge
from summarizer.digest.placing import Placed, place
from summarizer.digest.rules import SECTIONS, Rules
from summarizer.digest.types import (
    ABSTRACT,
    TITLE,
    Digest,
    Edits,
    Item,
    Left,
    Link,
    Placement,
    Section,
    Story,
    digest_code,
    source_line,
)
from summarizer.digest.writing import Words, one_line
from summarizer.facts.extract import extract
from summarizer.facts.model import Facts


def make(
    stories: Sequence[Story],
    day: date,
    rules: Rules,
    edits: Edits | None = None,
    *,
    edition: int = 1,
) -> Digest:
    """The digest of ``day``. The same stories, rules and edits give the same digest."""
    edits = edits or Edits()
    given = _unique(stories)
    facts = {story.id: extract(story.text) for story in given}
    given = [_dated(story, facts[story.id], day) for story in given]
    left = [_left(s, "编辑排除") for s in given if s.id in edits.excluded]
    wanted = [s for s in given if s.id not in edits.excluded]
    reasons = {s.id: why_left(s, facts[s.id], day, rules, edits) for s in wanted}
    left += [_left(s, reason) for s in wanted if (reason := reasons[s.id])]
    groups = merge([s for s in wanted if not reasons[s.id]], facts)
    wording = {g.kept.id: _words(g, facts, edits, rules) for g in groups}
    left += [
        _left(g.kept, wording[g.kept.id].reason)
        for g in groups
        if wording[g.kept.id].headline is None
    ]
    printable = [g.kept for g in groups if wording[g.kept.id].headline is not None]
    placed, dropped = _most(place(printable, rules, edits, day, facts), rules, edits)
    left += [_left(p.story, f"超出{rules.most_items}条，得分{p.score}最低") for p in dropped]
    links = {group.kept.id: group.others for group in groups}
    sections = _sections(placed, wording, links, rules)
    headlines = [item.headline for section in sections for item in section.items]
    faults = [
        f"{item.headline}：{fault}"
        for section in sections
        for item in section.items
        for fault in item.faults
    ]
    faults += _unmet(edits, given, links)
    return Digest(
        day=day,
        edition=edition,
        name=rules.name,
        title=_edited(edits.title, writing.title(rules.name, headlines), TITLE, "标题", faults),
        abstract=_edited(edits.abstract, writing.abstract(headlines), ABSTRACT, "摘要", faults),
        lead=edits.lead if edits.lead is not None else writing.lead(day, sections),
        date_line=date_line(day),
        sections=sections,
        left=tuple(left),
        faults=tuple(faults),
        code=digest_code(rules.name, day, edition),
    )


def _unique(stories: Sequence[Story]) -> list[Story]:
    """One story per id: the same file given twice is no second source."""
    return list({story.id: story for story in reversed(stories)}.values())[::-1]


def _dated(story: Story, facts: Facts, day: date) -> Story:
    if story.day is not None:
        return story
    return story.model_copy(update={"day": event_day(facts, day)})


def _words(group: Group, facts: dict[str, Facts], edits: Edits, rules: Rules) -> Words:
    story = group.kept
    return writing.words(
        story,
        facts[story.id],
        headline=edits.headlines.get(story.id),
        brief=edits.briefs.get(story.id),
        own=rules.headlines == "own",
    )


def _most(
    placed: Sequence[Placed], rules: Rules, edits: Edits
) -> tuple[list[Placed], list[Placed]]:
    """At most as many as the rules say; what the editor pinned or placed stays."""
    over = len(placed) - rules.most_items
    if over <= 0:
        return list(placed), []
    chosen = {*edits.pins, *edits.order, *edits.sections}
    free = [p for p in reversed(placed) if p.story.id not in chosen]
    weakest = sorted(free, key=lambda p: p.score)[:over]
    gone = {p.story.id for p in weakest}
    return (
        [p for p in placed if p.story.id not in gone],
        [p for p in placed if p.story.id in gone],
    )


def _sections(
    placed: Sequence[Placed],
    wording: dict[str, Words],
    links: dict[str, tuple[Link, ...]],
    rules: Rules,
) -> tuple[Section, ...]:
    found: dict[str, list[Item]] = {}
    for position, one in enumerate(placed, 1):
        said = wording[one.story.id]
        assert said.headline is not None
        item = Item(
            id=one.story.id,
            headline=said.headline,
            brief=said.brief,
            source_line=source_line(one.story.outlet, one.story.byline),
            text=one.story.text,
            linked=links.get(one.story.id, ()),
            placement=Placement(
                section=one.section, position=position, score=one.score, reasons=one.reasons
            ),
            faults=said.faults,
        )
        found.setdefault(one.section, []).append(item)
    return tuple(
        Section(key=key, title=rules.sections[key], items=tuple(items))
        for key, items in found.items()
    )


def _edited(edited: str | None, made: str, most: int, what: str, faults: list[str]) -> str:
    """The editor's words where he wrote any; too long ones are cut, and that is told."""
    if edited is None or not edited.strip():
        return made
    text = one_line(edited)
    if len(text) > most:
        faults.append(f"{what}{len(text)}字，超过{most}字，已截短")
    return text[:most]


def _unmet(
    edits: Edits, given: Sequence[Story], links: Mapping[str, tuple[Link, ...]]
) -> Iterator[str]:
    """The editor's decisions that nothing came of: no wish is dropped in silence.

    ``order`` names whole sections after one item was moved, so there a merged one is no wish.
    """
    present = {story.id for story in given}
    merged = {link.id: link.title for others in links.values() for link in others}
    wishes = (*edits.pins, *edits.sections, *edits.headlines, *edits.briefs)
    for one in dict.fromkeys((*wishes, *edits.excluded, *edits.order)):
        if one not in present:
            yield f"编辑指定的稿件{one}不在当日稿件中"
        elif one in merged and one in wishes:
            yield f"编辑指定的稿件《{merged[one]}》已并入另一篇，未单独刊出"
    for one, section in edits.sections.items():
        if section not in SECTIONS:
            yield f"没有“{section}”这个栏目，稿件{one}未移动"


def _left(story: Story, reason: str) -> Left:
    title = story.title or story.headline or story.text[:24]
    return Left(id=story.id, title=title, source=story.source, reason=reason)
