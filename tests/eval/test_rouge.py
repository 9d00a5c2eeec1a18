"""ROUGE: literal values, properties, and agreement with rouge-score on 1,000 random pairs."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.rouge import lcs, ngrams, places, rouge, subsequence, units

WORDS = st.text(alphabet="县长林岳主持召开会议防汛3.5%12,GDP ，。", max_size=40)


def test_units_keep_numbers_and_latin_words_whole() -> None:
    expected = ["增", "长", "12.5%", "达", "1234.5", "亿", "元"]
    assert list(units("增长12.5%，达1,234.5亿元。")) == expected
    assert units("GDP、HPV疫苗和H7N9") == ("gdp", "hpv", "疫", "苗", "和", "h7n9")


def test_units_know_full_width_forms_and_drop_punctuation() -> None:
    assert units("１２．５％的ＧＤＰ") == units("12.5%的gdp") == ("12.5%", "的", "gdp")
    assert units("“三保”、《规划》（试行）——！ \n") == tuple("三保规划试行")


def test_a_full_width_comma_does_not_join_numbers() -> None:
    assert units("新增5，10月") == ("新", "增", "5", "10", "月")
    assert units("2021,12月") == ("2021", "12", "月")


def test_places_are_those_of_the_text() -> None:
    text = "İ增长１２．５％，达1,234亿元，ＧＤＰ。"
    found = places(text)
    assert tuple(unit for unit, _, _ in found) == units(text)
    assert [text[a:b] for unit, a, b in found if len(unit) > 1] == ["１２．５％", "1,234", "ＧＤＰ"]


def test_literal_values() -> None:
    said, given_ = units("县长召开会议"), units("县长林岳主持会议")
    assert ngrams(said, given_, 1).f1 == pytest.approx(2 * 4 / (6 + 8))
    assert ngrams(said, given_, 2).f1 == pytest.approx(2 * 2 / (5 + 7))
    assert subsequence(said, given_).precision == pytest.approx(4 / 6)
    assert subsequence(said, given_).recall == pytest.approx(4 / 8)


def test_counts_are_multisets() -> None:
    assert ngrams(units("好好好好"), units("好"), 1).precision == pytest.approx(1 / 4)


def test_best_reference_counts() -> None:
    scores = rouge("县长召开会议", ["毫不相干", "县长召开会议"])
    assert scores == {"rouge-1": 1.0, "rouge-2": 1.0, "rouge-L": 1.0}
    assert rouge("", ["县长"]) == rouge("县长", [""]) == dict.fromkeys(scores, 0.0)


@given(WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_lcs_is_that_of_the_table(a: str, b: str) -> None:
    x, y = units(a), units(b)
    row = [0] * (len(y) + 1)
    for unit in x:
        previous = 0
        for j, other in enumerate(y, 1):
            previous, row[j] = row[j], previous + 1 if unit == other else max(row[j], row[j - 1])
    assert lcs(x, y) == row[-1]


@given(WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_scores_are_shares_and_symmetric(a: str, b: str) -> None:
    forward, backward = rouge(a, [b]), rouge(b, [a])
    for name, score in forward.items():
        assert 0 <= score <= 1
        assert score == pytest.approx(backward[name])
    assert forward["rouge-L"] <= forward["rouge-1"] + 1e-12
    if len(units(a)) > 1:
        assert rouge(a, [a]) == dict.fromkeys(forward, 1.0)


def test_equals_rouge_score_on_a_thousand_random_pairs() -> None:
    from rouge_score.rouge_scorer import RougeScorer
    from rouge_score.tokenizers import Tokenizer

    class Units(Tokenizer):  # type: ignore[misc]
        def tokenize(self, text: str) -> list[str]:
            return list(units(text))

    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], tokenizer=Units())
    dice = random.Random(5)
    letters = [*"县委书记林岳主持召开防汛工作会议，。、", "12.5%", "GDP", "5月", " "]
    for _ in range(1000):
        candidate = "".join(dice.choices(letters, k=dice.randrange(0, 50)))
        references = [
            "".join(dice.choices(letters, k=dice.randrange(0, 50)))
            for _ in range(dice.randrange(1, 3))
        ]
        expected = scorer.score_multi(references, candidate)
        ours = rouge(candidate, references)
        for name, theirs in (("rouge-1", "rouge1"), ("rouge-2", "rouge2"), ("rouge-L", "rougeL")):
            assert ours[name] == pytest.approx(expected[theirs].fmeasure, abs=1e-12)
