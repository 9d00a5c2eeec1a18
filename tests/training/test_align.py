"""References in the form that decoding can write: units copied from places, and glue."""

from __future__ import annotations

import pytest

from summarizer.selecting import Evidence, select
from summarizer.seq2seq.checkpoint import Checkpoint
from summarizer.seq2seq.load import SHIPPED
from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.training.align import Aligned, align
from summarizer.types import CharMap, Task

TEXT = (
    "4月19日，云岭县委书记林岳强主持召开全县安全生产工作会议。会议传达学习了有关文件精神。"
    "林岳强强调，要压实企业主体责任，排查隐患1,230.5处，整改率达到89.1%，"
    "坚决防范重特大事故。县长周毅要求，有关部门要认真落实。"
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(Checkpoint.open(SHIPPED))


def aligned(vocabulary: Vocabulary, reference: str, task: Task = Task.BRIEF) -> Aligned:
    return align(TEXT, select(TEXT, task, budget=999), reference, task, vocabulary)


def test_a_selection_comes_back_as_it_is(vocabulary: Vocabulary) -> None:
    reference = (
        "4月19日，林岳强主持召开安全生产工作会议。林岳强强调，排查隐患1,230.5处，"
        "整改率达到89.1%，防范重特大事故。"
    )
    found = aligned(vocabulary, reference)
    assert vocabulary.decode(found.ids)[0] == reference
    assert (found.lost, found.held) == (0.0, 1.0)
    source = vocabulary.encode(TEXT).ids
    for token, place in zip(found.ids, found.places, strict=True):
        assert source[place - 1] == token if place else vocabulary.mark[token]
    copied = [place for place in found.places if place]
    assert copied == sorted(copied)  # the second 林岳强 is that of the second sentence
    point = found.ids.index(vocabulary.encode(".").ids[0])
    assert found.places[point] > 0  # inside a figure, a mark has its place


def test_words_are_not_torn_and_what_the_text_does_not_say_is_left_out(
    vocabulary: Vocabulary,
) -> None:
    found = aligned(vocabulary, "林岳强主持召开安全会，并强调防范事故。")
    text = vocabulary.decode(found.ids)[0]
    assert text == "林岳强主持召开安全生产会议，并强调防范特大事故。"
    found = aligned(vocabulary, "林岳强视察粮库，强调防范事故。")
    assert found.lost > 0.2
    assert "粮" not in vocabulary.decode(found.ids)[0]


def test_a_headline_may_turn_the_order_and_has_no_full_stop(vocabulary: Vocabulary) -> None:
    found = aligned(vocabulary, "坚决防范重特大事故 云岭召开安全生产会议", Task.HEADLINE)
    assert vocabulary.decode(found.ids)[0] == "坚决防范重特大事故 云岭召开安全生产会议"


def test_a_clause_that_the_evidence_lacks_is_left_out_whole(vocabulary: Vocabulary) -> None:
    end = TEXT.index("。") + 1
    evidence = Evidence(TEXT[:end], CharMap.identity(end), end / len(TEXT), "salience")
    reference = "4月19日，林岳强主持召开安全生产会议，整改率达到89.1%。"
    found = align(TEXT, evidence, reference, Task.BRIEF, vocabulary)
    assert vocabulary.decode(found.ids)[0] == "4月19日，林岳强主持召开安全生产会议。"
    assert 0.5 < found.held < 1
    assert found.lost == 0
