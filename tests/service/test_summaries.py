"""Summaries, headlines, checks and models over HTTP."""

from __future__ import annotations

import io

from service.client import Client
from service.schemas import (
    HeadlineWishes,
    HouseRules,
    TextForm,
    Wishes,
)
from summarizer.options import BEAM
from summarizer.types import Method, Task
from tests.service.serving import ARTICLE, PAGE


class TestSummaries:
    def test_every_article_of_a_page(self, client: Client) -> None:
        found = client.summarize(PAGE, source="page-1")
        assert [a.title for a in found.articles] == [
            "林岳到柳湾镇调研夏粮收购",
            "高晓棠到石门乡检查防汛",
        ]
        for article in found.articles:
            assert article.source == "page-1"
            assert article.headline
            assert article.brief
            assert all(check.passed is not False for check in article.checks)
            assert article.method.keys() == {Task.HEADLINE, Task.BRIEF}
            assert article.model == found.model.id
            assert article.read_share[Task.BRIEF] == 1
            assert article.provenance
        assert found.decoding.beam == BEAM
        assert found.model.fingerprint.startswith(found.model.id.split(":")[1])
        span = found.articles[0].provenance[0].page[0]
        assert span.of(PAGE) in ARTICLE

    def test_wishes_are_kept(self, client: Client) -> None:
        wishes = Wishes(
            tasks=[Task.BRIEF], max_chars=40, candidates=2, house=HouseRules(forbidden=["调研"])
        )
        [article] = client.summarize(ARTICLE, wishes).articles
        assert article.headline is None
        assert article.brief is not None
        assert len(article.brief) <= 40
        assert 1 <= len(article.candidates) <= 2
        assert ("禁用词：调研" in article.warnings) == ("调研" in article.brief)

    def test_html_and_files(self, client: Client) -> None:
        html = f"<html><body><article><p>{ARTICLE}</p></article></body></html>"
        assert len(client.summarize(html, form=TextForm.HTML).articles) == 1
        found = client.summarize_file(PAGE.encode("gb18030"), "页面.txt")
        assert found.source == "页面.txt"
        assert len(found.articles) == 2

    def test_a_docx(self, client: Client) -> None:
        from docx import Document

        document = Document()
        document.add_paragraph(ARTICLE)
        data = io.BytesIO()
        document.save(data)
        [article] = client.summarize_file(data.getvalue(), "a.docx").articles
        assert "林岳" in article.text

    def test_a_text_without_article(self, client: Client) -> None:
        found = client.summarize("！！")
        assert found.articles == []
        assert found.warnings == ["没有找到可供摘要的正文"]

    def test_articles_as_they_finish(self, client: Client) -> None:
        assert [s.index for s in client.stream(PAGE)] == [0, 1]

    def test_the_same_twice(self, client: Client) -> None:
        assert client.summarize(ARTICLE).articles[0].headline == (
            client.summarize(ARTICLE).articles[0].headline
        )


class TestHeadlinesAndChecks:
    def test_candidates_with_verdicts(self, client: Client) -> None:
        found = client.headlines(ARTICLE, HeadlineWishes(candidates=3))
        [article] = found.articles
        assert article.headline
        assert 1 <= len(article.candidates) <= 3
        for candidate in article.candidates:
            assert candidate.length == len(candidate.text)
            assert candidate.score < 0
            assert candidate.checks

    def test_a_wrong_name_and_number_are_found(self, client: Client) -> None:
        found = client.check(
            ARTICLE,
            headline="林山到柳湾镇调研夏粮收购",
            brief="6月8日，林岳到柳湾镇调研夏粮收购工作。",
        )
        assert found.headline is not None
        assert not found.headline.passed
        assert found.brief is not None
        dates = [c for c in found.brief.checks if c.kind == "dates" and c.passed is False]
        assert dates
        assert dates[0].source == "6月3日"

    def test_a_true_headline_passes(self, client: Client) -> None:
        found = client.check(ARTICLE, headline="林岳到柳湾镇调研夏粮收购工作")
        assert found.headline is not None
        assert found.headline.passed
        assert found.headline.provenance[0].page[0].of(ARTICLE)
        assert found.brief is None


class TestModels:
    def test_what_runs(self, client: Client) -> None:
        [model] = client.models().models
        assert model.engine == "onnx-int8"
        assert model.ceilings == {Task.HEADLINE: 32, Task.BRIEF: 190}


def test_methods_are_what_they_say(client: Client) -> None:
    [article] = client.summarize(ARTICLE).articles
    for task, method in article.method.items():
        if method is Method.MODEL:
            assert any(
                c.task is task and c.text in (article.headline, article.brief)
                for c in article.candidates
            )
