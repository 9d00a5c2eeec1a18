"""On what condition a clause holds: 停工3天 of 凡未落实的，停工3天 holds for all.

A writer that copies clauses keeps what follows a condition. These judge the model's own briefs,
not people's.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import after_last, until_first
from summarizer.cuts import CLAUSE, STOPS, Cut
from summarizer.facts.model import View
from summarizer.facts.segment import tagged

#: Characters of a clause that has places in the source: so many tell where it is from.
_KNOWN: Final = 4
#: So long is what a clause lost of its own first words, when it lost the condition too.
_SUBJECT: Final = 6
#: A condition: 凡…, 确因…, …的; one that says 都, 要 itself is whole, as is 是…的.
_IF: Final = re.compile(
    r"确因|确需|凡|如果|如(?![何期下此实数火同约愿今意法是出上])|若(?!干)|一旦|除(?!此|了此)|"
    r"待(?![遇业岗命在])[^，]+后|只要|只有(?!\d)"
)
_WHOSE: Final = re.compile("(?<!似)的$")
_WHOLE: Final = re.compile("都|(?<!只)要(?![求素点件])|必须|一律|不得|均")
_IS: Final = re.compile("是|为目的")
#: A case that is dealt with: 对测评不合格的报告，; nothing is done to it within the clause.
_CASE: Final = re.compile(r"对(?!照|标|接|外|于|此).*的([^的]{1,8})$")
#: Whom or what something is done for.
_FOR: Final = re.compile(
    r"对(?!照|标|接|外|于|此).{2,}(?:的|企业|个人|家庭|人员|单位|农户|学生|村)"
)
#: Characters behind such a clause that show how it goes on.
_NEXT: Final = 6


def unconditioned(view: View) -> Cut | None:
    """Where a clause lost the condition before it: 停工3天 of 凡未落实的，停工3天."""
    kept = {p for p in view.places if p >= 0}
    for clause in CLAUSE.finditer(view.output):
        at = view.places[clause.start()]
        copied = view.places[clause.start() : clause.start() + 3] == (at, at + 1, at + 2)
        first = after_last(view.source, STOPS, at)
        marked = first > 1 and view.source[first - 1] in "，,"
        if not marked or not copied or len(clause[0]) < _KNOWN or at - first > _SUBJECT:
            continue
        begin = after_last(view.source, STOPS, first - 1)
        lost = view.source[begin : first - 1]
        if _condition(lost) and kept.isdisjoint(range(begin, first - 1)):
            reason = "漏掉前面的条件或对象，应一并写出"
            return Cut(clause.start(), clause.end(), reason, lost, range(begin, at), anew=False)
    return None


def unbenefited(view: View) -> Cut | None:
    """Where a case lost what is done in it: 对灵活就业的， goes on with another case and its grant.

    对招用的，对创办的，给予补贴 of one sentence is a list, and a grant that follows is its own.
    """
    output, source = view.output, view.source
    for clause in CLAUSE.finditer(output):
        last, mark = view.places[clause.end() - 1], output[clause.end() : clause.end() + 1]
        if not _FOR.fullmatch(clause[0]) or last < 0 or mark != "，" or source[last + 1] != "，":
            continue
        following = range(last + 2, until_first(source, STOPS, last + 2))
        words = source[following.start : following.stop]
        going_on = [p for p in view.places[clause.end() + 1 :][:_NEXT] if p >= 0]
        if len(words) < _KNOWN or _FOR.match(words) or not going_on:
            continue
        if not any(p in following for p in going_on) and going_on[0] > following.stop:
            reason = "前面的对象没有写出怎么办，应一并写出"
            start = clause.end() + 1
            end = until_first(output, STOPS, start)
            lost = range(following.start, following.stop + 1)
            return Cut(start, end, reason, words, lost, anew=False)
    return None


def _condition(clause: str) -> bool:
    """Whether a clause only says in which case the next one holds."""
    if len(clause) < _KNOWN or _WHOLE.search(clause):
        return False
    if _WHOSE.search(clause):
        return not _IS.search(clause)
    case = _CASE.match(clause)
    dealt = case is not None and any(t[0] == "v" and t != "vn" for _, t in tagged(case[1]))
    return _IF.match(clause) is not None or (case is not None and not dealt)
