"""The workbench's tables on SQLite and PostgreSQL."""

from __future__ import annotations

import time

import pytest

from service.schemas import FeedbackRequest, Wishes
from service.store import desk, feedback
from service.store.session import Store
from summarizer.types import Article, CharMap, Method, Summary, Task


def _article(text: str, title: str | None = None) -> Article:
    origin = CharMap.identity(len(text))
    return Article(source="云岭报", index=0, title=title, text=text, origin=origin)


def _put(store: Store, *texts: str, owner: str = "me") -> str:
    articles = [_article(text, f"{text}的标题") for text in texts]
    return desk.create(store, owner, "云岭报", Wishes(length="short"), ["少了一页"], articles)


def _summary(text: str, headline: str) -> Summary:
    return Summary(
        source="云岭报",
        index=0,
        title=None,
        text=text,
        headline=headline,
        brief="简讯。",
        read_share={Task.HEADLINE: 1},
        method={Task.HEADLINE: Method.MODEL},
        model="m",
    )


def _found(store: Store, page_id: str) -> list[desk.DeskArticle]:
    found = desk.page(store, page_id, "me")
    assert found is not None
    return found[1]


def test_a_page_comes_back_as_it_was_put(store: Store) -> None:
    page_id = _put(store, "甲", "乙")
    found = desk.page(store, page_id, None)
    assert found is not None
    page, articles = found
    assert (page.source, page.wishes.length, page.warnings) == ("云岭报", "short", ("少了一页",))
    assert [(a.position, a.text, a.title) for a in articles] == [
        (0, "甲", "甲的标题"),
        (1, "乙", "乙的标题"),
    ]
    assert articles[1].article().text == "乙"
    assert desk.page(store, page_id, "somebody else") is None
    assert desk.page(store, "0" * 26, "me") is None


def test_a_page_without_articles(store: Store) -> None:
    page_id = _put(store)
    assert _found(store, page_id) == []
    [line] = desk.latest(store, "me", 5)
    assert (line.id, line.title, line.articles, line.approved) == (page_id, "", 0, 0)


def test_the_summary_is_the_first_draft(store: Store) -> None:
    page_id = _put(store, "甲", "乙")
    desk.keep_summary(store, page_id, 1, _summary("乙", "标题"))
    first, second = _found(store, page_id)
    assert (first.summary, first.headline) == (None, None)
    assert second.summary == _summary("乙", "标题")
    assert (second.headline, second.brief) == ("标题", "简讯。")


@pytest.mark.parametrize(("headline", "stays"), [("标题", True), ("另一标题", False)])
def test_a_changed_draft_is_not_approved(store: Store, headline: str, stays: bool) -> None:
    page_id = _put(store, "甲")
    desk.keep_draft(store, page_id, 0, "标题", None)
    [article] = _found(store, page_id)
    with store.write() as connection:
        kept = feedback.add(connection, "me", FeedbackRequest(text="甲", headline="标题"))
        desk.approved(connection, article, kept.id)
    assert desk.latest(store, "me", 5)[0].approved == 1
    desk.keep_draft(store, page_id, 0, headline, None)
    [article] = _found(store, page_id)
    assert (article.feedback_id == kept.id) is stays
    assert desk.latest(store, "me", 5)[0].approved == int(stays)


def test_pages_are_listed_newest_first_and_by_owner(store: Store) -> None:
    ids = []
    for text in "甲乙丙":
        ids.append(_put(store, text))
        time.sleep(0.002)
    other = _put(store, "丁", owner="you")
    assert [line.id for line in desk.latest(store, "me", 2)] == [ids[2], ids[1]]
    assert other in [line.id for line in desk.latest(store, None, 9)]


def test_old_pages_are_taken_off(store: Store) -> None:
    page_id = _put(store, "甲")
    assert desk.purge(store, 60) == 0
    assert desk.purge(store, -1) == 1
    assert desk.page(store, page_id, None) is None
