"""The examples of docs/footguns.md are true."""

from __future__ import annotations

import pytest

from summarizer.rouge import rouge

OPPOSITE = "完成投资86.3亿元", "总投资86.3亿元，严重亏损"


def test_the_default_tokeniser_sees_digits_only() -> None:
    rouge_scorer = pytest.importorskip("rouge_score.rouge_scorer")
    scorer = rouge_scorer.RougeScorer(["rouge1"])
    assert scorer.score(*OPPOSITE)["rouge1"].fmeasure == 1.0
    assert scorer.score("会议强调防汛", "会议强调防汛")["rouge1"].fmeasure == 0.0
    assert rouge(OPPOSITE[1], [OPPOSITE[0]])["rouge-1"] == pytest.approx(10 / 17)


def test_sets_do_not_see_a_loop() -> None:
    once = "会议强调，要抓好落实。"
    said, given = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (once * 4, once))
    assert 2 * len(said & given) / (len(said) + len(given)) == pytest.approx(0.952, abs=5e-4)
    assert rouge(once * 4, [once])["rouge-2"] == pytest.approx(0.372, abs=5e-4)


def test_a_transposed_number_costs_a_unit() -> None:
    assert rouge("开工项目98个", ["开工项目89个"])["rouge-1"] == pytest.approx(5 / 6)
    assert rouge("开工项目８９个", ["开工项目89个"])["rouge-1"] == 1.0
