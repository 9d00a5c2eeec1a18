"""The automaton of decoding: whatever the network likes, only the newsroom's moves are made."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from summarizer.seq2seq.checkpoint import Checkpoint
from summarizer.seq2seq.constraints import Rules
from summarizer.seq2seq.engine import Decoding, Prompt
from summarizer.seq2seq.glue import glue_words
from summarizer.seq2seq.load import SHIPPED
from summarizer.seq2seq.node import Node
from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.types import Task
from summarizer.words import words
from tests.bulletins import MEETING


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(Checkpoint.open(SHIPPED))


def rules(vocabulary: Vocabulary, text: str, task: Task = Task.BRIEF) -> Rules:
    prompt = Prompt(text=text, task=task, atomic=words(text))
    return Rules(prompt, vocabulary.encode(text), vocabulary, Decoding())


def write(own: Rules, text: str) -> Node | None:
    """``text`` token by token, of a network that would rather copy than write."""
    node = Node()
    share = np.full(len(own.ids), 0.5, np.float32)
    for token in own.vocabulary.encode(text).ids:
        new = own.extend(node, token, node.log_p, 0.5, share)
        if new is None:
            return None
        node = new
    return node


def test_words_are_copied_whole(vocabulary: Vocabulary) -> None:
    own = rules(vocabulary, "县委副书记、县长林岳主持会议")
    assert write(own, "县长林岳主持会议") is not None
    assert write(own, "县委副书记长林岳") is None  # 县长 is entered at its start only


def test_nothing_is_copied_twice(vocabulary: Vocabulary) -> None:
    own = rules(vocabulary, "全县推进乡村振兴工作。")
    assert write(own, "全县推进乡村振兴") is not None
    assert write(own, "全县推进乡村振兴，全县") is None


def test_a_brief_goes_forward_and_a_headline_where_it_likes(vocabulary: Vocabulary) -> None:
    text = "林岳调研设施蔬菜产业"
    assert write(rules(vocabulary, text), "产业林岳") is None
    assert write(rules(vocabulary, text, Task.HEADLINE), "产业林岳") is not None


def test_copying_what_is_worth_it_is_paid(vocabulary: Vocabulary) -> None:
    text = "林岳调研设施蔬菜产业"
    encoded = vocabulary.encode(text)
    worth = tuple(0.5 if c in "林岳" else 0.0 for c in text)
    prompt = Prompt(text=text, task=Task.BRIEF, worth=worth)
    paid, free = (
        write(Rules(prompt, encoded, vocabulary, Decoding(worth=each)), "林岳等调研")
        for each in (2.0, 0.0)
    )
    assert paid is not None
    assert free is not None
    copied = sum(text[start] in "林岳" for start, _ in encoded.spans)
    assert paid.log_p - free.log_p == pytest.approx(copied)


def test_nothing_ends_before_its_least_length(vocabulary: Vocabulary) -> None:
    text = "林岳调研设施蔬菜产业"
    own = Rules(
        Prompt(text=text, task=Task.BRIEF, min_chars=6),
        vocabulary.encode(text),
        vocabulary,
        Decoding(),
    )
    short, long = write(own, "林岳调研"), write(own, "林岳调研设施蔬菜")
    assert short is not None
    assert long is not None
    assert not own.may_end(short)
    assert own.may_end(long)


def test_a_sentence_does_not_end_where_somebody_begins_to_speak(vocabulary: Vocabulary) -> None:
    own = rules(vocabulary, "林岳强调，要压实责任。县里达到要求。")
    assert write(own, "林岳强调，要压实责任。") is not None
    assert write(own, "林岳强调。") is None
    assert write(own, "县里达到要求。") is not None


def test_a_sentence_ends_where_a_clause_of_the_source_does(vocabulary: Vocabulary) -> None:
    own = rules(vocabulary, "林岳出席会议并讲话，实现病毒检测试剂的生产。全县备足物资了。")
    assert write(own, "林岳出席会议并讲话。") is not None
    assert write(own, "林岳出席会议。") is None
    assert write(own, "实现病毒检测试剂。") is None
    assert write(own, "全县备足物资。") is not None


def test_a_clause_follows_a_clause_behind_a_mark(vocabulary: Vocabulary) -> None:
    own = rules(vocabulary, "林岳调研，要备足物资。高晓棠出席\n会议结束。")
    assert write(own, "林岳调研，要备足物资。高晓棠") is not None
    assert write(own, "林岳调研要备足") is None
    assert write(own, "要备足物资高晓棠") is None
    assert write(own, "高晓棠出席会议") is None
    assert write(own, "林岳备足物资") is not None
    headline = rules(vocabulary, "林岳调研，要备足物资。", Task.HEADLINE)
    assert write(headline, "林岳调研要备足") is not None


def test_only_glue_is_written(vocabulary: Vocabulary) -> None:
    own = rules(vocabulary, "林岳调研设施蔬菜产业")
    assert write(own, "林岳等调研") is not None
    assert write(own, "林岳视察") is None


def test_the_glue_holds_nothing_that_changes_a_fact() -> None:
    for task in Task:
        assert not set(glue_words()[task]) & {
            "不",
            "未",
            "没有",
            "超",
            "近",
            "增长",
            "下降",
            "主持",
        }


def test_words_that_meet_apart_from_the_source_cost(vocabulary: Vocabulary) -> None:
    own = rules(vocabulary, "林岳主持召开全县防汛工作会议，部署防汛工作。")
    whole, joined = write(own, "林岳主持召开全县防汛工作会议"), write(own, "林岳主持召开会议")
    assert whole is not None
    assert joined is not None
    assert whole.log_p == 0.0
    assert joined.log_p == -own.decoding.joint_penalty


@pytest.mark.parametrize("seed", range(20))
def test_a_random_walk_is_made_of_whole_words_of_the_source(
    vocabulary: Vocabulary, seed: int
) -> None:
    own = rules(vocabulary, MEETING)
    draw = random.Random(seed)
    tokens = [*own.words, *(vocabulary.encode("，。的等").ids)]
    node, used = Node(), set[int]()
    for _ in range(300):
        token = draw.choice(list(own.forced(node)) or tokens)
        share = np.random.default_rng(draw.randrange(1 << 30)).random(len(own.ids), np.float32)
        new = own.extend(node, token, 0.0, 0.5, share)
        if new is None:
            continue
        node = new
        if new.position > 0 and not vocabulary.mark[token]:
            assert new.position not in used
            used.add(new.position)
    assert used
    starts = {span.start for span in words(MEETING)}
    inside = {i for span in words(MEETING) for i in range(span.start + 1, span.end)}
    path = node.path()
    for before, after in itertools.pairwise(path):
        if after.position > 0 and after.position != before.position + 1:
            place = own.source.spans[after.position - 1][0]
            # The same words may stand elsewhere: a word once entered goes on at either place.
            going_on = after.position - 1 in before.inside
            assert going_on or place in starts or place not in inside
