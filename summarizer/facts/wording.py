"""Wording: sentences that no writer would write, though each fact in them is the source's.

A model that copies can stop in the middle of a word, copy a passage twice, leave out the
subject, or end before it has said anything. None of this occurs in what editors write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer.facts import lexicon, segment
from summarizer.facts.align import fold
from summarizer.facts.model import Finding, Kind, View
from summarizer.facts.naming import abbreviations
from summarizer.types import Task

_HAN: Final = re.compile(r"[一-龥]")
_SAID: Final = re.compile(r"[一-龥0-9A-Za-z]")
_CLAUSE: Final = re.compile(r"[^，。；：！？\n ]+")
_SENTENCE: Final = re.compile(r"[^。！？\n]+")
#: A sentence with its mark, and the last clause of one.
_WHOLE: Final = re.compile(r"[^。！？\n]+[。！？]?")
_LAST: Final = re.compile(r"[^，；：。！？\n]+[。！？]")
#: Characters that are a word by themselves wherever they stand.
_ALONE: Final = frozenset(
    "要等会并来对还将后于团的在和与以为是有由从向到上中下内外前时日月年区县市省镇乡村街道党军人民我你他她它其各全新"
    "大小再就也都被把让使了着过称说据按至及或但而更又已曾正未不非可能应须需请赴率任讲谈做作用给同跟当共多少两双这那"
    "该此每某本国家部委局处院校所站馆园厂企商农工学生员者长书记高低好快强优促推抓建设防保守护开办召起第一二三四五六七八"
    "九十百千万亿余名位个项条件次届场座处户亩元里米吨天周点分秒级类种期代地获达超占增降升涨访看听收送交发立种养修架铺通评授颁签界线网路桥河江湖山海岛港城"
)
#: Short forms that take one character of each word: 经济技术开发区, 经济普查.
_SHORT: Final = re.compile("经开区|高新区|[一二三四五六七]经普|卫健(?!康)|政银|政企")
_TITLE: Final = re.compile(r"《[^》]*》")
#: Per task: length of a repeated passage, how far apart at most, and within what.
_REPEATS: Final = {
    Task.BRIEF: ((3, 99, _CLAUSE), (8, 99, _SENTENCE)),
    Task.HEADLINE: ((2, 12, _CLAUSE), (4, 32, _CLAUSE)),
}
#: What says nothing alone: the glue between dates, names and posts.
_GLUE: Final = frozenset("近日前等和及与同志今天")
#: Sentences no longer than this, in characters, that have no verb are pieces.
_FRAGMENT: Final = 14
_DANGLING: Final = frozenset([*"据和与及在对向将把被以从由并", "为了", "以及", "关于"])
_SOURCED: Final = re.compile(r"(?<![，。；：])据[^，。；：]{2,20}(?:消息|报道|讯)[。！]?$")
#: Sentences that only lead to what follows: 他强调。 据介绍。 会上。
_LEADING: Final = re.compile(
    r"(?:指出|强调|显示|认为|据介绍|据了解|据悉|提出|如下)。|(?:(?<=[。！？\n])|^)[^，。；：]{0,12}(?:会上|会后|中|时|期间|下)。"
)
#: What a paper prints around its text: datelines, bylines, credits.
_FURNITURE: Final = re.compile(
    r"(?:(?<=[。！？\n])|^)(?:原标题[：:]|【[^】]{1,12}】|[^，。：]{0,6}(?:编辑|责编|来源|摄影|供图)[：:]"
    r"|[^，。：“]{0,14}(?<![函来致简短通资音喜急])(?:讯(?![息问号飞])|\d日电)"
    r"|[^，。：“据]{0,8}(?:网|报|社|客户端|新闻)[一-龥]{0,3}(?:记者|通讯员)?[^，。从]{0,10}(?<!系列)(?<!连续)报道|通讯员(?=[^，。]{2,8}\d))"
    r"|(?:记者|通讯员)[^，。：；从在]{2,10}报道"
)
#: One saying that leads to another: 会议强调，会议指出，.
_SAYS: Final = "指出|强调|表示|要求|认为|提出|说"
_TWICE: Final = re.compile(rf"(?:{_SAYS})，[^，。：；要]{{0,12}}?(?:{_SAYS})(?=[，：])")
#: Words of one character that a writer never doubles, and marks that never meet.
_DOUBLED: Final = re.compile(
    r"([的地得了和与及在对向把被将由从以为是等并])\1|[，。；：、]{2}|^[，。；：、]"
)
#: Marks that open and close.
_BRACKETS: Final = {"（": "）", "(": ")", "《": "》", "“": "”"}
#: What people do behind what is no person: 主题活动出席会议.
_NO_PERSON: Final = re.compile(r"(?:活动|会议|大会|座谈会|仪式|”)(?:出席|参加|主持召开|看望|陪同)")
#: Faults of print that a source may have itself.
OF_SOURCE: Final = frozenset(["不是正文", "括号或引号不成对", "字或标点重复"])
#: What a sentence cannot end with, unless the source's does: 活动结束后。 大家喜欢的。
_OPEN_END: Final = re.compile(
    r"(?:(?<!日)(?<!今)(?<!落)后|(?<![小及准同按随学课工\d])时|期间|之际|过程中|基础上|背景下|前提下|的|不仅[^，。]*)(?=[。！？])"
)
#: Two times that meet: 5月13日，1至4月，全县….
_TWO_TIMES: Final = re.compile(
    r"\d[日号](?:[上下]午|晚)?，?(?:今年|去年|\d{4}年)?"
    r"(?:\d{1,2}(?:月份?)?[至—-]\d{1,2}月|前[一二三四两\d]个?(?:月|季度)|[上下]半年|[一二三四]季度)"
)
#: Fixed terms (提法): told whole or not at all.
_TERM: Final = re.compile("|".join(sorted(lexicon.words("fixed_terms.txt"), key=len, reverse=True)))
#: What an office is called after: in full (住房城乡建设部) or by first characters (住建部).
_OFFICE: Final = re.compile(
    r"住房和?城乡建设|工业和信息化|人力资源和?社会保障|市场监督管理|退役军人事务|机关事务管理|公共资源交易"
)
#: Deeds that need somebody who does them.
_DEED: Final = re.compile(
    r"(?:来到|前往|走访|通报|慰问|检查|陪同|出席|主持|察看|听取|调研|强调|指出|要求|参加|会见|率队|带队|深入|赴|"
    r"视察|考察|看望|召开|举行|传达)(?!的|[^，。]{0,12}[时后]，)"
)


def check(view: View) -> list[Finding]:
    """Words cut in two, passages that come twice, sentences without subject or statement."""
    found = [*_cut_words(view), *_repeated(view), *_dangling(view)]
    found += [*_furniture(view), *_slips(view), *_cut_terms(view)]
    if view.task is Task.BRIEF:
        found += [*_empty(view), *_without_subject(view)]
    return found


def _cut_words(view: View) -> Iterator[Finding]:
    """Places where copying left a word of the source in its middle and made no other one."""
    output, source, places = fold(view.output), fold(view.source), view.places
    named = {i for f in view.given.of(Kind.NAMES) for i in range(f.start, f.end)}
    whole = {
        i
        for kind in (Kind.PLACES, Kind.NAMES, Kind.ORGANISATIONS)
        for f in view.said.of(kind)
        if f.surface in view.source
        for i in range(f.start, f.end)
    }
    whole |= {i for m in _SHORT.finditer(output) for i in range(*m.span())}
    made = given = None
    for j in range(1, len(output)):
        p, q = places[j - 1], places[j]
        if (p >= 0 and q == p + 1) or output[j - 1 : j + 1] in source:
            continue
        made = made or segment.words(output)
        given = given or segment.words(source)
        if made[j - 1] == made[j]:
            continue
        meet = min(p, q) >= 0 and given[p] == (p, q) and given[q][0] == q != given[q][1] - 1
        if meet and places[j + 1 : j + 2] != (q + 1,):
            whole |= {j - 1, j}  # 卫健 of 卫生健康: first characters of two words that meet
        for place, own, inner in ((p, j - 1, p + 1), (q, j, q)):
            if place < 0 or place in named or own in whole or not _HAN.match(source[place]):
                continue
            start, end = given[place]
            if not start < inner < end or source[start] in abbreviations():
                continue  # 乌称: countries and provinces are told by one character
            piece = output[slice(*made[own])]
            if piece in _ALONE or segment.known(piece) or _verbal(piece):
                continue
            yield Finding(*made[own], source[start:end], "词语不完整")
            break


def _verbal(piece: str) -> bool:
    """Whether one character is a verb or adverb by itself: 助, 致, 愿."""
    return len(piece) == 1 and segment.tagged(piece)[0][1] in ("v", "vg", "d", "p", "c", "r", "f")


def _repeated(view: View) -> Iterator[Finding]:
    """Passages that come twice close together, and in the source only once."""
    output = _TITLE.sub(lambda title: "《" * len(title[0]), fold(view.output))
    source = fold(view.source)
    taken = -1
    for size, apart, part in _REPEATS[view.task]:
        for match in part.finditer(output):
            text = match[0]
            last: dict[str, int] = {}
            for i in range(len(text) - size + 1):
                words = text[i : i + size]
                before = last.setdefault(words, i)
                if i - before < size or i - before > apart:
                    continue
                last[words] = i
                start = match.start() + i
                counted = output[max(0, start - 1) : start].isdigit()  # 32个先进地区、296个先进
                # a headline has no room to say four 字 twice, however often the source does
                brief = view.task is Task.BRIEF or size < 4
                theirs = source.count(words) > 1 if brief else _told_twice(source, words)
                theirs = theirs or (not brief and segment.known(words))  # 退役军人
                if counted or theirs or start < taken or not all(map(_HAN.match, words)):
                    continue
                taken = start + size
                yield Finding(start, taken, "", "同一说法重复")


def _told_twice(source: str, words: str) -> bool:
    """Whether one clause of the source has ``words`` twice: 全国人大常委会审议全国人大常委会…."""
    return any(clause[0].count(words) > 1 for clause in _CLAUSE.finditer(source))


def _dangling(view: View) -> Iterator[Finding]:
    """Sentences that stop before what they lead to."""
    end = len(view.output.rstrip("。！"))
    start = segment.words(fold(view.output)[:end])[-1][0] if end else 0
    if view.output[start:end] in _DANGLING:
        yield Finding(start, end, "", "句子没有说完")
    found = [_SOURCED.search(view.output)]
    if view.task is Task.BRIEF:
        found += _LEADING.finditer(view.output)
    for match in found:
        if match:
            yield Finding(match.start(), match.end(), "", "句子没有说完")


def _furniture(view: View) -> Iterator[Finding]:
    """Datelines, bylines and credits that were copied with the text."""
    for match in _FURNITURE.finditer(view.output):
        yield Finding(match.start(), match.end(), "", "不是正文")


def _slips(view: View) -> Iterator[Finding]:
    """Doubled particles, marks without their partner, sayings that say nothing, open ends."""
    output, plain, source = view.output, fold(view.output), fold(view.source)
    for match in _DOUBLED.finditer(output):
        if plain[max(0, match.start() - 1) : match.end() + 1] not in source:
            yield Finding(match.start(), match.end(), "", "字或标点重复")
    for opening, closing in _BRACKETS.items():
        if output.count(opening) != output.count(closing):
            at = max(output.find(opening), output.find(closing))
            yield Finding(at, at + 1, "", "括号或引号不成对")
    for match in _TWICE.finditer(output):
        if plain[slice(*match.span())] not in source:
            yield Finding(match.start(), match.end(), "", "句子没有说完")
    for match in _NO_PERSON.finditer(output):
        if plain[slice(*match.span())] not in source:
            yield Finding(match.start(), match.end(), "", "句子缺少主语")
    for match in _TWO_TIMES.finditer(plain):
        if match[0] not in source:
            yield Finding(match.start(), match.end(), "", "两个时间连在一起")
    for match in _OPEN_END.finditer(output):
        around = plain[max(0, match.end() - 4) : match.end()]
        if not any(around + mark in source for mark in "。！？”"):
            yield Finding(match.start(), match.end(), "", "句子没有说完")


def _cut_terms(view: View) -> Iterator[Finding]:
    """Fixed terms of the source that lost their middle, and offices: 住房|建设部."""
    inside: dict[int, tuple[int, int]] = {}
    offices: set[tuple[int, int]] = set()
    for match in _TERM.finditer(view.source):
        inside.update(dict.fromkeys(range(*match.span()), match.span()))
    for match in _OFFICE.finditer(view.source):
        inside.update(dict.fromkeys(range(*match.span()), match.span()))
        offices.add(match.span())
    places = view.places
    for j in range(1, len(places)):
        p, q = places[j - 1], places[j]
        term = inside.get(p)
        if q <= p + 1 or term is None or term != inside.get(q):
            continue
        if term not in offices:
            yield Finding(j - 1, j + 1, view.source[slice(*term)], "固定提法不完整")
        elif places[j - 2 : j + 2] == (p - 1, p, q, q + 1):
            yield Finding(j - 2, j + 2, view.source[slice(*term)], "机构名称不完整")


def _empty(view: View) -> Iterator[Finding]:
    """Sentences, or their last clauses, of dates, posts and names alone."""
    covered = {
        i
        for kind in (Kind.DATES, Kind.NAMES, Kind.POSTS)
        for f in view.said.of(kind)
        for i in range(f.start, f.end)
    }
    ends: set[int] = set()
    for match in (*_WHOLE.finditer(view.output), *_LAST.finditer(view.output)):
        if match.end() in ends:
            continue
        said = [
            c
            for i, c in enumerate(match[0], match.start())
            if i not in covered and _SAID.match(c) and c not in _GLUE
        ]
        opened = match.start() and view.output[match.start() - 1] in "，、"
        if opened and match.start() - 1 in {f.end for f in view.said.of(Kind.POSTS)}:
            continue  # 任副县长，县公安局局长。
        if not said or (match.start() and match[0][-1] == "。" and _no_verb(view, match)):
            ends.add(match.end())
            yield Finding(match.start(), match.end(), "", "没有说出内容")


def _no_verb(view: View, sentence: re.Match[str]) -> bool:
    """Whether a short sentence behind others says nothing of what it names: 通航|28个重要城市。"""
    place = view.places[sentence.start()]
    torn = place > 0 and view.source[place - 1] not in "，。；：！？、\n "
    whole = view.output[sentence.start() - 1] in "。！？"
    return (
        torn
        and whole
        and len(sentence[0]) <= _FRAGMENT
        and not any(t[0] in "vz" for _, t in segment.tagged(sentence[0]))
    )


def _without_subject(view: View) -> Iterator[Finding]:
    """Sentences that open with a deed (after the date) that the source tells of a subject."""
    dates = {f.start: f.end for f in view.said.of(Kind.DATES)}
    for match in _SENTENCE.finditer(view.output):
        at = match.start()
        while at < match.end():
            if at in dates:
                at = dates[at]
            elif view.output[at] in "，近日前 ":
                at += 1
            else:
                break
        deed = _DEED.match(view.output, at, match.end())
        if deed is None:
            continue
        opening = re.escape(view.output[match.start() : deed.end()])
        if re.search(rf"(?:^|[。！？\n]){opening}", view.source):
            continue  # 28日上午举行开班式: so the source itself begins a sentence
        p = view.places[at]
        if p > 0 and _HAN.match(view.source[p - 1]):
            yield Finding(at, deed.end(), view.source[max(0, p - 8) : p], "句子缺少主语")
