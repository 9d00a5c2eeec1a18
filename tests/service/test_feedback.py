"""Feedback over HTTP."""

from __future__ import annotations

from service.client import Client
from service.schemas import (
    FeedbackRequest,
)
from tests.service.serving import ARTICLE, Running


class TestFeedback:
    def test_approved_found_again(self, client: Client) -> None:
        given = FeedbackRequest(
            text=ARTICLE, headline="林岳到柳湾镇调研夏粮收购工作", title="原题", model="m"
        )
        kept = client.approve(given)
        assert kept.headline == given.headline
        found = client.approved("柳湾镇 夏粮")
        assert kept in found.feedback
        assert found.next is None
        assert client.approved("不在其中").feedback == []

    def test_pages(self, client: Client) -> None:
        for i in range(3):
            client.approve(FeedbackRequest(text=f"第{i}篇分页稿件", headline="分页稿件标题"))
        first = client.approved("分页稿件", limit=2)
        assert first.next is not None
        rest = client.approved("分页稿件", limit=2, before=first.next)
        assert len({f.id for f in (*first.feedback, *rest.feedback)}) == 3

    def test_no_null_character_in_any_place(self, running: Running) -> None:
        with running.http() as http:
            for text in ("\x00", "云\x00", "\x00云", "云\x00岭"):
                said = {"text": text, "headline": "标题"}
                assert http.post("/v1/feedback", json=said).status_code == 422, text
