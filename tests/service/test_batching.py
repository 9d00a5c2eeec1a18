"""The queue before the model: company, bounds, deadlines, turns. The model is the real one."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from typing import cast

import pytest

from service.batching import STREAK, Batcher
from service.metrics import Metrics
from service.problems import ProblemError
from service.queued import Limits
from summarizer.options import Options
from summarizer.pages import split
from summarizer.pipeline import Summarizer
from summarizer.types import Article, Page, Summary, Task
from tests.service.serving import ARTICLE, SECOND

BRIEF = Options(tasks=(Task.BRIEF,), candidates=1, beam=1)
HEADLINE = Options(tasks=(Task.HEADLINE,), candidates=1, beam=1)
BAD = "本报讯 6月5日，这一篇让处理出错。"


def article(text: str) -> Article:
    [found] = split(Page(source="test", text=text))
    return found


class Watched:
    """The real model with a gate before it; notes its batches and fails at one article."""

    def __init__(self, summarizer: Summarizer, lanes: int = 1) -> None:
        self._summarizer = summarizer
        self._lanes = lanes
        self.gate = threading.Event()
        self.batches: list[list[str]] = []

    def lanes(self) -> list[Watched]:
        if self._lanes == 1:
            return [self]
        found = [Watched(lane) for lane in self._summarizer.lanes() * self._lanes]
        for lane in found:
            lane.gate, lane.batches = self.gate, self.batches
        return found[: self._lanes]

    def summarize_articles(self, articles: Sequence[Article], options: Options) -> list[Summary]:
        self.batches.append([a.text for a in articles])
        assert self.gate.wait(30)
        if any("让处理出错" in a.text for a in articles):
            raise ValueError("a fault in the model")
        return list(self._summarizer.summarize_articles(articles, options))


@pytest.fixture
def watched(summarizer: Summarizer) -> Watched:
    return Watched(summarizer)


def batcher(watched: Watched, **limits: float) -> Batcher:
    found = Batcher(lambda: cast(Summarizer, watched), Limits(**{"wait": 0.2} | limits), Metrics())
    found.start().result(30)
    return found


@pytest.fixture
def closing() -> Iterator[list[Batcher]]:
    found: list[Batcher] = []
    yield found
    for one in found:
        one.close()


@pytest.fixture
def busy(watched: Watched, closing: list[Batcher]) -> Batcher:
    """Its model works at one article until ``watched.gate`` is set."""
    found = batcher(watched, queue_articles=3, wait=0.0)
    closing.append(found)
    found.submit([article(ARTICLE)], BRIEF, time.monotonic() + 60)
    until = time.monotonic() + 10
    while not watched.batches:
        assert time.monotonic() < until
        time.sleep(0.005)
    return found


def soon(seconds: float = 60) -> float:
    return time.monotonic() + seconds


class TestCompany:
    def test_callers_share_a_batch(self, watched: Watched, closing: list[Batcher]) -> None:
        watched.gate.set()
        found = batcher(watched)
        closing.append(found)
        first = found.submit([article(ARTICLE)], BRIEF, soon())
        second = found.submit([article(SECOND)], BRIEF, soon())
        assert "林岳" in (first[0].result(30).brief or "")
        assert "高晓棠" in (second[0].result(30).brief or "")
        assert len(watched.batches) == 1

    def test_but_not_with_other_wishes(self, watched: Watched, closing: list[Batcher]) -> None:
        watched.gate.set()
        found = batcher(watched)
        closing.append(found)
        futures = [
            *found.submit([article(ARTICLE)], BRIEF, soon()),
            *found.submit([article(SECOND)], HEADLINE, soon()),
        ]
        assert futures[0].result(30).headline is None
        assert futures[1].result(30).brief is None
        assert len(watched.batches) == 2

    def test_no_more_than_the_budget(self, watched: Watched, closing: list[Batcher]) -> None:
        watched.gate.set()
        found = batcher(watched, batch_chars=len(article(ARTICLE).text) * 2)
        closing.append(found)
        for future in found.submit([article(ARTICLE)] * 5, BRIEF, soon()):
            future.result(30)
        assert [len(batch) for batch in watched.batches] == [2, 2, 1]

    def test_one_alone_waits_for_milliseconds_only(
        self, watched: Watched, closing: list[Batcher]
    ) -> None:
        found = batcher(watched, wait=0.01)
        closing.append(found)
        begun = time.monotonic()
        found.submit([article(ARTICLE)], BRIEF, soon())
        while not watched.batches:
            time.sleep(0.001)
        assert 0.009 < time.monotonic() - begun < 1
        watched.gate.set()

    def test_a_bad_article_fails_alone(self, watched: Watched, closing: list[Batcher]) -> None:
        watched.gate.set()
        found = batcher(watched)
        closing.append(found)
        good, bad = found.submit([article(ARTICLE), article(BAD)], BRIEF, soon())
        assert good.result(30).brief
        with pytest.raises(ValueError, match="a fault"):
            bad.result(30)
        [one, other] = found.group([article(BAD), article(SECOND)], BRIEF).result(30)
        assert isinstance(one, ValueError)
        assert isinstance(other, Summary)


class TestBounds:
    def test_a_full_queue_refuses_at_once(self, watched: Watched, busy: Batcher) -> None:
        busy.submit([article(SECOND)] * 3, BRIEF, soon())
        begun = time.monotonic()
        with pytest.raises(ProblemError) as refused:
            busy.submit([article(SECOND)], BRIEF, soon())
        with pytest.raises(ProblemError):
            busy.admit()
        assert time.monotonic() - begun < 0.05
        assert refused.value.status == 503
        assert int(refused.value.headers["Retry-After"]) >= 1
        watched.gate.set()

    def test_the_queue_grows_with_the_lanes(
        self, summarizer: Summarizer, closing: list[Batcher]
    ) -> None:
        rooms = []
        for lanes in (1, 2):
            watched = Watched(summarizer, lanes)
            watched.gate.set()
            closing.append(batcher(watched, wait=60, batch_articles=100))
            rooms.append(0)
            while True:  # none of them fills a batch, so all of them wait
                try:
                    closing[-1].admit()
                except ProblemError:
                    break
                closing[-1].submit([article(SECOND)], BRIEF, soon(1e6))
                rooms[-1] += 1
        assert rooms[0] < rooms[1]

    def test_who_was_let_in_at_the_door_is_let_in(
        self, watched: Watched, closing: list[Batcher]
    ) -> None:
        found = batcher(watched, queue_articles=16, wait=60, batch_articles=100)
        closing.append(found)
        found.submit([article(SECOND)] * 15, BRIEF, soon())
        for _ in range(2):
            found.admit()  # both, before either is in the queue
        for _ in range(2):
            found.submit([article(SECOND)], BRIEF, soon())
        with pytest.raises(ProblemError):
            found.admit()

    def test_what_would_come_too_late_is_refused(self, watched: Watched, busy: Batcher) -> None:
        busy.submit([article(SECOND)] * 2, BRIEF, soon())
        with pytest.raises(ProblemError) as refused:
            busy.submit([article(SECOND)], BRIEF, soon(0.001))
        assert refused.value.kind == "queue-full"
        with pytest.raises(ProblemError) as late:
            busy.submit([article(SECOND)], BRIEF, soon(-1))
        assert late.value.kind == "deadline"
        watched.gate.set()

    def test_past_its_deadline_no_work_is_done(self, watched: Watched, busy: Batcher) -> None:
        [late] = busy.submit([article(SECOND)], BRIEF, soon(0.3))
        [other] = busy.submit([article(ARTICLE)], BRIEF, soon())
        time.sleep(0.35)
        watched.gate.set()
        with pytest.raises(TimeoutError):
            late.result(30)
        assert other.result(30).brief
        assert all(article(SECOND).text not in batch for batch in watched.batches)

    def test_who_gives_up_frees_his_place(self, watched: Watched, busy: Batcher) -> None:
        futures = busy.submit([article(SECOND)] * 3, BRIEF, soon())
        assert busy.waiting == 3
        busy.drop(futures)
        assert busy.waiting == 0
        [other] = busy.submit([article(ARTICLE)], BRIEF, soon())
        watched.gate.set()
        assert other.result(30).brief
        assert all(future.cancelled() for future in futures)
        assert all(article(SECOND).text not in batch for batch in watched.batches)

    def test_a_closed_one_takes_nothing(self, watched: Watched, busy: Batcher) -> None:
        [waiting] = busy.submit([article(SECOND)], BRIEF, soon())
        group = busy.group([article(SECOND)], BRIEF)
        watched.gate.set()
        busy.close()
        assert waiting.cancelled() or waiting.result(30)
        assert group.cancelled() or group.result(30)
        assert busy.group([article(SECOND)], BRIEF).cancelled()
        with pytest.raises(ProblemError, match="stopping"):
            busy.submit([article(SECOND)], BRIEF, soon())


def test_callers_come_first_but_jobs_are_not_starved(
    watched: Watched, closing: list[Batcher]
) -> None:
    found = batcher(watched, wait=0.0, batch_articles=1)
    closing.append(found)
    texts = [f"本报讯 6月{day}日，云岭县副县长林岳到柳湾镇检查防汛工作。" for day in range(1, 9)]
    futures = found.submit([article(text) for text in texts], BRIEF, soon())
    group = found.group([article(SECOND)], BRIEF)
    watched.gate.set()
    for future in futures:
        future.result(60)
    group.result(60)
    assert watched.batches.index([article(SECOND).text]) == STREAK


def test_two_lanes_work_at_the_same_time(summarizer: Summarizer, closing: list[Batcher]) -> None:
    watched = Watched(summarizer, 2)
    found = batcher(watched, wait=0.0, batch_articles=1)
    closing.append(found)
    futures = found.submit([article(ARTICLE), article(SECOND)], BRIEF, soon())
    until = soon(30)
    while len(watched.batches) < 2:  # neither can end before the gate is opened
        assert time.monotonic() < until
        time.sleep(0.005)
    watched.gate.set()
    assert "林岳" in (futures[0].result(30).brief or "")
    assert "高晓棠" in (futures[1].result(30).brief or "")


def test_a_model_that_cannot_be_loaded() -> None:
    def load() -> Summarizer:
        raise OSError("no such folder")

    found = Batcher(load, Limits())
    with pytest.raises(OSError, match="no such folder"):
        found.start().result(10)
    assert found.summarizer is None
    found.close()
