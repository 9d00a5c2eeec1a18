"""Names that a text keeps back: 张某, 林某某, 王某甲. Only their letters tell them apart."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from summarizer.facts.naming import HAN, PREPOSITIONS, family_name

#: What may stand right before such a name: the end of a word for a person, or a preposition.
_PERSON: Final = "人子犯员民长者工师生机主友妻夫父母兄弟姐妹儿女客童伙警官户部处任记席理某"
_BEFORE: Final = re.compile(rf"(?:^|[^{HAN}]|[{_PERSON}对和与及由向被将把给以让系取])$")
#: Behind 某 these make it a word of its own: 清江|某公司, 于某日.
_NO_NAME: Final = (
    "公司|单位|集团|企业|小区|工地|酒店|商|项目|部|校|院|医|银行|店|大|中|小学|高|村|镇|乡|街|"
    "[县市区省局厂地路年月日时次种个些段处类项位名家国网站品领建物]"
)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{family_name().pattern})某(?:某|[甲乙丙丁])?(?!{_NO_NAME})")


def anonymous(text: str) -> set[str]:
    """The names of this form in ``text``."""
    found: set[str] = set()
    if "某" not in text:
        return found
    for match in _pattern().finditer(text):
        start = match.start()
        before = text[max(0, start - 1) : start]
        if not _BEFORE.match(before) and before:
            continue
        if match[0][0] in PREPOSITIONS and before not in _PERSON:
            continue
        found.add(match[0])
    return found


def is_anonymous(name: str) -> bool:
    """Whether ``name`` is one of this form."""
    return "某" in name[1:]
