"""The whole way on the shipped model: what leaves the pipeline is checked, traced, in length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import pytest

from summarizer import pipeline
from summarizer.options import Options
from summarizer.pipeline import Summarizer
from summarizer.seq2seq.engine import Decoding, Engine, Hypothesis, Prompt
from summarizer.types import Article, CharMap, Method, Page, Summary, Task
from tests.bulletins import MEETING, SHORT, STATISTICS


def article(text: str, index: int = 0) -> Article:
    return Article(source="t", index=index, text=text, origin=CharMap.identity(len(text)))


@pytest.fixture(scope="module")
def summaries(summarizer: Summarizer) -> list[Summary]:
    texts = [MEETING, STATISTICS, SHORT]
    return summarizer.summarize_articles([article(t, i) for i, t in enumerate(texts)])


def test_every_output_passed_its_checks(summaries: list[Summary]) -> None:
    for summary in summaries:
        assert summary.headline
        assert summary.brief
        assert summary.checks
        assert all(check.passed is not False for check in summary.checks)


def test_outputs_keep_the_lengths_and_forms(summaries: list[Summary]) -> None:
    for summary in summaries:
        assert summary.headline is not None
        assert summary.brief is not None
        assert len(summary.headline) <= 32
        assert not summary.headline.endswith("。")
        assert len(summary.brief) <= 190
        assert summary.brief[-1] in "。！？”"


def test_every_output_clause_is_traced_to_the_page(summaries: list[Summary]) -> None:
    for summary in summaries:
        for trace in summary.provenance:
            assert trace.article
            assert trace.article == trace.page  # these articles are their own pages
            assert all(span.end <= len(summary.text) for span in trace.article)
        traced = {trace.task for trace in summary.provenance}
        assert traced == {Task.HEADLINE, Task.BRIEF}


def test_the_report_of_what_was_read(summaries: list[Summary]) -> None:
    long, _, short = summaries
    assert short.read_share == {Task.HEADLINE: 1.0, Task.BRIEF: 1.0}
    assert 0.2 < long.read_share[Task.HEADLINE] < long.read_share[Task.BRIEF] <= 1.0


def test_what_was_not_the_models_has_a_reason(summaries: list[Summary]) -> None:
    for summary in summaries:
        for task, method in summary.method.items():
            assert method is Method.MODEL or summary.reasons[task]


@pytest.mark.parametrize("limit", [12, 45, 80])
def test_the_ceiling_is_hard(summarizer: Summarizer, limit: int) -> None:
    [summary] = summarizer.summarize_articles([article(MEETING)], Options(max_chars=limit))
    for text in (summary.headline, summary.brief):
        assert text is None or len(text) <= limit


def test_order_and_results_do_not_depend_on_the_batch(summarizer: Summarizer) -> None:
    texts = [SHORT, MEETING, STATISTICS]
    together = summarizer.summarize_articles([article(t) for t in texts])
    alone = [s for t in texts for s in summarizer.summarize_articles([article(t)])]
    assert [s.headline for s in together] == [s.headline for s in alone]
    assert [s.text for s in together] == texts


def test_a_page_gives_its_articles(summarizer: Summarizer) -> None:
    page = Page(source="p", text=f"林岳主持召开防汛备汛会议\n\n本报讯 {MEETING}")
    [summary] = summarizer.summarize_page(page, Options(tasks=(Task.HEADLINE,)))
    assert summary.title == "林岳主持召开防汛备汛会议"
    assert summary.brief is None
    assert Task.BRIEF not in summary.method
    assert all(span.of(page.text) for trace in summary.provenance for span in trace.page)


def test_without_checks_the_first_candidate_comes_as_it_is(summarizer: Summarizer) -> None:
    [summary] = summarizer.summarize_articles([article(MEETING)], Options(checks=False))
    first = next(c for c in summary.candidates if c.task is Task.BRIEF)
    assert summary.brief == first.text
    assert summary.checks == ()


class _Careless:
    """The shipped engine, but its first briefs stop in the middle of a clause, the next do not."""

    def __init__(self, engine: Engine, first: str) -> None:
        self._engine = engine
        self._first = first
        self.asked: list[tuple[int, Decoding]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def generate(
        self, prompts: Sequence[Prompt], decoding: Decoding
    ) -> list[tuple[Hypothesis, ...]]:
        self.asked.append((len(prompts), decoding))
        written = self._engine.generate(prompts, decoding)
        text = MEETING[: MEETING.index("副县长")] if len(self.asked) > 1 else self._first
        brief = Hypothesis(text, -0.1)
        return [
            (brief,) if prompt.task is Task.BRIEF and prompt.text[:5] == "5月12日" else found
            for prompt, found in zip(prompts, written, strict=True)
        ]


def test_a_brief_of_which_nothing_passes_is_written_again(summarizer: Summarizer) -> None:
    engine = _Careless(summarizer.engine, "5月12日，云岭县委副书记、县长林岳主持召开全县防汛备汛。")
    careless = Summarizer(cast("Engine", engine), summarizer.house)
    first, second = careless.summarize_articles([article(MEETING), article(SHORT, 1)])
    assert first.method[Task.BRIEF] is Method.MODEL
    assert first.brief is not None
    assert "防汛备汛。" not in first.brief
    assert first.reasons[Task.BRIEF][0].startswith("候选1未采用")
    assert first.reasons[Task.BRIEF][-1] == "已重新撰写"
    assert all(check.passed is not False for check in first.checks)
    assert first.brief in [c.text for c in first.candidates]
    assert second.brief == summarizer.summarize_articles([article(SHORT)])[0].brief
    (_, usual), (count, careful) = engine.asked
    assert count == 1
    assert careful.joint_penalty > usual.joint_penalty
    assert careful.worth < usual.worth


def _rewritten(summarizer: Summarizer, first: str) -> Summary:
    engine = cast("Engine", _Careless(summarizer.engine, first))
    return Summarizer(engine, summarizer.house).summarize_articles([article(MEETING)])[0]


def test_a_brief_much_to_be_doubted_is_written_again(
    summarizer: Summarizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined = (
        "5月12日，云岭县委副书记、县长林岳主持召开全县防汛备汛工作会议，安排部署下一步工作。"
        "林岳强调，要严格执行24小时值班值守制度，及时发布预警信息。"
    )
    whole = MEETING[: MEETING.index("副县长")]
    monkeypatch.setattr(pipeline, "DOUBTED", -1.0)
    monkeypatch.setattr(pipeline, "LESS", -9.0)
    again = _rewritten(summarizer, joined)
    assert (again.brief, again.reasons[Task.BRIEF]) == (whole, ("已重新撰写",))
    monkeypatch.setattr(pipeline, "LESS", 9.0)  # no brief is so much safer
    first = _rewritten(summarizer, joined)
    assert first.method[Task.BRIEF] is Method.MODEL
    assert first.brief != whole
    assert Task.BRIEF not in first.reasons
    monkeypatch.setattr(pipeline, "LESS", -9.0)
    monkeypatch.setattr(pipeline, "DOUBTED", 9.0)
    assert _rewritten(summarizer, joined).brief == first.brief


def test_an_empty_article_gets_nothing_and_says_so(summarizer: Summarizer) -> None:
    [summary] = summarizer.summarize_articles([article("")])
    assert summary.headline is None
    assert summary.brief is None
    assert set(summary.reasons) == {Task.HEADLINE, Task.BRIEF}


@pytest.mark.parametrize(
    ("text", "brief"), [("县长林岳调研。", "县长林岳调研。"), ("好的", None), ("hi", None)]
)
def test_next_to_nothing_is_not_written_about(
    summarizer: Summarizer, text: str, brief: str | None
) -> None:
    (summary,) = summarizer.summarize_page(Page(source="-", text=text))
    assert summary.brief == brief
    assert not summary.candidates


def test_a_correction_is_told_in_its_own_words(summarizer: Summarizer) -> None:
    wrong = "6月20日，“云岭发布”公众号推送了《云岭县建成桥梁12座》一文。"
    right = "文中“建成桥梁12座”应为“建成桥梁2座”。"
    notice = f"{wrong}因核对有误，现更正如下：{right}特此更正，并致歉意。"
    [summary] = summarizer.summarize_articles([article(notice)])
    assert summary.headline == "更正"
    assert summary.brief == notice.removesuffix("特此更正，并致歉意。")
    assert summary.candidates == ()
    assert set(summary.method.values()) == {Method.EXTRACTIVE}
    assert {trace.task for trace in summary.provenance} >= {Task.BRIEF}
