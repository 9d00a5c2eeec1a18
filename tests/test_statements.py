"""Which beginnings of a sentence can be printed alone."""

from __future__ import annotations

import pytest

from summarizer import extractive
from summarizer.facts.check import Checker
from summarizer.statements import circumstance, furniture, leans, nobody, numbered, says
from summarizer.types import Span, Task

LONG = (
    "会上，林岳强调，要压实防汛责任，加强巡查值守，确保安全度汛，为全年粮食丰收打下坚实基础。"
    "图为会议现场。他要求，各乡镇要备足物资。县水利局通报了水情。"
)


@pytest.mark.parametrize(
    "words",
    [
        "他强调，",
        "会上，",
        "为推进项目建设，",
        "5月12日，",
        "据介绍，",
        "活动中，",
        "既不盲目乐观，",
    ],
)
def test_clauses_that_only_lead_on(words: str) -> None:
    assert not says(words)


@pytest.mark.parametrize("words", ["林岳主持会议，", "要压实防汛责任，", "全县增产6.3%。"])
def test_clauses_that_say_something(words: str) -> None:
    assert says(words)


def test_what_leans_on_the_sentence_before() -> None:
    assert leans("他要求，各乡镇要备足物资。")
    assert not leans("县水利局通报了水情。")


def test_captions_are_no_news() -> None:
    assert furniture("图为会议现场。")
    assert furniture("云报编辑：林岳云岭县召开防汛会议")
    assert not furniture("县水利局通报了水情。")


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("一是要压实责任，", 2),
        ("二要强化保障，", 1),
        ("第三，", 3),
        ("三要素齐全，", 0),
        ("一座桥，", 0),
    ],
)
def test_what_numbers_a_member_of_a_list(words: str, size: int) -> None:
    assert numbered(words) == size


@pytest.mark.parametrize("words", ["为推进项目建设，", "记者从县水利局获悉，", "活动中，"])
def test_circumstances_can_be_left_out(words: str) -> None:
    assert circumstance(words)


@pytest.mark.parametrize("words", ["如果不及时处置，", "会议指出，", "县水利局通报了水情，"])
def test_conditions_and_speakers_cannot(words: str) -> None:
    assert not circumstance(words)


def test_posts_and_a_name_are_no_statement() -> None:
    assert nobody("县人大常委会党组书记、主任何静安，")
    assert nobody("省文化和旅游厅二级巡视员何静安")
    assert not nobody("县人大常委会主任何静安主持会议，")
    assert not nobody("林岳拟提名为副县长人选")
    assert not nobody("云岭县政协召开十届二十一次主席会议")
    assert not nobody("县委深改委召开书记办公会")
    assert not nobody("县十八届人大五次会议召开主席团会议")


@pytest.mark.parametrize("limit", [30, 45, 60, 80, 190])
def test_an_extract_ends_its_sentences_and_passes_the_checks(limit: int) -> None:
    found = extractive.brief(LONG, limit)
    assert found is not None
    assert len(found.text) <= limit
    assert "强调。" not in found.text
    assert "图为" not in found.text
    assert all(c.passed is not False for c in Checker(LONG).check(Task.BRIEF, found.text))


def test_a_headline_begins_with_its_person_and_prefers_an_event() -> None:
    text = "5月12日，清河县委副书记、县长林岳到石门镇调研春耕生产。为推进工作，高晓棠陪同。"
    at = text.index("林岳")
    found = extractive.headline(text, 32, names=[Span(start=at, end=at + 2)])
    assert found is not None
    assert found.text == "林岳到石门镇调研春耕生产"
