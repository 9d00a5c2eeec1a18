"""Who was appointed, who removed: 任命 and 免去 keep their persons, persons their posts.

A notice tells it once for a whole list (任命：张敏为…；王磊为…。免去：李三才的…职务), so the word
that says what became of somebody may stand lines before the name: the pairs of names and posts
are all the source's even where the two lists were exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.bounds import after_last
from summarizer.facts.align import fold
from summarizer.facts.model import Fact, Finding, Kind, View

_ACT: Final = re.compile(r"(?:任命|(?P<out>免去|免(?=[:：])))(?:了)?[:： \n]*")
#: Of candidates: what each of them is, and is to become.
_PROPOSED: Final = re.compile("拟(?:任|提名|聘|推荐|提拔|晋升|转任)|现任")
_BETWEEN: Final = re.compile(r"[；;。，、 \n]*(?:并|同时|以及)?")
#: Behind the names of one entry: there are more of them.
_MORE: Final = (
    r"(?:等(?:[\d一二三四五六七八九十]+[人名位])?|[\d一二三四五六七八九十]+[人名位])?(?:同志)?"
)
_BRACKET: Final = r"(?:（[^（）]{0,12}）)?"
#: Behind one who is told of alone: 林岳被免去…职务, 林岳任….
_ALONE: Final = (
    r"(?:同志)?(?:被|已被|获)?(?:任命为|当选为?|担任|出任|任|(?P<out>免去|辞去|不再担任|卸任))"
    r"(?P<post>[^，。；;\n]{2,40})"
)
_LEAVES: Final = re.compile(r"(?:的)?(?:职务|一职|请求).*$")


@dataclass(frozen=True, slots=True)
class _Change:
    """What became of a person: ``into`` or out of ``post``; where the name stands."""

    name: str
    into: bool
    post: str
    start: int


@dataclass(frozen=True, slots=True)
class Group:
    """Those who get (or lose) one post together; ``more`` where the text says 等."""

    names: tuple[str, ...]
    into: bool
    post: str
    start: int
    more: bool

    def same(self, other: Group) -> bool:
        """Whether both tell of one post and one act."""
        return self.into == other.into and _same(self.post, other.post)


def groups(text: str, names: Iterable[str]) -> list[Group]:
    """The entries of the lists of appointments and removals; ``names`` are known persons."""
    return list(_groups(fold(text), names))


def check(view: View) -> list[Finding]:
    """Nobody is appointed whom the source removes, or to what the source gives to another."""
    names = {f.surface for facts in (view.said, view.given) for f in facts.of(Kind.NAMES)}
    found = list(_proposed(view))
    given = list(_changes(fold(view.source), names))
    if not given:
        return found
    for change in _changes(fold(view.output), names | {g.name for g in given}):
        finding = _judge(change, given)
        if finding is not None:
            found.append(finding)
    return found


def _proposed(view: View) -> Iterator[Finding]:
    """What candidates are and are to become, told of another one than in the source:

    林岳，…拟任县长；拟提名为副县长人选, where the second is 周敏's.
    """
    for match in _PROPOSED.finditer(view.output):
        place = view.places[match.start()]
        ours = _named_last(view.output, match.start(), view.said.of(Kind.NAMES))
        true = _named_last(view.source, place, view.given.of(Kind.NAMES)) if place >= 0 else None
        if ours and true and ours.normal != true.normal:
            reason = f"原文中这是{true.surface}的，不是{ours.surface}的"
            yield Finding(match.start(), match.end(), true.surface, reason)


def _named_last(text: str, at: int, names: Sequence[Fact]) -> Fact | None:
    """Who is named last before ``at`` in its sentence."""
    begin = after_last(text, "。\n", at)
    return next((name for name in reversed(names) if begin <= name.start < at), None)


def _judge(change: _Change, given: list[_Change]) -> Finding | None:
    own = [g for g in given if g.name == change.name]
    if not own or any(g.into == change.into and _same(g.post, change.post) for g in own):
        return None
    end = change.start + len(change.name)
    if any(_same(g.post, change.post) for g in own):
        reason = "原文中是免去，不是任命" if change.into else "原文中是任命，不是免去"
        return Finding(change.start, end, "", reason)
    holder = next((g for g in given if g not in own and _same(g.post, change.post)), None)
    if holder is None or not any(g.into == change.into for g in own):
        return None
    return Finding(change.start, end, holder.name, "原文中这是另一人的职务", (holder.name,))


def _same(one: str, other: str) -> bool:
    """Whether two posts may be one, told more or less fully."""
    return one in other or other in one


def _changes(text: str, names: Iterable[str]) -> Iterator[_Change]:
    names = set(names)
    told: set[int] = set()
    for group in _groups(text, names):
        at = group.start
        for name in group.names:
            at = text.index(name, at)
            told.add(at)
            yield _Change(name, group.into, group.post, at)
    for match in re.finditer(rf"(?P<name>{_known(names)}){_BRACKET}{_ALONE}", text):
        if match.start() not in told:
            yield _Change(match["name"], not match["out"], _plain(match["post"]), match.start())


def _groups(text: str, names: Iterable[str]) -> Iterator[Group]:
    known = _known(names)
    name = rf"(?:{known}|[一-龥·]{{2,4}}?(?=同志|[、为的（]))"
    # 任命林岳为…局长、周敏为…局长: a post ends before the next one's name
    following = rf"[、和](?:(?:{known}){_BRACKET}[为任]|(?!决定|同时|并)[一-龥·]{{2,4}}为)"
    post = rf"[^，。；;\n]{{2,60}}?(?=[，。；;\n]|$|{following})"
    entry = re.compile(
        rf"(?P<names>{name}(?:[、和]{name})*)(?P<more>{_MORE}){_BRACKET}"
        rf"(?:[为任](?P<into>{post})|的?(?P<out>[^，。；;\n为]{{2,60}}?)(?:职务|一职))"
    )
    for act in _ACT.finditer(text):
        at = act.end()
        while match := entry.match(text, at):
            persons = tuple(p[0] for p in re.finditer(name, match["names"] + "、"))
            plain = _plain(match["into"] or match["out"])
            more = match["more"].removesuffix("同志") != ""
            yield Group(persons, not act["out"], plain, match.start(), more)
            between = _BETWEEN.match(text, match.end())
            at = between.end() if between else match.end()


def _known(names: Iterable[str]) -> str:
    return "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)) or "(?!)"


def _plain(post: str) -> str:
    return _LEAVES.sub("", re.sub("人民政府|决定为", "", post.removeprefix("了")))
