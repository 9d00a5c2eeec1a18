"""Metrics: literal values, agreement with sacrebleu, and properties that hold for any text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics import METRICS, metrics
from eval.metrics.base import Case, Metric, Signature, mean, of_mean
from eval.metrics.chrf_bleu import Sacrebleu, bleu
from eval.metrics.copying import Copying, fragments, novelty
from eval.metrics.coverage import Coverage
from eval.metrics.facts import FactChecks
from eval.metrics.headline_rules import Rules
from eval.metrics.length import Length
from eval.metrics.repetition import Repetition, repeated
from eval.metrics.rouge import Rouge, rouge
from eval.metrics.semantic import Semantic, centre, matched
from eval.metrics.words import WordRouge, words
from summarizer.exceptions import OptionError
from summarizer.rouge import units
from summarizer.types import Task

SOURCE = (
    "5月12日，云岭县委副书记、县长林岳主持召开防汛工作会议。副县长高晓棠参加会议。\n"
    "林岳强调，要对全县23座小型水库开展拉网式排查，严禁迟报瞒报。"
)
TRUE = "5月12日，云岭县委副书记、县长林岳主持召开防汛工作会议。林岳强调，严禁迟报瞒报。"
TEXTS = st.text(alphabet="县长林岳主持召开会议防汛23座。，3.5%GDP \n", max_size=60)


def value(
    metric: Metric, output: str, *references: str, task: Task = Task.BRIEF
) -> dict[str, float]:
    case = Case(task, SOURCE, references or (TRUE,), output)
    columns = {column.name: column for column in metric.columns}
    found = metric.measure(case)
    for name, statistics in found.items():
        assert len(statistics) == columns[name].width
    return {name: float(columns[name].aggregate(np.array(s))) for name, s in found.items()}


def test_every_metric_is_present_or_says_why() -> None:
    present, absent = metrics()
    assert len(present) + len(absent) == len(METRICS)
    assert all("pip install" in reason for reason in absent.values())
    columns = [column for metric in present for column in metric.columns]
    assert len({column.name for column in columns}) == len(columns)
    assert [metric.name for metric in metrics(["facts", "rouge"])[0]] == ["rouge", "facts"]
    with pytest.raises(OptionError, match="'rogue': not one of rouge, rouge-words"):
        metrics(["rogue"])


def test_signatures_state_unit_tokeniser_punctuation_and_version() -> None:
    signature = str(Rouge().columns[2].signature)
    assert signature.startswith("rouge-L|unit:char+num+latin|punct:out|case:lower|refs:best|f1|v:")
    assert str(Signature("x", ("a:b",))).startswith("x|a:b|v:")


def test_mean_of_nothing_is_no_number() -> None:
    assert mean(np.array([3.0, 4.0])) == 0.75
    assert np.isnan(mean(np.zeros(2)))


def test_rouge_takes_the_best_reference() -> None:
    assert value(Rouge(), TRUE, "毫不相干", TRUE) == {"rouge-1": 1, "rouge-2": 1, "rouge-L": 1}
    assert rouge("县长召开会议", ["县长开会"])["rouge-1"] == pytest.approx(0.8)


def test_words_are_cut_without_punctuation() -> None:
    pytest.importorskip("rjieba")
    assert "，" not in words("林岳主持召开会议，GDP增长。")
    assert "gdp" in words("林岳主持召开会议，GDP增长。")
    assert value(WordRouge(), TRUE)["rouge-L-words"] == 1
    assert 0 < value(WordRouge(), "云岭县召开会议。")["rouge-1-words"] < 1


def test_bleu_and_chrf_are_those_of_sacrebleu() -> None:
    sacrebleu = pytest.importorskip("sacrebleu")
    outputs = [
        TRUE,
        "云岭县召开会议。",
        "毫不相干",
        "县长林岳主持召开会议，要求排查23座水库。",
        "县",
    ]
    references = [(TRUE, "林岳主持召开防汛会议。")] * 5
    metric = Sacrebleu()
    cases = [Case(Task.BRIEF, SOURCE, r, o) for o, r in zip(outputs, references, strict=True)]
    found = [metric.measure(case) for case in cases]
    total = np.array([f["BLEU"] for f in found]).sum(axis=0)
    streams = [list(stream) for stream in zip(*references, strict=True)]
    expected = sacrebleu.corpus_bleu(outputs, streams, tokenize="zh").score
    assert float(bleu(total)) * 100 == pytest.approx(expected, abs=1e-9)
    for one, output in zip(found, outputs, strict=True):
        best = sacrebleu.sentence_bleu(output, list(references[0]), tokenize="zh").score
        assert float(bleu(np.array(one["BLEU"]))) * 100 == pytest.approx(best, abs=1e-9)
    chrf = sacrebleu.sentence_chrf(outputs[1], list(references[1])).score
    assert found[1]["chrF"][0] * 100 == pytest.approx(chrf)


def test_bleu_of_many_sums_at_once() -> None:
    one = np.array([5, 3, 2, 1, 6, 5, 4, 3, 6, 8], dtype=np.float64)
    stacked = bleu(np.stack([one, np.zeros(10), 2 * one]))
    assert stacked[0] == bleu(one)
    assert np.isnan(stacked[1])
    assert stacked[2] == pytest.approx(stacked[0])


def test_length_in_characters() -> None:
    found = value(Length(), "云岭县 开会。", "云岭县开会。" * 2)
    assert found == {
        "missing": 0,
        "chars": 6,
        "compression": pytest.approx(6 / (len(SOURCE) - 1)),
        "length-ratio": 0.5,
    }
    assert value(Length(), "") == {"missing": 1}


def test_fragments_are_greedy() -> None:
    source = units("县长林岳主持召开会议")
    assert fragments(units("林岳召开会议"), source) == [2, 4]
    assert fragments(units("市长开工"), source) == []
    assert novelty(units("林岳召开"), source, 2) == pytest.approx(1 / 3)
    assert novelty(units("县"), source, 2) is None


def test_copying_of_a_verbatim_output() -> None:
    found = value(Copying(), SOURCE[:20])
    assert found["copied"] == 1
    assert found["novel-2"] == 0
    assert value(Copying(), "") == {}
    assert value(Copying(), "丙丁戊己")["copied"] == 0


def test_repetition_counts_what_the_source_does_not_repeat() -> None:
    once = units("严禁迟报瞒报")
    assert repeated(once, ()) == 0
    assert repeated(once * 2, ()) == pytest.approx(3 / 9)
    assert repeated(once * 2, once * 2) == 0
    assert repeated(units("县长"), ()) is None
    assert value(Repetition(), "严禁迟报瞒报，严禁迟报瞒报。")["repeated"] == pytest.approx(3 / 9)


def test_facts_of_a_true_and_a_false_brief() -> None:
    true = value(FactChecks(), TRUE)
    assert true["facts-failed"] == 0
    assert true["facts-recall"] == 1
    false = value(FactChecks(), TRUE.replace("5月12日", "5月13日"))
    assert false["facts-failed"] == false["facts-failed-dates"] == 1
    assert false["facts-failed-quotations"] == 0
    assert false["facts-recall"] < 1
    assert value(FactChecks(), "") == {"facts-recall": 0}


def test_rules_of_the_house() -> None:
    assert value(Rules(), "林岳主持召开防汛工作会议", task=Task.HEADLINE) == {"rules": 1}
    assert value(Rules(), "林岳主持召开防汛工作会议。", task=Task.HEADLINE) == {"rules": 0}
    assert value(Rules(), "") == {"rules": 0}


def test_coverage_tells_where_an_output_draws_from() -> None:
    first, _, third = SOURCE.replace("\n", "").split("。")[:3]
    lead = value(Coverage(), first + "。")
    assert lead["covered"] == pytest.approx(1 / 3)
    assert lead["depth"] < 0.3
    assert value(Coverage(), third + "。")["depth"] > 0.6
    assert value(Coverage(), f"{first}。{third}。")["covered"] == pytest.approx(2 / 3)
    assert value(Coverage(), "丙丁戊己") == {}


def test_matching_is_greedy_and_symmetric() -> None:
    x = np.eye(3, dtype=np.float32)
    assert matched(x, x) == 1
    assert matched(x[:1], x) == pytest.approx(2 * (1 / 3) / (4 / 3))
    assert matched(x, -x) == matched(x, x[:0]) == 0


def test_semantic_similarity_orders_texts() -> None:
    metric = Semantic()
    if reason := metric.absent():
        pytest.skip(reason)
    same = value(metric, TRUE)["semantic"]
    near = value(metric, "林岳县长开会部署防汛，要求不得瞒报。")["semantic"]
    far = value(metric, "足球友谊赛在体育中心举行，主队获胜。")["semantic"]
    assert same == pytest.approx(1, abs=1e-5)
    assert same > near > far + 0.1
    assert value(metric, "") == {"semantic": 0}


def test_the_stored_centre_is_that_of_the_sentences() -> None:
    metric = Semantic()
    if reason := metric.absent():
        pytest.skip(reason)
    assert np.allclose(metric._centre, centre(metric._encoder), atol=1e-5)


LIGHT: list[Metric] = [Rouge(), Length(), Copying(), Repetition(), Rules()]


@given(TEXTS, TEXTS.filter(str.strip), TEXTS.filter(str.strip))
@settings(max_examples=80, deadline=None)
def test_scores_of_any_text_are_in_range(output: str, reference: str, source: str) -> None:
    for task in Task:
        case = Case(task, source, (reference,), output.strip())
        for metric in LIGHT:
            columns = {column.name: column for column in metric.columns}
            for name, statistics in metric.measure(case).items():
                score = float(columns[name].aggregate(np.array(statistics)))
                assert score >= 0
                if columns[name].share and name not in ("compression", "length-ratio"):
                    assert score <= 1


def test_cases_differ_by_any_part() -> None:
    case = Case(Task.BRIEF, "a", ("b", "c"), "d")
    others = [
        Case(Task.HEADLINE, "a", ("b", "c"), "d"),
        Case(Task.BRIEF, "ab", ("", "c"), "d"),
        Case(Task.BRIEF, "a", ("bc",), "d"),
        Case(Task.BRIEF, "a", ("b",), "cd"),
    ]
    assert len({c.digest for c in (case, *others)}) == 5
    assert case.digest == Case(Task.BRIEF, "a", ("b", "c"), "d").digest
    assert of_mean(0.5, 2) == (1.0, 2)
