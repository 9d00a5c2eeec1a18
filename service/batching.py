"""What many callers ask is gathered into batches; one thread per lane of the model does them.

One caller alone gets the whole model, all its threads. A batch is filled up to a number of
articles and of 字, and waits a few milliseconds for company. Callers come first; jobs get the
model when no caller waits, and every few batches even then. A caller who gave up, or whose
deadline passed, is dropped before work starts.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from service.metrics import Metrics
from service.problems import ProblemError
from service.queued import Group, Item, Limits
from summarizer.options import Options
from summarizer.pipeline import Summarizer
from summarizer.types import Article, Summary

#: After this many batches of callers in a row, a waiting job gets one.
STREAK = 4

_LOG = logging.getLogger("jianbao.batching")


class Batcher:
    """The queue before the model. Methods may be called from any thread."""

    def __init__(
        self, load: Callable[[], Summarizer], limits: Limits, metrics: Metrics | None = None
    ) -> None:
        """``load`` runs in the model's own thread, when :meth:`start` is called."""
        self._load = load
        self._limits = limits
        self._metrics = metrics
        self._items: deque[Item] = deque()
        self._groups: deque[Group] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._streak = 0
        self._busy_until: dict[int, float] = {}  # estimates for the batches that are running
        self._at_work: dict[int, int] = {}  # articles of those batches
        self._lanes = 1
        self._rate = 1000.0  # 字 per second of one lane, learnt from batches
        self._loaded: Future[Summarizer] = Future()
        self._threads = [threading.Thread(target=self._run, name="inference", daemon=True)]

    def start(self) -> Future[Summarizer]:
        """Load the model; the future has it, or why it could not be loaded."""
        self._threads[0].start()
        return self._loaded

    def close(self, timeout: float = 5.0) -> None:
        """Finish the batch that runs, cancel all others."""
        with self._changed:
            self._closed = True
            while self._items:
                self._items.popleft().future.cancel()
            while self._groups:
                self._groups.popleft().future.cancel()
            self._changed.notify_all()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(timeout)

    @property
    def summarizer(self) -> Summarizer | None:
        """The loaded model, to be looked at only: it belongs to its thread."""
        done = self._loaded.done() and self._loaded.exception() is None
        return self._loaded.result() if done else None

    @property
    def waiting(self) -> int:
        """Articles of callers in the queue."""
        return len(self._items)

    @property
    def _room(self) -> int:
        """Articles that may wait; unless told, two full batches a lane with what is at work."""
        if self._limits.queue_articles is not None:
            return self._limits.queue_articles
        return 2 * self._lanes * self._limits.batch_articles - sum(self._at_work.values())

    def admit(self) -> None:
        """Raise ProblemError 503 where nothing more would be let in."""
        with self._changed:
            if len(self._items) >= self._room:
                self._refuse(self._wait())

    def submit(
        self, articles: Sequence[Article], options: Options, until: float
    ) -> list[Future[Summary]]:
        """One future per article, in order, each to be had by ``until`` (time.monotonic()).

        Raises ProblemError 503 at once where the queue is full, or so long that the answer
        would come too late, 504 where it is too late already; TimeoutError is set on what is
        not begun in time.
        """
        now = time.monotonic()
        items = [Item(article, options, until, now) for article in articles]
        with self._changed:
            self._admit(items, until - now)
            self._items.extend(items)
            self._changed.notify_all()
        return [item.future for item in items]

    def group(
        self, articles: Sequence[Article], options: Options
    ) -> Future[list[Summary | Exception]]:
        """The articles of a job as one batch; an article that fails has its exception."""
        group = Group(articles, options)
        with self._changed:
            if self._closed:
                group.future.cancel()
            else:
                self._groups.append(group)
                self._changed.notify_all()
        return group.future

    def drop(self, futures: Sequence[Future[Summary]]) -> None:
        """Forget what has not begun of a caller who gave up: its place in the queue is free."""
        gone = {id(future) for future in futures if future.cancel()}
        with self._changed:
            self._items = deque(item for item in self._items if id(item.future) not in gone)

    def _admit(self, items: Sequence[Item], seconds: float) -> None:
        if self._closed:
            raise ProblemError("not-ready", "the service is stopping", headers={"Retry-After": "5"})
        if seconds <= 0:
            raise ProblemError("deadline")
        wait = self._wait()
        # Who passed :meth:`admit` was read and cut into articles since, and is not refused now
        # because others passed it meanwhile.
        full = len(self._items) + len(items) > self._room + self._room // 8
        if self._items and (full or wait > seconds):
            self._refuse(wait)

    def _wait(self) -> float:
        """Seconds until what is in the queue now is through."""
        chars = sum(item.chars for item in self._items)
        free = len(self._busy_until) < self._lanes
        soonest = 0.0 if free else min(self._busy_until.values()) - time.monotonic()
        return max(0.0, soonest) + chars / (self._rate * self._lanes)

    def _refuse(self, wait: float) -> None:
        after = max(1, math.ceil(wait))
        raise ProblemError(
            "queue-full",
            f"{len(self._items)} articles are waiting; try again in {after} s",
            headers={"Retry-After": str(after)},
        )

    def _run(self) -> None:
        try:
            summarizer = self._load()
        except BaseException as error:
            self._loaded.set_exception(error)
            return
        lanes = summarizer.lanes()
        self._lanes = len(lanes)
        self._threads += [
            threading.Thread(target=self._work, args=(lane,), name="inference", daemon=True)
            for lane in lanes[1:]
        ]
        for thread in self._threads[1:]:
            thread.start()
        self._loaded.set_result(summarizer)
        self._work(lanes[0])

    def _work(self, lane: Summarizer) -> None:
        while (work := self._next()) is not None:
            try:
                if isinstance(work, Group):
                    # Never by the whole model: it cuts batches otherwise, and the last bits differ.
                    if work.future.set_running_or_notify_cancel():
                        work.future.set_result(
                            self._summarize(lane, work.articles, work.options, "job")
                        )
                else:
                    self._answer(self._whole() or lane, work)
            finally:
                with self._changed:
                    self._busy_until.pop(threading.get_ident(), None)
                    self._at_work.pop(threading.get_ident(), None)

    def _whole(self) -> Summarizer | None:
        """All of the model, where no other lane is at work and nobody waits for one."""
        with self._changed:
            alone = len(self._busy_until) == 1 and not self._items and not self._groups
        return self._loaded.result() if alone else None

    def _next(self) -> Group | list[Item] | None:
        """The next batch, waited for; None when closed."""
        with self._changed:
            while True:
                if self._closed:
                    return None
                self._expire()
                if self._groups and (not self._items or self._streak >= STREAK):
                    self._streak = 0
                    group = self._groups.popleft()
                    self._begin(group.articles)
                    return group
                if not self._items:
                    self._changed.wait()
                    continue
                batch, full = self._batch()
                left = self._items[0].arrived + self._limits.wait - time.monotonic()
                if full or left <= 0:
                    self._streak += 1
                    chosen = set(map(id, batch))
                    self._items = deque(item for item in self._items if id(item) not in chosen)
                    self._begin([item.article for item in batch])
                    return batch
                self._changed.wait(left)

    def _begin(self, articles: Sequence[Article]) -> None:
        chars = sum(len(article.text) for article in articles)
        self._busy_until[threading.get_ident()] = time.monotonic() + chars / self._rate
        self._at_work[threading.get_ident()] = len(articles)

    def _expire(self) -> None:
        now = time.monotonic()
        kept: deque[Item] = deque()
        for item in self._items:
            if item.future.cancelled():
                continue
            if item.expires <= now and item.future.set_running_or_notify_cancel():
                item.future.set_exception(TimeoutError())
            else:
                kept.append(item)
        self._items = kept

    def _batch(self) -> tuple[list[Item], bool]:
        """The oldest item and those that fit with it; whether no more would fit."""
        options = self._items[0].options
        batch: list[Item] = []
        chars = 0
        for item in self._items:
            if item.options != options:
                continue
            if batch and chars + item.chars > self._limits.batch_chars:
                return batch, True
            batch.append(item)
            chars += item.chars
            if len(batch) == self._limits.batch_articles:
                return batch, True
        return batch, False

    def _answer(self, summarizer: Summarizer, batch: Sequence[Item]) -> None:
        live = [item for item in batch if item.future.set_running_or_notify_cancel()]
        if not live:
            return
        articles = [item.article for item in live]
        found = self._summarize(summarizer, articles, live[0].options, "caller")
        for item, summary in zip(live, found, strict=True):
            if isinstance(summary, Exception):
                item.future.set_exception(summary)
            else:
                item.future.set_result(summary)

    def _summarize(
        self, summarizer: Summarizer, articles: Sequence[Article], options: Options, lane: str
    ) -> list[Summary | Exception]:
        chars = sum(len(article.text) for article in articles)
        begun = time.monotonic()
        found: list[Summary | Exception]
        try:
            found = list(summarizer.summarize_articles(articles, options))
        except Exception as error:
            if len(articles) == 1:
                _LOG.error("an article could not be summarised", exc_info=error)
                return [error]
            # One bad article must not take the others with it.
            found = [
                one
                for article in articles
                for one in self._summarize(summarizer, [article], options, lane)
            ]
        seconds = time.monotonic() - begun
        if chars and seconds > 0:
            self._rate += 0.2 * (chars / seconds - self._rate)
        if self._metrics is not None:
            self._metrics.batch(lane, articles, found, seconds)
        return found
