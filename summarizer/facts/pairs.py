"""Who has which post: the posts before a name, shared in a row of names, and those after it.

人大常委会副主任王述安、李彩宁、卫文舒    one post, three persons
县委副书记、县长林岳                      two posts, one person
任命林岳为县长; 林岳同志任县委书记        the post follows
林岳、高晓棠分别任县委书记、县长          posts in the order of the persons
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.facts import appointments, holders
from summarizer.facts.model import Fact, Finding, Kind, View, spread
from summarizer.facts.posts import QUALIFIED, chain, compatible

_ROW: Final = re.compile(r"(?:同志)?[、和与及 ](?:以及)?|，(?=[^，。]{2,3}[，、])")
_TAKES: Final = re.compile(
    r"(?:同志)?[^，。；、]{0,4}?(?:任命?为?|当选为?|担任|出任|为|兼任|履新|接任|"
    r"(?P<not>不再担任|不再兼任|辞去|免去))"
)
#: Nothing right before a post that makes it another one.
_PLAIN: Final = "".join(f"(?<!{word})" for word in QUALIFIED)
#: Behind a row of names: all of them were.
_ELECTED: Final = re.compile(
    r"(?:同志)?等?(?:[二两三四五六七八九十]+(?:人|[名位]同志))?(?:当选|被选为|任|担任|为)"
)
_FURTHER: Final = re.compile(r"[、兼，](?:并|决定|同时)?(?:任|为|兼任)?")
_EACH: Final = re.compile(r"(?:同志)?分别(?:任|担任|当选为?|为)")
_TITLE: Final = re.compile(r"[（(]")


def extract(text: str, persons: Sequence[Fact], posts: Sequence[Fact]) -> Iterator[Fact]:
    """Pairs as facts: ``normal`` is the post's, ``owner`` the person's; the span is the post's."""
    seen: set[tuple[int, str]] = set()
    for post, person in _all(text, persons, posts):
        key = (post.start, person)
        if key not in seen:
            seen.add(key)
            yield Fact(Kind.PAIRS, post.surface, post.normal, post.start, post.end, person)


def _all(text: str, persons: Sequence[Fact], posts: Sequence[Fact]) -> Iterator[tuple[Fact, str]]:
    by_end = {post.end: post for post in posts}
    by_start = {post.start: post for post in posts}
    held: list[Fact] = []
    last_end = -1
    row: list[Fact] = []
    for person in persons:
        joined = last_end >= 0 and _ROW.fullmatch(text[last_end : person.start])
        row = [*row, person] if joined else [person]
        before = chain(text, person.start, by_end)
        if before:
            held = before
        elif last_end < 0 or not _ROW.fullmatch(text[last_end : person.start]):
            held = []
        for post in held:
            yield post, person.normal
        last_end = person.end
        for post, _ in _behind(text, person, by_start):
            members = row if _ELECTED.match(text, person.end) else [person]
            for member in members:
                yield post, member.normal
    yield from _each(text, persons, by_start)


def _behind(text: str, person: Fact, by_start: dict[int, Fact]) -> Iterator[tuple[Fact, str]]:
    """习近平总书记, 林岳（县长）, 林岳同志任县长, 林岳县长."""
    at = person.end
    post = by_start.get(at)
    if post is not None and "|" + post.surface in post.normal:
        yield post, person.normal
        return
    bracket = _TITLE.match(text, at)
    if bracket and (post := by_start.get(bracket.end())):
        yield post, person.normal
        return
    takes = _TAKES.match(text, at)
    if takes is None or takes["not"] or _EACH.match(text, at):
        return
    for shift in range(0, 2):
        post = by_start.get(takes.end() + shift)
        while post is not None:
            yield post, person.normal
            further = _FURTHER.match(text, post.end)
            post = by_start.get(further.end()) if further else None


def _each(
    text: str, persons: Sequence[Fact], by_start: dict[int, Fact]
) -> Iterator[tuple[Fact, str]]:
    """A、B分别任P、Q: the first person has the first post."""
    for i, person in enumerate(persons):
        each = _EACH.match(text, person.end)
        if each is None:
            continue
        row = [person]
        for earlier in reversed(persons[:i]):
            if not _ROW.fullmatch(text[earlier.end : row[-1].start]):
                break
            row.append(earlier)
        post = by_start.get(each.end())
        for member in reversed(row):
            if post is None:
                break
            yield post, member.normal
            post = by_start.get(post.end + 1)


def check(view: View) -> list[Finding] | None:
    """Each person may only have a post that the source gives to that person."""
    said = view.said.of(Kind.PAIRS)
    changed = [*appointments.check(view), *holders.check(view)]
    if not said:
        return changed or None
    given = view.given.of(Kind.PAIRS)
    by_person: dict[str, list[Fact]] = {}
    for fact in given:
        for name in parts(fact.owner):
            by_person.setdefault(name, []).append(fact)
    persons = spread(view.given.of(Kind.NAMES))
    found: list[Finding] = []
    for pair in said:
        if pair.owner not in persons and pair.owner not in view.source:
            continue  # the names check speaks
        own = [fact for name in parts(pair.owner) for fact in by_person.get(name, [])]
        if any(compatible(pair.normal, fact.normal) for fact in own):
            continue
        if re.search(rf"{_PLAIN}{re.escape(pair.surface + pair.owner)}", view.source):
            continue
        others = [
            f
            for f in given
            if parts(f.owner).isdisjoint(parts(pair.owner)) and compatible(pair.normal, f.normal)
        ]
        if own and not others and _elsewhere(view, pair):
            continue
        if own:
            has = "、".join(dict.fromkeys(f.surface for f in own))
            repairs = tuple(dict.fromkeys(f.surface for f in own))
            found.append(Finding(pair.start, pair.end, has + pair.owner, "职务与人名不符", repairs))
        elif others:
            holder = others[0].surface + others[0].owner
            found.append(Finding(pair.start, pair.end, holder, "原文中这是另一人的职务"))
    return [*found, *changed, *_bare(view)]


def _bare(view: View) -> Iterator[Finding]:
    """Names that lost their post and stand before another one's: 林岳，县委书记顾长明出席.

    The reader takes the post that follows for theirs.
    """
    begin = {f.start for f in view.said.of(Kind.PAIRS)}
    held = {name for f in view.said.of(Kind.PAIRS) for name in parts(f.owner)}
    known = {name: f for f in view.given.of(Kind.PAIRS) for name in parts(f.owner)}
    for name in view.said.of(Kind.NAMES):
        alone = view.output[name.start - 1 : name.start] in ("", "，", "。", "；", "\n")
        beside = view.output[name.end : name.end + 1] == "，" and name.end + 1 in begin
        if alone and beside and name.normal in known and name.normal not in held:
            own = known[name.normal]
            words = own.surface + name.surface
            yield Finding(name.start, name.end, words, "职务被略去，易与后面的职务相混", (words,))


def parts(person: str) -> set[str]:
    """A foreign or minority name in full and by its last part."""
    return {person, person.rpartition("·")[2]}


def _elsewhere(view: View, pair: Fact) -> bool:
    """Whether the post was copied whole from where the source has it without a person."""
    at = view.copied(pair.start, pair.end)
    return at > 0 and view.source[at - 1] not in "副代原"
