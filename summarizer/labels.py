"""Lines that name what stands below them and are none of it: 广告, 遗失声明, 公示, 启事, 讣告.

What is announced below such a line is no part of the news above it, however the page sets it.
"""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"[【〖\[]?(?:(?P<advert>(?:公益|商业|分类)?广告)|"
    r"(?:任前|拟任|任职|中标|结果|表彰|项目)?公示|(?:招聘|招标|中标|拍卖|遗失|注销|减资|清算|招商|采购|停电|停水)?公告|"
    r"(?:遗失|更正|作废|挂失|致歉)声明|(?:招聘|招租|招生|寻人|征集|征稿|征婚|认领|更正)?启事|讣告|更正|通告)"
    r"[】〗\]]?[：:]?"
)


def is_label(line: str) -> bool:
    """Whether ``line`` is nothing but such a label; two characters may be set wide (公 示)."""
    return _found(line) is not None


def is_advert(line: str) -> bool:
    """Whether ``line`` is a label that is no headline either: 广告."""
    found = _found(line)
    return found is not None and found["advert"] is not None


def _found(line: str) -> re.Match[str] | None:
    return _LABEL.fullmatch(line.replace(" ", "")) if len(line) <= 12 else None
