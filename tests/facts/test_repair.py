"""Repair puts in the source's own words where one possibility is left, and nothing else."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.facts.repair import repair
from summarizer.types import Task
from tests.facts.bulletins import MEETING, STATISTICS, VISIT

TRUE = (
    "5月12日，云岭县委副书记、县长林岳主持召开全县防汛备汛工作会议。"
    "林岳指出，要对全县23座小型水库开展拉网式排查。"
)


def mended(source: str, output: str, task: Task = Task.BRIEF) -> str | None:
    checker = Checker(source)
    failed = [c for c in checker.check(task, output) if c.passed is False]
    return repair(checker, task, output, failed)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("12日", "13日"),
        ("23座", "32座"),
        ("县长林岳", "县长林峰"),
        ("副书记", "书记"),
        ("主持召开全县防汛备汛", "主持召开全县防汛备讯"),
    ],
)
def test_one_wrong_word_gives_way_to_the_sources(right: str, wrong: str) -> None:
    assert mended(MEETING, TRUE.replace(right, wrong)) == TRUE


def test_two_wrong_words() -> None:
    assert mended(MEETING, TRUE.replace("12日", "13日").replace("23座", "32座")) == TRUE


def test_a_turned_order_is_turned_back() -> None:
    output = "县人大常委会副主任司马文渊、欧阳青出席会议。"
    assert mended(MEETING, output) == "县人大常委会副主任欧阳青、司马文渊出席会议。"


def test_a_dropped_negation_comes_back() -> None:
    output = "高晓棠要求，对按期完成的乡镇予以通报。"
    assert mended(MEETING, output) == "高晓棠要求，对未按期完成的乡镇予以通报。"


def test_an_unsupported_clause_at_the_end_is_dropped() -> None:
    invented = "全县干部群众深受鼓舞并纷纷点赞。"
    assert mended(MEETING, TRUE + invented) == TRUE


def test_where_several_figures_could_stand_nothing_is_guessed() -> None:
    assert mended(STATISTICS, "第三产业增加值18.1亿元，增长5.2%。") is None


def test_a_brief_of_invention_cannot_be_mended() -> None:
    assert mended(VISIT, "全市上下掀起了学习热潮，大家精神百倍地投入到新的战斗中去。") is None


def test_what_is_true_needs_no_repair() -> None:
    assert repair(Checker(MEETING), Task.BRIEF, TRUE, []) is None


def test_what_comes_back_passes_every_check() -> None:
    wrong = TRUE.replace("林岳指出", "高晓棠指出").replace("12日", "20日")
    checker = Checker(MEETING)
    failed = [c for c in checker.check(Task.BRIEF, wrong) if c.passed is False]
    text = repair(checker, Task.BRIEF, wrong, failed)
    assert text is not None
    assert all(c.passed is not False for c in checker.check(Task.BRIEF, text))


def test_without_its_first_sentence_a_brief_is_not_mended() -> None:
    invented = "全县干部群众深受鼓舞并纷纷点赞。"
    assert mended(MEETING, invented + TRUE) is None
