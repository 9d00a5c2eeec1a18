"""Who says what: 林岳指出, 会议强调, 他要求. A speech runs from its verb to the next speech.

The subject is the nearest person, meeting or paper before the verb in its clause; 他 and 她 are
the person named last as a subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.facts.model import Fact, Finding, Kind, View

_VERB: Final = re.compile(
    r"(?:(?:并|还|也|首先|进一步|同时|特别|明确|着重|反复|当天|最后|就[^，。；]{1,20})?)"
    r"(?<!部署)(?<!的)(?<!工作)(?<!目标)(?<!总)(?<!精神)(?P<verb>指出|强调|要求|表示|提出|认为|介绍|说|谈到|坦言|称|希望|建议|叮嘱|勉励|宣布|呼吁)"
    r"(?=[，：,:“]|要|各|全|希望)"
)
_END: Final = re.compile(r"[。！？\n；]")
_CONTINUES: Final = re.compile(
    r"要|一要|二要|三要|四要|五要|必须|同时|希望|坚持|各级|各部门|特别是|全面|加强|切实"
)
#: Before a name that is what the speech is about, not who speaks.
_TOPIC: Final = re.compile(
    r"(?:贯彻|落实|按照|学习|领会|践行|传达|牢记|以|根据|遵循|重温|宣读了?|关于)$"
)
#: Behind a name that says whose something is.
_OWNER: Final = re.compile(
    r"(?:总书记|主席|同志)?(?:关于|的|重要(?:讲话|指示|论述|批示)|新时代|法治思想|生态文明|强军)"
)
#: Share of a speech's content that another person must have said, and how many characters.
SHARE: Final = 0.7
LEAST: Final = 8


def extract(text: str, persons: Sequence[Fact]) -> Iterator[Fact]:
    """Speeches by position: ``owner`` is the speaker, the span what is said."""
    found: list[tuple[int, int, str]] = []
    for match in _VERB.finditer(text):
        start = _clause_start(text, match.start())
        subjects = [p for p in _within(persons, start, match.start()) if _acts(text, start, p)]
        words = text[start : match.start()]
        if subjects:
            owner = _subject(text, subjects, match)
        elif re.search(r"(?:^|[，、])(?:随后|同时|其间|期间)?，?[他她](?:[^，。]{0,12})$", words):
            owner = _before(text, persons, start)
        elif not words.strip("，并还也") and found:
            owner = found[-1][2] if start > 0 and text[start - 1] == "；" else ""
        else:
            owner = ""
        found.append((match.start(), match.end(), owner))
    for i, (_, end, owner) in enumerate(found):
        limit = found[i + 1][0] if i + 1 < len(found) else len(text)
        stop = _speech_end(text, end, limit)
        if stop > end:
            yield Fact(Kind.SPEAKER, text[end:stop], owner, end, stop, owner)


def _within(persons: Sequence[Fact], start: int, end: int) -> list[Fact]:
    return [p for p in persons if start <= p.start and p.end <= end]


def _acts(text: str, start: int, person: Fact) -> bool:
    """Whether a name can be a subject: not in 贯彻习近平总书记…, not in 习近平总书记关于…."""
    if _TOPIC.search(text[start : person.start]):
        return False
    return not _OWNER.match(text, person.end)


def _subject(text: str, subjects: Sequence[Fact], match: re.Match[str]) -> str:
    """The speaker among the names before a verb; "" where several speak or none is near."""
    last = subjects[-1]
    between = text[last.end : match.start()]
    if between.startswith("的") or (match["verb"] == "要求" and len(between) > 12):
        return ""
    if len(subjects) > 1 and re.fullmatch(r"[和、与及]", text[subjects[-2].end : last.start]):
        return ""
    first = subjects[0]
    if last is not first and re.match(
        r"[^，。]{0,12}(?:会见|同|与|向|对)", text[first.end : last.start]
    ):
        return first.normal if re.search(r"[时后，]", between) else last.normal
    return last.normal


def _before(text: str, persons: Sequence[Fact], at: int) -> str:
    """Who 他 is at ``at``: the subject of the nearest sentence before that names a person."""
    end = at
    while end > 0:
        start = _clause_start(text, end - 1)
        for person in _within(persons, start, end):
            if _acts(text, start, person):
                return person.normal
        if end - start > 200 or start == end:
            return ""
        end = start
    return ""


def _clause_start(text: str, at: int) -> int:
    """The start of the sentence part (after 。；\\n) that ``at`` is in, at most 60 字 back."""
    start = max(0, at - 60)
    for mark in "。！？\n；":
        start = max(start, text.rfind(mark, start, at) + 1)
    return start


def _speech_end(text: str, start: int, limit: int) -> int:
    """A speech goes on over sentences that begin as orders and wishes do."""
    at = start
    while at < limit:
        end = _END.search(text, at, limit)
        if end is None:
            return limit
        at = end.end()
        if end[0] != "；" and not _CONTINUES.match(text, at):
            return at
    return limit


def check(view: View) -> list[Finding] | None:
    """What the output lets a person say must not be what the source lets another person say."""
    said = [f for f in view.said.of(Kind.SPEAKER) if f.owner]
    if not said:
        return None
    spoken: dict[int, str] = {}
    for speech in view.given.of(Kind.SPEAKER):
        for p in range(speech.start, speech.end):
            spoken[p] = speech.owner
    found: list[Finding] = []
    for speech in said:
        owners: dict[str, int] = {}
        total = 0
        for j in range(speech.start, speech.end):
            if view.places[j] >= 0:
                total += 1
                owner = spoken.get(view.places[j], "")
                owners[owner] = owners.get(owner, 0) + 1
        owners.pop("", None)
        if not owners:
            continue
        speaker = max(owners, key=lambda name: owners[name])
        most = owners[speaker]
        if speaker != speech.owner and most >= LEAST and most >= SHARE * total:
            found.append(
                Finding(speech.start, speech.end, f"{speaker}说的", f"原文中不是{speech.owner}说的")
            )
    return found
