"""Who reported: bylines, alone on a line or in brackets (乔一禾; 记者 …; 来源：…)."""

from __future__ import annotations

import re
from functools import cache

from summarizer.facts.lexicon import surnames

#: A byline is no longer than this, in 字.
LONGEST = 80

ROLE = (
    "本报(?:首席|特约|见习)?(?:全媒体|融媒体)?记者|(?:见习|特约|首席|驻地|本台|本网|全媒体|融媒体|融媒)?记者|"
    "(?:特约)?通讯员|撰稿人?|供稿人?|文字|摄影|摄像|作者|特约评论员|本报评论员|评论员|"
    "文[/／]图|图[/／]文|文[/／]摄|文图|图文|文|图|摄|实习生"
)
_KEYS = (
    "作者|来源|信息来源|稿件来源|文章来源|本文来源|新闻来源|稿源|供稿|供稿单位|供稿人|撰稿|撰文|"
    "文字|图片|摄影|摄像|记者|本报记者|通讯员|图文|文/图|图/文|文|图"
)
_DAY = r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
_TIME = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_KEYED = re.compile(rf"(?:{_DAY}\s?(?:{_TIME})?\s)?(?:{_KEYS})\s?[:：][^。；！？]{{0,70}}")
# What web pages set beside their credits.
_NO_CREDIT = re.compile(
    rf"{_DAY}|{_TIME}|\[?[大中小]\]?|(?:(?:发布|更新|发表)?(?:时间|日期)|浏览|阅读|点击|访问|人气|字号|字体|分享|责任编辑|责编|编辑)"
    r"[^ ：:]{0,2}[:：].*"
)
_ORNAMENTS = "□■◇◆○●△▲◎※* "
_ROLES_FIRST = re.compile(rf"[□■◇◆○●△▲◎※*]?\s?(?:{ROLE})[\s/／:：]*(?P<names>\S.*)")
_ROLES_LAST = re.compile(
    rf"[□■◇◆○●△▲◎※*]?\s?(?P<names>.*?\S)\s?(?:{ROLE}|报道|摄影报道|供稿|整理)(?:[\s/／]*(?:摄|图|报道))?"
)
_SIGNED = re.compile(r"[□■◇◆○●△▲◎※]\s?(?P<names>\S.*)")
_BRACKETED = re.compile(r"[（(\[【]([^（）()\[\]【】]{2,60})[）)\]】]")
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:融媒体?(?:中心)?|日报社?|晚报|时报|报社|电视台|广播电视台|新闻中心|新闻办|"
    r"宣传部|办公室|编辑部|通讯社|新闻网|网|客户端|委办|府办|局|评论员|政府|人大|政协|纪委监委|供稿)"
)
_COMMENTATOR = re.compile(r"(?:本报|新华社|人民日报|央视)(?:特约)?评论员")
# Blanks get lost on the way to us: 记者李海英通讯员吴立夏
_RUN_TOGETHER = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8})?(?:记者|通讯员)(?!从|在)[\u4e00-\u9fff·、， ]{2,40}"
)
_SPLIT = re.compile(r"[\s、,，/／]+")
_CONNECT = re.compile(rf"(?:{ROLE}|报道|整理)")
_NO_NAMES = (
    "通知 公告 公示 公报 通报 简报 简讯 快讯 安排 方案 经验 任务 成果 关注 解读 社论 时评 高潮 "
    "安全 方法 时间 于是 和谐 成绩 应急 防汛 党建 时政 要点 项目 全文 内容 贺信 贺电 祝贺 "
    "上级 任免 公安 双拥 国防 文化 文旅 文明 文艺 时事 水利 水务 林业 农业 金融 经济 平安 "
    "广告 方针 花絮 万象 百姓 常态 计划 展望 盘点 征文 华夏 路况 景点 景区 成功 成长 "
    "温馨提示 公安部"
)
_NOT_NAMES = frozenset(_NO_NAMES.split())


@cache
def _name() -> re.Pattern[str]:
    """A Chinese personal name: a family name and one or two characters, or a minority's name."""
    single, double = surnames()
    han = r"[\u4e00-\u9fff]"
    return re.compile(
        rf"(?:(?:{'|'.join(sorted(double))}){han}{{1,2}}|[{''.join(sorted(single))}]{han}{{1,2}}"
        rf"|{han}{{1,6}}[·•]{han}{{1,8}})"
    )


def names(text: str) -> bool:
    """Whether ``text`` is nothing but one to eight personal names (乔一禾; 张 三 李四光)."""
    tokens = [t for t in _SPLIT.split(text) if t]
    joined: list[str] = []
    for token in tokens:  # two-character names are set wide: 张 三
        if len(token) == 1 and joined and len(joined[-1]) == 1:
            joined[-1] += token
        else:
            joined.append(token)
    return 0 < len(joined) <= 8 and all(
        len(t) > 1 and t not in _NOT_NAMES and _name().fullmatch(t) for t in joined
    )


def is_plain_byline(line: str) -> bool:
    """Names alone on a line: a byline where the neighbours allow it."""
    return len(line) <= 32 and names(line)


def is_marked_byline(line: str) -> bool:
    """A byline by its own words: （记者 …）, 本报记者 …, 来源：…, … 文/图, □ …"""
    if not 2 <= len(line) <= LONGEST or "。" in line or line[0] == "据":
        return False
    if _KEYED.fullmatch(line) or _COMMENTATOR.fullmatch(line):
        return True
    bracketed = _BRACKETED.fullmatch(line)
    if bracketed:
        return is_credit(bracketed[1])
    for pattern in (_ROLES_FIRST, _ROLES_LAST, _SIGNED):
        found = pattern.fullmatch(line)
        if found and _people(found["names"]):
            return True
    return False


def credited(byline: str) -> str:
    """The credits of a byline, without brackets, ornaments, date, counters and buttons."""
    words = byline.strip("（）()[]【】 ").lstrip(_ORNAMENTS)
    return " ".join(t for t in words.split(" ") if not _NO_CREDIT.fullmatch(t)) or words


def is_credit(inside: str) -> bool:
    """Whether what stands in brackets is a credit: roles and names, an office, a source."""
    return is_signed(inside) or _people(inside)


def is_signed(inside: str) -> bool:
    """Whether a credit names a role or a source, and not only people."""
    if _KEYED.fullmatch(inside) or _RUN_TOGETHER.fullmatch(inside):
        return True
    roles = _CONNECT.split(inside)
    return len(roles) > 1 and all(not part.strip(" 、，,/／:：") or _people(part) for part in roles)


def _people(text: str) -> bool:
    """Names, offices, and roles between them, and nothing else."""
    parts = [p for p in _SPLIT.split(_CONNECT.sub(" ", text).strip(" :：")) if p]
    if not parts or len(parts) > 12:
        return False
    rest = " ".join(p for p in parts if not _OFFICE.fullmatch(p))
    return not rest or names(rest)
