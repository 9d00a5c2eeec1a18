"""Wording: sentences that no writer would write, though each fact in them is the source's.

A model that copies can stop in the middle of a word, copy a passage twice, leave out the
subject, or end before it has said anything. None of this occurs in what editors write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer.facts import segment
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
#: Per task: length of a repeated passage, how far apart at most, and within what.
_REPEATS: Final = {
    Task.BRIEF: ((3, 99, _CLAUSE), (8, 99, _SENTENCE)),
    Task.HEADLINE: ((2, 12, _CLAUSE), (4, 32, _CLAUSE)),
}
#: What says nothing alone: the glue between dates, names and posts.
_GLUE: Final = frozenset("近日前等和及与同志今天")
_DANGLING: Final = frozenset([*"据和与及在对向将把被以从由并", "为了", "以及", "关于"])
_SOURCED: Final = re.compile(r"(?<![，。；：])据[^，。；：]{2,20}(?:消息|报道|讯)[。！]?$")
#: Sentences that only lead to what follows: 他强调。 据介绍。 会上。
_LEADING: Final = re.compile(
    r"(?:指出|强调|显示|认为|据介绍|据了解|据悉|提出|如下)。|(?:(?<=[。！？\n])|^)[^，。；：]{0,12}(?:会上|会后|中|时|期间|下)。"
)
#: Deeds that need somebody who does them.
_DEED: Final = re.compile(
    r"(?:来到|前往|走访|通报|慰问|检查|陪同|出席|主持|察看|听取|调研|强调|指出|要求|参加|会见|率队|带队|深入|赴|"
    r"视察|考察|看望|召开|举行|传达)(?!的)"
)


def check(view: View) -> list[Finding]:
    """Words cut in two, passages that come twice, sentences without subject or statement."""
    found = [*_cut_words(view), *_repeated(view), *_dangling(view)]
    if view.task is Task.BRIEF:
        found += [*_empty(view), *_without_subject(view)]
    return found


def _cut_words(view: View) -> Iterator[Finding]:
    """Places where copying left a word of the source in its middle and made no other one."""
    output, source, places = fold(view.output), fold(view.source), view.places
    named = {i for f in view.given.of(Kind.NAMES) for i in range(f.start, f.end)}
    made = given = None
    for j in range(1, len(output)):
        p, q = places[j - 1], places[j]
        if (p >= 0 and q == p + 1) or output[j - 1 : j + 1] in source:
            continue
        made = made or segment.words(output)
        given = given or segment.words(source)
        if made[j - 1] == made[j]:
            continue
        for place, own, inner in ((p, j - 1, p + 1), (q, j, q)):
            if place < 0 or place in named or not _HAN.match(source[place]):
                continue
            start, end = given[place]
            if not start < inner < end or source[start] in abbreviations():
                continue  # 乌称: countries and provinces are told by one character
            piece = output[slice(*made[own])]
            if piece in _ALONE or (len(piece) > 1 and segment.known(piece)):
                continue
            yield Finding(*made[own], source[start:end], "词语不完整")
            break


def _repeated(view: View) -> Iterator[Finding]:
    """Passages that come twice close together, and in the source only once."""
    output, source = fold(view.output), fold(view.source)
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
                if start < taken or not all(map(_HAN.match, words)) or source.count(words) > 1:
                    continue
                taken = start + size
                yield Finding(start, taken, "", "同一说法重复")


def _dangling(view: View) -> Iterator[Finding]:
    """Sentences that stop before what they lead to."""
    end = len(view.output.rstrip("。！"))
    if end:
        start, _ = segment.words(fold(view.output[:end]))[-1]
        if view.output[start:end] in _DANGLING:
            yield Finding(start, end, "", "句子没有说完")
    found = [_SOURCED.search(view.output)]
    if view.task is Task.BRIEF:
        found += _LEADING.finditer(view.output)
    for match in found:
        if match:
            yield Finding(match.start(), match.end(), "", "句子没有说完")


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
        if not said:
            ends.add(match.end())
            yield Finding(match.start(), match.end(), "", "没有说出内容")


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
        p = view.places[at]
        if p > 0 and _HAN.match(view.source[p - 1]):
            yield Finding(at, deed.end(), view.source[max(0, p - 8) : p], "句子缺少主语")
