"""Rumours that the source denies are not told as news: not 小学学生食物中毒 of 网传“…”系谣言.

Every word of such a text is the source's, and the source says that none of it is so. What is
reported to the police (群众报警称…) is only told until they find whether it is so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer.bounds import after_last, until_first
from summarizer.facts.align import fold
from summarizer.facts.model import Finding, Kind, View

_MATTER: Final = r"(?:消息|信息|内容|言论|说法|传言|传闻|帖文|视频|图片|报道|情况|问题|一事)"
#: How a source denies: 该消息不实, 系谣言, 为虚假信息.
_DENIAL: Final = re.compile(
    rf"{_MATTER}[^，。；！？\n]{{0,4}}(?:不实|不属实|失实)|不属实|子虚乌有|与事实(?:严重)?不符|"
    r"(?:系|为|是|属|均|纯属)(?:[^，。；！？\n]{0,6}(?:谣言|谣传|虚假|不实|编造)|[^，。；！？\n]{0,9}旧(?:视频|闻))"
)
#: What is only told by somebody: it is denied where a denial follows it.
_TOLD: Final = re.compile(r"(?:网传|群传|谣传|误传|传言|传闻|谣言|散布|流传)")
#: What is reported, from where on it is told, and where those who check it come in.
_REPORTED: Final = re.compile(
    r"(?:报警|报案|举报|投诉|来电|警情)[^，。；！？\n“]{0,6}，?(?:称|反映(?!的))[，:]?"
    r"|(?:群众|网民|网友|家长|居民|市民|村民)(?:来电|来信)?反映(?!的)称?[，:]?"
)
_CHECKED: Final = re.compile(
    r"，(?=民警|公安|派出所|接警|接报|随即|立即|迅速|后?经|[该我]局|大队|执法)|[。！？\n]"
)
_CONFIRMED: Final = re.compile("(?<![不未])属实|证实")
#: What came of it, by any of its words: 砍死 is denied by 无人员伤亡.
_OUTCOMES: Final = tuple(
    re.compile(words)
    for words in ("[死亡]|遇难", "中毒", "爆炸", "坍塌|垮塌", "[跳坠]楼", "被[拐抢]")
)
_NONE: Final = "(?:无|未|没有)[^，。；！？\n]{0,8}?"
_QUOTED: Final = re.compile(r"“([^“\n]{6,60})“")  # folded: both marks are one
#: A quotation tells nothing by itself: “小学砍死学生”谣言.
_UNREAL: Final = re.compile("“[^“\n]*“")
_STOPS: Final = "，。；！？\n“"
_SENTENCE: Final = re.compile(r"[^。！？\n]+")
#: A clause that ends with its own denial, from where it begins to tell: 大桥垮塌系谣言.
_OWN: Final = re.compile(
    rf"([^，。；：！？、“\n]{{5,40}}?)(?:的?{_MATTER})?(?:不实|不属实|(?:系|为|纯属)(?:网络)?(?:谣言|虚假))"
)
#: What somebody made up: 发布超市食品有毒的虚假信息.
_MADE_UP: Final = re.compile(
    rf"(?:发布|散布|编造|捏造|转发)([^，。；：！？、“\n]{{6,40}}?)的?(?:虚假|不实){_MATTER}"
)
_SAYING: Final = re.compile(r"称|通报|表示|指出|核实|[该此]|上述|反映|调查|举报|经查")
#: Whoever writes one of these does not tell the rumour as news.
_SAYS_SO: Final = re.compile(
    r"网传|群传|谣|传言|传闻|流传|误传|不实|不属实|失实|虚假|子虚|编造|捏造|虚构|旧视频|不存在|澄清|否认|"
    r"回应|未发生|没有发生|并非|并未|假的|散布|恶搞"
)
#: A next sentence that takes it back: 该消息不实。
_TAKEN_BACK: Final = re.compile(
    r"[。！？\n]?(?:经[查核][^，。]{0,6}，)?(?:[该此]|上述|以上|这)[^。！？]{0,12}(?:不实|不属实|谣|虚假)"
)
#: So far behind a rumour its denial may stand.
REACH: Final = 120
#: Characters of a rumour from which on it is told.
LEAST: Final = 6


def check(view: View) -> list[Finding]:
    """Each sentence that tells what the source denies says that it is denied."""
    found: list[Finding] = list(_reported(view))
    denied = {p: words for start, end, words in _rumours(view.source) for p in range(start, end)}
    if not denied:
        return found
    for sentence in _SENTENCE.finditer(view.output):
        told = [j for j in range(*sentence.span()) if view.places[j] in denied]
        if len(told) < LEAST or _SAYS_SO.search(sentence[0]):
            continue
        if not _TAKEN_BACK.match(view.output, sentence.end()):
            words = denied[view.places[told[0]]]
            found.append(Finding(told[0], told[-1] + 1, words, "原文否认此事"))
    return found


def _rumours(source: str) -> Iterator[tuple[int, int, str]]:
    """Where the source tells a rumour, and the words by which it denies it."""
    text = fold(source)
    for quoted in _QUOTED.finditer(text):
        denial = _denial(text, quoted.end())
        if denial and not _DENIAL.search(quoted[1]):
            yield *quoted.span(1), denial
    for told in _TOLD.finditer(text):
        end = until_first(text, _STOPS, told.end())
        denial = _denial(text, end)
        if denial and text[end] != "“":  # or else the quotation is the rumour
            yield told.end(), end, denial
    for made in _MADE_UP.finditer(text):
        yield *made.span(1), made[0][made.end(1) - made.start() :]
    for own in _OWN.finditer(text):
        if not _SAYING.search(own[1]):
            yield *own.span(1), own[0][own.end(1) - own.start() :]


def _reported(view: View) -> Iterator[Finding]:
    """Reports to the police that are told without what they found."""
    text, output = fold(view.source), fold(view.output)
    where = (Kind.PLACES, Kind.ORGANISATIONS)
    named = {
        j for kind in where for fact in view.said.of(kind) for j in range(fact.start, fact.end)
    }
    for start, end, denial in _reports(text):
        told = [j for j, p in enumerate(view.places) if start <= p < end]
        if sum(j not in named for j in told) < LEAST - 1 or denial.search(output, told[-1]):
            continue  # 到白沙县第三小学核查 tells nothing of the report
        if not _SAYS_SO.search(output[after_last(output, "。！？\n", told[0]) : told[-1]]):
            words = denial.search(text, end)
            yield Finding(told[0], told[-1] + 1, words[0] if words else "", "原文否认此事")


def _reports(text: str) -> Iterator[tuple[int, int, re.Pattern[str]]]:
    """Where the source tells a report that is denied, and what denies it."""
    for report in _REPORTED.finditer(text):
        cut = _CHECKED.search(text, report.end())
        end = cut.start() if cut else len(text)
        denial = next((m for m in _DENIAL.finditer(text, end) if not _of_another(text, m)), None)
        if denial and not _CONFIRMED.search(text, end, denial.start()):
            yield report.end(), end, _DENIAL
            continue
        for clause in re.finditer("[^，；]+", text[report.end() : end]):
            for outcome in _OUTCOMES:
                none = re.compile(_NONE + f"(?:{outcome.pattern})+")
                if not outcome.search(clause[0]) or not none.search(text, end):
                    continue
                if not outcome.search(_UNREAL.sub("", none.sub("", text[end:]))):
                    start = report.end() + clause.start()
                    yield start, start + len(clause[0]), none


def _of_another(text: str, denial: re.Match[str]) -> bool:
    """Whether a denial is of what its own sentence quotes: 网传“3死5伤”等信息不实."""
    start = after_last(text, "。！？\n", denial.start())
    return any(told.search(text, start, denial.end()) for told in (_TOLD, re.compile("“")))


def _denial(text: str, at: int) -> str:
    """The denial of what ends at ``at``: in its sentence or the next, before another quotation."""
    end = min([e for e in [text.find("\n\n", at), text.find("“", at)] if e >= 0] + [at + REACH])
    found = _DENIAL.search(text, at, end)
    return found[0] if found else ""
