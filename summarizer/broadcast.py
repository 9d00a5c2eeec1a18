"""What a script for radio or television says besides the news: 各位观众晚上好; 【导语】.

Sign-on and sign-off are furniture where a line holds nothing else. The tags that tell the parts of
an item (【标题】, 【导语】, 【正文】) go, and what they stood before stays.
"""

from __future__ import annotations

import re

_AUDIENCE = r"(?:各位|亲爱的|尊敬的|电视机前的|收音机前的)*(?:观众|听众)(?:朋友)?们?"
_TIME = r"(?:(?:今天|今晚|今日|本期|本次|这次|以上就?是|这里是|现在是)的?)?"
_PROGRAMME = r"(?:《[^《》]{2,16}》|[一-龥]{0,8}(?:新闻|联播|节目|播报|快报|报道))(?:节目)?"
_PARTS = r"(?:内容提要|主要内容|新闻提要|详细内容|详细报道)"
_CLAUSES = (
    rf"{_AUDIENCE}",
    rf"(?:{_AUDIENCE})?[，,]?\s?(?:大家|您|你们?)?(?:早上|上午|中午|下午|晚上|晚|早)?好",
    r"今天是(?:\d{4}年)?\d{1,2}月\d{1,2}日",
    r"星期[一二三四五六日天]",
    r"农历[一-龥]{2,8}",
    rf"欢迎(?:您|大家)?(?:准时)?(?:收看|收听){_TIME}(?:{_PROGRAMME}|[一-龥]{{2,12}})",
    rf"(?:首先|下面|接下来)?(?:请|来|先|请您)*(?:看|听|关注)(?:一下)?{_TIME}(?:节目|新闻)?的?{_PARTS}",
    rf"{_TIME}(?:节目|新闻)?的?{_PARTS}(?:有|是)?",
    rf"{_TIME}{_PROGRAMME}(?:全部|就)?(?:播送|播报|播出)?完了",
    rf"{_TIME}{_PROGRAMME}(?:就)?(?:播送|播报|播出)?(?:到这里|到此结束|到此为止)了?",
    r"(?:感谢|谢谢)(?:您|大家|各位)?的?(?:收看|收听|关注)?",
    rf"(?:{_AUDIENCE})?(?:我们)?(?:明天|明晚|下期|下周)?(?:同一时间)?(?:再见|再会)",
)
_CLAUSE = "(?:" + "|".join(_CLAUSES) + ")"
_SIGN = re.compile(rf"(?:{_CLAUSE}[，。！；：、,.!;:\s]*)+")
_SAYS_SO = re.compile("观众|听众|收看|收听|提要|主要内容|完了|详细|再[见会]")
_STAFF = re.compile(
    r"(?:(?:主播|播音|配音|导播)\s?[:：]\s?[一-龥]{1,4}(?:[\s、]+[一-龥]{1,4}(?![:：]))*\s*)+"
)
_LONGEST = 90

_TITLE_TAG = re.compile(r"【(?:主?标题|题目)】 ?")
_TAGS = re.compile(
    r"【(?:导语|正文|口播|主播|同期声?|配音|画外音|解说词?|字幕|出镜|现场|现场同期|采访|片头|片尾|结束语)】"
)


def is_sign(line: str) -> bool:
    """Whether ``line`` is a sign-on, a sign-off, who reads the news, or a tag alone."""
    if len(line) > _LONGEST:
        return False
    if _SIGN.fullmatch(line) and _SAYS_SO.search(line):
        return True
    return bool(_STAFF.fullmatch(line) or _TAGS.fullmatch(line))


def is_titled(line: str) -> bool:
    """Whether a tag says that ``line`` is a headline, or that the next one is (【标题】 alone)."""
    return _TITLE_TAG.match(line) is not None


def is_tag(line: str) -> bool:
    """【标题】 alone on its line: the headline stands below."""
    return _TITLE_TAG.fullmatch(line) is not None


def title_tag(line: str, at: int = 0) -> int:
    """Where the words begin that stand behind 【标题】 at ``at``."""
    found = _TITLE_TAG.match(line, at)
    return found.end() if found else at


def tags(line: str) -> int:
    """Length of the tags at the start of ``line`` before its text; 0 if it has none."""
    end = 0
    while found := _TAGS.match(line, end):
        end = found.end()
    return end if end < len(line) else 0
