"""What only a writer that copies in pieces gets wrong: figures on other things, nobody to speak of.

These judge the model's own briefs, not people's: an editor may say 47家企业 for 47家规模以上企业,
and one who does knows what was counted. A model that leaves words out behind a figure may have
bound it to something else: 61批次合格，1批次标签不合格 told as 61批次标签不合格.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from summarizer.bounds import after_last
from summarizer.facts.align import fold
from summarizer.facts.model import Fact, Kind, View
from summarizer.facts.speakers import SENTENCE_END, owners
from summarizer.seq2seq.glue import glue_words
from summarizer.statements import leads, leans
from summarizer.types import Check, Task
from summarizer.verdicts import mixed, sound, torn

_MARK: Final = re.compile(r"[，。；：、！？”’）》,;:!?)\s]|$")
_UNNAMED: Final = re.compile(
    r"^(?:会议|大会|会上|会后|座谈会|活动|仪式|报告|通报|调研|检查|视察)[^，。：]{0,4}"
    r"(?:强调|指出|要求|认为|提出|表示|决定|听取|审议|明确)"
)
_NUMBERS: Final = "一二三四五六七八九十"
_ORDINAL: Final = re.compile(
    r"(?:^|[，。；：])第?([一二三四五六七八九十])(?:是|要(?![素点件求])|，)"
)
_CLAUSE: Final = re.compile(r"[^，。；：！？]+")
#: A preposition that begins what stands behind it, and no end of another word; a verb's particle.
_PREPOSITION: Final = re.compile(r"(?<![可予加难足得所借何])以$|把$|(?<![应面针不绝相])对$|[了着]$")
#: What makes a predicate of what stands behind it: 这是第七批患者。
_IS: Final = re.compile(r"[这那正就]是$|得益于$|源于$|离不开$")
#: What may stand between a word and the mark after it.
_CLOSERS: Final = "”’》）了"
#: What a clause of the source ends before; "" is the end of the text.
_ENDS_CLAUSE: Final = ("", *'，。；：！？、,;:!?（( \n\u3000—-“"')
#: Clauses that need no more: they tell when, or end with a verb without an object.
_ALONE: Final = re.compile(
    r"(?:[0-9今去当同][年月日时]|以来|期间|时期|出席|参加|主持|陪同|致辞|讲话|发言|座谈|调研|当选|举行|召开|"
    r"开幕|闭幕|启动|开工|完工|竣工|通车|投产|上线|开通|夺冠|获奖|成功|增长|下降|上升|减少|增加)$"
)
#: Characters that are shown of what is wrong from there on.
SHOWN: Final = 6
#: Characters of a clause that somebody said in the source: so many tell who.
_TELLING: Final = 6
#: Of the pairs of characters of a clause, the share that a meeting says too.
_AGAIN: Final = 0.7
_IT_SAYS: Final = re.compile(
    r"会议(?:还|也|并|同时|进一步|特别|最后)?(?:指出|强调|要求|决定|认为|号召)"
)
_CLAUSE_MARKS: Final = "，。；：！？\n"
_AND: Final = re.compile("[、和及与]")
_COUNTED: Final = re.compile("[^0-9等第]{1,6}")
_FIGURE: Final = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿]")
_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?")
#: Units of dates by what is the same, and what a figure of a date may be followed by otherwise.
_UNITS: Final = {"年": "年", "月": "月", "日": "日", "号": "日", "时": "时", "点": "时"}
_RANGE: Final = ("", *"-—–~～至到、和.:：/")
_MARKS: Final = frozenset("，。；：、！？“”（）《》 \n")
#: A head of a list right behind another one, marks around nothing.
_TWO_HEADS: Final = re.compile(r"：[^，。；：！？“”《》\d]{0,8}：|“”|《》|（）")
_MEETING: Final = re.compile(r"(?:会议?|仪式|活动)[，。]")
_HELD: Final = re.compile(r"召开|举行|举办|开幕|闭幕|启动")
#: 在9月底前完成…: who has to is left out.
_DUE: Final = re.compile(
    r"在?(?:\d{1,2}月)?(?:\d{1,2}日|[月年]?底|月初|月中|上旬|中旬|下旬)(?:\d{1,2}时)?前"
    r"(?:全部|全面|基本)?(?:完成|建成|实现|整改|销号|报送|到位)"
)


def bound(view: View) -> Check:
    """Whether each figure of a brief is followed by what follows it somewhere in the source."""
    for fact in view.said.of(Kind.NUMBERS):
        places = view.occurrences(fact)
        if places and not any(_alike(view, fact, place) for place in places):
            theirs = view.source[places[0].start : places[0].end + 2]
            return mixed(view, fact.start, fact.end + 2, "数字后面的话与原文不同", theirs)
    return sound(view.task)


def whole_figures(view: View) -> Check:
    """Whether no figure was copied out of a longer one or a date: 公安局6名学生 of 公安局6月7日.

    Only where what stands before it is what stands before that, so that it was copied from there.
    Periods (6月1日至3日) may be told by another mark, and 7号 is 7日.
    """
    output, source = fold(view.output), fold(view.source)
    for found in _DIGITS.finditer(output):
        start, end = found.span()
        place = view.places[start - 1] + 1 if start else 0
        true = _DIGITS.match(source, place) if place and output[start - 1] not in _MARKS else None
        if not true or not true[0].startswith(found[0]):
            continue
        unit, theirs = output[end : end + 1], source[true.end() : true.end() + 1]
        other = theirs in _UNITS and _UNITS[theirs] != _UNITS.get(unit) and unit not in _RANGE
        if true[0] != found[0] or other:
            words = view.source[true.start() : true.end() + 1]
            return mixed(view, start, end + 1, "数字是从另一个数字或日期中截取的", words)
    return sound(view.task)


def counted(view: View) -> Check:
    """Whether each figure that counts a list counts all of it: 建议、意见73件 are not 意见73件.

    A list ends right before the figure, within its clause. Members with figures of their own are
    counted by these; of what only gives examples (学校、医院等5所) one may be left out.
    """
    said = {place for place in view.places if place >= 0}
    for fact in view.said.of(Kind.NUMBERS):
        place = view.places[fact.start]
        if place < 1 or view.places[fact.start - 1] != place - 1:
            continue
        begin = after_last(view.source, _CLAUSE_MARKS, place)
        *members, last = _AND.split(view.source[begin:place])
        if "、" not in view.source[begin:place] or not _COUNTED.fullmatch(last):
            continue
        end = place - len(last) - 1
        for member in reversed(members):
            if not member or _FIGURE.search(member):
                break
            if end - 1 not in said:
                whole = view.source[end - len(member) : place + fact.end - fact.start]
                start = max(0, fact.start - len(last))
                return mixed(view, start, fact.end, "数字所计的项目不全", whole)
            end -= len(member) + 1
    return sound(view.task)


def ended(view: View) -> Check:
    """Whether clauses end where clauses of the source end: 推进病毒检测。 is not 推进病毒检测生产。

    A clause may end before more where it goes on with that, where it says who speaks or when, and
    where its verb needs no more (出席上述活动). Members of lists may go. Who is said to speak says
    something.
    """
    output, source = view.output, view.source
    for clause in _CLAUSE.finditer(output):
        mark, last = clause.end(), clause.end() - 1
        while last > clause.start() and output[last] in _CLOSERS:
            last -= 1
        rest = view.places[last] + 1
        while rest < len(source) and source[rest] in _CLOSERS:
            rest += 1
        going_on = next((p for p in view.places[mark + 1 : mark + 4] if p >= 0), -1)
        following = source[rest : rest + 1]
        soft = output[mark : mark + 1] in ("，", "：")
        if rest == 0 or (soft and rest <= going_on <= rest + 1):
            continue
        if leads(clause[0]):
            if soft or following not in ("，", "："):
                continue
        elif following in _ENDS_CLAUSE or _ALONE.search(clause[0]):
            continue
        theirs = source[max(0, view.places[last] - 5) : rest + 6]
        return mixed(view, max(clause.start(), last - 5), last + 1, "原文中此句没有完", theirs)
    return sound(view.task)


def begun(view: View) -> Check:
    """Whether no clause begins behind a preposition that it needs, or the list that it counts.

    无记名投票方式，补选… of 以…; 3个问题的进展情况 of 数据不实等…. No brief begins with a deadline.
    """
    due = _DUE.match(view.output)
    if due and not view.source.startswith(due[0]):
        return mixed(view, 0, due.end(), "此句开头不全")
    for clause in _CLAUSE.finditer(view.output):
        first = clause.start() + (clause[0][0] in "“《")
        place = view.places[first] if first < clause.end() else -1
        copied = place > 0 and view.places[first : first + 3] == (place, place + 1, place + 2)
        if not copied:
            continue
        led = _PREPOSITION.search(view.source, max(0, place - 2), place)
        led = led or _IS.search(view.source, max(0, place - 3), place)
        counted = view.source[place - 1] == "等" and view.output[first].isdigit()
        if led or counted:
            return mixed(view, first, first + SHOWN, "此句开头不全")
    return sound(view.task)


def filled(view: View) -> Check:
    """Whether every clause says something: 该还。 and 工作，工作。 are words without a subject, and

    of 任命：免去：… the first list is empty.
    """
    empty = _TWO_HEADS.search(view.output)
    if empty and empty[0] not in view.source:
        return mixed(view, empty.start(), empty.end(), "标点后面没有内容")
    for clause in _CLAUSE.finditer(view.output):
        if _empty().fullmatch(clause[0]) and not leads(clause[0]):
            at = view.source.find(clause[0])
            before, after = view.source[at - 1 : at], view.source[at + len(clause[0]) :][:1]
            if at < 0 or before not in _ENDS_CLAUSE or after not in _ENDS_CLAUSE:
                return mixed(view, clause.start(), clause.start() + SHOWN, "此句没有内容")
    return sound(view.task)


@cache
def _empty() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(sorted(glue_words()[Task.BRIEF], key=len, reverse=True))})+")


def listed(task: Task, text: str) -> Check:
    """Whether the members of a list are numbered from the first on: no 二是 without 一是."""
    said: set[str] = set()
    for found in _ORDINAL.finditer(text):
        number = _NUMBERS.index(found[1])
        if number and _NUMBERS[number - 1] not in said:
            return torn(task, text, found.start(1), found.start(1) + SHOWN, "编号不连续")
        said.add(found[1])
        last = found
    if said == {"一"}:  # 一要 and no 二要: a list of one
        return torn(task, text, last.start(1), last.start(1) + SHOWN, "编号不连续")
    return sound(task)


def held(view: View) -> Check:
    """Whether each meeting of which the source says that it was held is held here too."""
    for found in _MEETING.finditer(view.output):
        place = view.places[found.end() - 2]
        if place >= 0 and _HELD.match(view.source, place + 1):
            return mixed(view, found.start(), found.start() + SHOWN, "会议没有谓语")
    return sound(view.task)


def attributed(view: View) -> Check:
    """Whether no clause that a person is made to say is what a meeting or a paper said, or the

    other way round.

    In the sentence that says who speaks, only what that person says; the next ones may tell on.
    """
    spoken = owners(view)
    for speech in view.said.of(Kind.SPEAKER):
        if not speech.owner:
            continue
        first = SENTENCE_END.search(view.output, speech.start, speech.end)
        strict = first.start() if first else speech.end
        for clause in _CLAUSE.finditer(view.output, speech.start, speech.end):
            places = [p for p in view.places[slice(*clause.span())] if p >= 0]
            own = clause.end() <= strict
            who = [spoken.get(p, "") for p in places if own or p in spoken]
            said = speech.owner in who if own else any(who)
            if len(who) >= _TELLING and not said:
                reason = f"原文中不是{speech.owner}说的"
                return mixed(view, clause.start(), clause.start() + SHOWN, reason)
    return _met(view, spoken)


def _met(view: View, spoken: dict[int, str]) -> Check:
    """Whether no clause that the meeting is made to say is one person's in the source.

    A meeting may say again what a person said, if the source lets it: 会议强调，…
    """
    meetings = [f.surface for f in view.given.of(Kind.SPEAKER) if not f.owner]
    for verb in _IT_SAYS.finditer(view.output):
        end = SENTENCE_END.search(view.output, verb.end())
        stop = end.start() if end else len(view.output)
        for clause in _CLAUSE.finditer(view.output, verb.end(), stop):
            if leads(clause[0]):
                break
            places = [p for p in view.places[slice(*clause.span())] if p >= 0]
            who = {spoken.get(p, "") for p in places}
            if len(places) < _TELLING or len(who) != 1 or not (owner := who.pop()):
                continue
            if not any(_repeats(words, clause[0]) for words in meetings):
                reason = f"原文中是{owner}说的，不是会议"
                return mixed(view, clause.start(), clause.start() + SHOWN, reason, owner)
    return sound(view.task)


def _repeats(words: str, clause: str) -> bool:
    """Whether ``words`` have nearly all pairs of characters of ``clause``."""
    pairs = [clause[i : i + 2] for i in range(len(clause) - 1)]
    return sum(pair in words for pair in pairs) >= _AGAIN * len(pairs)


def _alike(view: View, fact: Fact, place: Fact) -> bool:
    ours, theirs = view.output[fact.end : fact.end + 2], view.source[place.end : place.end + 2]
    if _MARK.match(ours):
        return _MARK.match(theirs) is not None
    return ours[0] == theirs[:1] and (_MARK.match(ours[1:]) is not None or ours == theirs)


def told(task: Task, text: str) -> Check:
    """Whether a brief begins with who or what it is about: not 会议强调， and not 他."""
    lost = _UNNAMED.match(text) is not None or leans(text)
    reason = "开头没有交代何人何事" if lost else ""
    first = text[: text.find("，") + 1] or text[:10]
    return Check(
        task=task, kind="substance", passed=not lost, text=first if lost else "", reason=reason
    )


#: What is asked of every brief that the model wrote.
BRIEF: Final = (bound, counted, whole_figures, begun, ended, filled, held, attributed)
