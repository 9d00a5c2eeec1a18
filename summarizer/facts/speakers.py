"""Who says what: 林岳指出, 会议强调, 他要求. A speech runs from its verb until the text tells on.

The subject of a verb of speech is the person (or 他) right before it, else the person who acts in
its sentence, else whoever spoke before in its paragraph. A meeting or paper that speaks is
nobody. A verb without any of these says nothing about a speaker (按照省委要求).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.bounds import after_last
from summarizer.facts.model import Fact, Finding, Kind, View

_VERB: Final = re.compile(
    r"(?:指出|强调|要求|表示|提出|认为|介绍|谈到|坦言|建议|叮嘱|勉励|宣布|呼吁|说|称|(?<=会议)决定)"
    r"(?=[，：,:“]|要|各|[^，。；]{1,10}：)|(?:希望|强调|表示|要求)(?!工程|小学|的)"
    r"|提出了?[^，。；]{0,8}(?:要求|意见|建议|希望)(?=[。：，])"
)
#: What may stand between the subject and its verb.
_BETWEEN: Final = (
    r"(?:同志|先生|女士|总书记|主席|总统|总理|委员长|副?[市县区省州镇乡部局厅院处]长|副?书记|副?主任|教授|一行)?"
    r"(?:当地时间)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?"
    r"(?:在[^，。；]{1,16}?(?:时|中|上|后|里)|就[^，。；]{1,20}|对[^，。；]{1,16}|代表[^，。；]{1,16}|[^，。；]{1,16}?(?:时|后)，?)?"
    r"(?:首先|还|也|并|则|又|再次|进一步|特别|明确|着重|反复|当天|最后|一再|随后|同时|分别|共同|如此)*"
)
_SAYS: Final = re.compile(r"(?:告诉|对)?[^，。”]{0,8}(?:说|表示|介绍|强调|指出|坦言|告诉记者)")
_PERSON_END: Final = re.compile(rf"{_BETWEEN}$")
_PRONOUN: Final = re.compile(rf"(?:^|[，。；、\n]|随后|同时)[他她]{_BETWEEN}$")
_NOBODY: Final = re.compile(
    rf"(?:会议|全会|大会|座谈会|推进会|论坛|通知|》|意见|方案|报告|公报|声明|批示|指示|文章|来信|贺信|回信|大家|双方|"
    rf"委员们|代表们|专家|官兵|群众|发言人|负责人|负责同志|企业家?|委员|人士|方面|部门|中方|[一-龥]方|人们){_BETWEEN}$"
)
#: Who says so speaks already: 我对大家提出三点希望.
_SPEAKING: Final = re.compile(r"(?:^|[，；：“])我们?(?!省|市|县|区|国|州|乡|镇)[^，。]*$")
_OPENING: Final = re.compile(
    r"(?:^|[，。；：\n”）)])(?:真诚|衷心|同时|还|也|并|特别|进一步|另外，?|最后，?|明确|着重)*$"
)
#: Before a name that is what a sentence is about, or under it: not who acts.
_TOPIC: Final = re.compile(
    r"(?:贯彻|落实|按照|学习|领会|践行|传达|牢记|遵循|重温|宣读了?|关于|根据|受|以|记者|通讯员|编辑|摄影|作者|[（(])$"
)
#: Behind a name that says whose something is.
OWNER: Final = re.compile(
    r"(?:总书记|主席|总理|同志)?(?:关于|的|重要(?:讲话|指示|论述|批示)|新时代|法治思想|生态文明|强军|诞辰|逝世|思想|理论|治国理政|[^，。]{0,8}引领)"
)
#: What a subject stands behind: a mark, a space, or the end of a post.
_STANDS_BEFORE: Final = frozenset(
    "，。；：、\n”）) 日午晚上后，记长任席员委人授理统相志者表工家和与由师领导摄×>"
)
SENTENCE_END: Final = re.compile(r"[。！？\n]")
#: Beginnings of sentences that tell what happened, not what was said.
_TELLS: Final = re.compile(
    r"会议|会上|会后|会前|全会|随后|当天|当日|座谈会|调研中|活动中|仪式|双方(?:签[订署]|商定|议定|约定|达成|互换)|据悉|据了解|据介绍|记者|来源|[（(]|截至|"
    r"\d+月\d+日|\d+日|[上下]午|当晚|与会|参加|原标题|责任编辑|编辑|返回|"
    r"[^，。；：“”\n]{0,8}(?:现场|仪式上|活动上|大赛上|开幕式上)[，,]"
)
#: Of the content that the source gives to anybody, the share of one other person, and its 字.
SHARE: Final = 0.6
LEAST: Final = 8


@dataclass(frozen=True, slots=True)
class _Speech:
    """A verb of speech: where its sentence and itself start, where it ends, and who speaks."""

    sentence: int
    start: int
    end: int
    owner: str


def extract(text: str, persons: Sequence[Fact]) -> Iterator[Fact]:
    """Speeches by position: ``owner`` is the speaker, "" for a meeting; the span is the words."""
    speeches: list[_Speech] = []
    for match in _VERB.finditer(text):
        sentence = sentence_start(text, match.start())
        before = speeches[-1] if speeches else None
        owner = _speaker(text, persons, sentence, match.start(), before)
        if owner is None:
            continue
        if before and before.owner != owner and _within_speech(text, before, sentence, match):
            continue
        speeches.append(_Speech(sentence, match.start(), match.end(), owner))
    yield from _quoted(text, persons)
    for i, speech in enumerate(speeches):
        limit = speeches[i + 1].start if i + 1 < len(speeches) else len(text)
        stop = _end(text, persons, speech.end, limit)
        if stop > speech.end:
            yield Fact(
                Kind.SPEAKER, text[speech.end : stop], speech.owner, speech.end, stop, speech.owner
            )


def _within_speech(text: str, before: _Speech, sentence: int, verb: re.Match[str]) -> bool:
    """Whether a verb stands in what the speaker before says: 他说，总书记指出，…."""
    return before.sentence == sentence and "；" not in text[before.end : verb.start()]


def _speaker(
    text: str, persons: Sequence[Fact], sentence: int, verb: int, before: _Speech | None
) -> str | None:
    """The speaker of the verb at ``verb``; "" for nobody, None where it is no verb of speech."""
    words = text[sentence:verb]
    near = [p for p in within(persons, sentence, verb) if acts(text, sentence, p)]
    if _PRONOUN.search(words):
        return near[0].normal if near else _previous(text, persons, sentence)
    if near and _PERSON_END.fullmatch(text[near[-1].end : verb]):
        last = near[-1]
        if len(near) > 1 and re.fullmatch(r"[和、与及]", text[near[-2].end : last.start]):
            return ""
        return last.normal
    if _SPEAKING.search(words):
        return None
    if _NOBODY.search(words):
        return ""
    if not _OPENING.search(words):
        return None
    if near:
        return near[0].normal if len({p.normal for p in near}) == 1 else ""
    if before is not None and "\n" not in text[before.end : verb]:
        return before.owner
    return ""


def _quoted(text: str, persons: Sequence[Fact]) -> Iterator[Fact]:
    """“…”林岳说: the quotation stands before its speaker."""
    for person in persons:
        if text[person.start - 1 : person.start] != "”" or not _SAYS.match(text, person.end):
            continue
        start = text.rfind("“", 0, person.start) + 1
        if 0 < start < person.start - 1:
            end = person.start - 1
            yield Fact(Kind.SPEAKER, text[start:end], person.normal, start, end, person.normal)


def sentence_start(text: str, at: int) -> int:
    """The start of the sentence that ``at`` is in."""
    return after_last(text, "。！？\n", at)


def within(persons: Sequence[Fact], start: int, end: int) -> list[Fact]:
    """The persons (by position) that stand in [start, end)."""
    first = bisect_left(persons, start, key=lambda p: p.start)
    last = bisect_left(persons, end, key=lambda p: p.start)
    return [p for p in persons[first:last] if p.end <= end]


def acts(text: str, start: int, person: Fact) -> bool:
    """Whether a name can be a subject: not in 贯彻习近平总书记…, not in 习近平总书记关于…."""
    if _TOPIC.search(text[max(start, person.start - 6) : person.start]):
        return False
    if person.start > start and text[person.start - 1] not in _STANDS_BEFORE:
        return False
    return not OWNER.match(text, person.end)


def _previous(text: str, persons: Sequence[Fact], at: int) -> str:
    """Who 他 is at the start of a sentence: who acts first in the nearest one with a person."""
    end = at
    for _ in range(4):
        if end <= 0:
            break
        start = sentence_start(text, end - 1)
        for person in within(persons, start, end):
            if acts(text, start, person):
                return person.normal
        end = start
    return ""


def _end(text: str, persons: Sequence[Fact], start: int, limit: int) -> int:
    """A speech goes on over the sentences of its paragraph until somebody else acts."""
    at = start
    while at < limit:
        end = SENTENCE_END.search(text, at, limit)
        if end is None:
            return limit
        at = end.end()
        if end[0] == "\n" or _TELLS.match(text, at):
            return at
        following = SENTENCE_END.search(text, at)
        stop = following.start() if following else len(text)
        if any(acts(text, at, p) for p in within(persons, at, stop)):
            return at
    return limit


def owners(view: View) -> dict[int, str]:
    """Per position of the source that somebody says its speaker, "" for a meeting or paper."""
    found: dict[int, str] = {}
    for speech in view.given.of(Kind.SPEAKER):
        found.update(dict.fromkeys(range(speech.start, speech.end), speech.owner))
    return found


def check(view: View) -> list[Finding] | None:
    """What the output lets a person say must not be what the source lets another person say."""
    said = [f for f in view.said.of(Kind.SPEAKER) if f.owner]
    if not said:
        return None
    spoken = owners(view)
    found: list[Finding] = []
    for speech in said:
        first = SENTENCE_END.search(view.output, speech.start)
        for end in (speech.end, min(speech.end, first.end() if first else speech.end)):
            content = [p for p in view.places[speech.start : end] if p >= 0]
            speaker = _other(speech.owner, Counter(spoken[p] for p in content if p in spoken))
            if speaker:
                reason = f"原文中不是{speech.owner}说的"
                found.append(Finding(speech.start, end, speaker, reason))
                break
    return found


def _other(owner: str, owners: Counter[str]) -> str:
    """The one other person who says nearly all of what ``owner`` is said to say, or ""."""
    if not owners or owners[owner] > owners.total() // 10:
        return ""
    speaker, most = owners.most_common(1)[0]
    return speaker if most >= LEAST and most >= SHARE * owners.total() else ""
