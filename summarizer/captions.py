"""Captions of pictures: ▲图为…, 图①：…, （图为活动现场。记者 乔一禾 摄）. Only as a whole."""

from __future__ import annotations

import re

_LONGEST = 160
_PICTURE = (
    r"(?:(?:[上下左右大小本题压]|资料)?图(?:片|中)?\s?(?:为|是(?=[^，。；]{2,40}(?:摄|供图)))|"
    r"(?:[上下左右]图|图\s?(?:\d{1,2}|[一二三四五六七八九十①-⑳]+))\s?(?:[：:]|为))"
)
_PHOTOGRAPHER = (
    r"(?:[（(]?\s?(?:(?:本报|本台|通讯社)?(?:全媒体|融媒体?|见习)?(?:记者|通讯员)|资料)?"
    r"[一-龥·、 ]{0,20}(?:摄|供图|摄影|图片)\s?[）)]?。?)"
)
_SAID = r"[^。！？\n]{2,90}"
_LINE = re.compile(
    rf"(?:[▲△▼▽↑↓←→◀▶◤◥●■◆]\s?)?(?:{_PICTURE}{_SAID}[。！]\s?)*{_PICTURE}{_SAID}[。！]?\s?{_PHOTOGRAPHER}?"
    rf"|[▲△▼▽↑↓]\s?{_SAID}。?\s?(?:[（(]{_SAID}(?:摄|供图)\s?[）)]|\s(?:记者\s?)?[一-龥]{{2,4}}\s?摄)"
)
_INSIDE = r"[^（）()\n]{2,90}(?:[（(][^（）()\n]{1,10}[）)][^（）()\n]{0,60}){0,4}"
_BRACKETED = rf"[（(]\s?{_PICTURE}{_INSIDE}[）)]"
_ALONE = re.compile(rf"{_BRACKETED}。?")

#: A caption in brackets behind a sentence.
BEHIND = re.compile(rf"(?<=[。！？”])[ ]?{_BRACKETED}")


def is_caption(line: str) -> bool:
    """Whether the whole ``line`` is a caption and nothing else."""
    if len(line) > _LONGEST or not ("图" in line or "摄" in line):
        return False
    return _LINE.fullmatch(line) is not None or _ALONE.fullmatch(line) is not None
