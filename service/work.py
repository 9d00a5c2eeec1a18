"""What a caller waits for: pages cut into articles, articles through the model, texts checked."""

from __future__ import annotations

import asyncio
import codecs
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar

from fastapi import Request
from starlette.requests import ClientDisconnect

from service.context import Context
from service.house import warnings
from service.problems import ProblemError
from service.schemas import Judged, TextForm, Wishes
from service.store.keys import Key
from summarizer.facts.check import Checker
from summarizer.pages import split
from summarizer.provenance import trace
from summarizer.style import House
from summarizer.types import Article, CharMap, Page, Summary, Task

Result = TypeVar("Result")

NO_TEXT = "没有找到可供摘要的正文"


async def aside(ctx: Context, run: Callable[[], Result]) -> Result:
    """Run a function that computes, off the event loop."""
    return await asyncio.get_running_loop().run_in_executor(ctx.workers, run)


def admit(ctx: Context, key: Key) -> None:
    """Refuse early: before the body is read, when no answer can be had anyway."""
    if not ctx.readiness.ready:
        raise ProblemError("not-ready", "see /readyz", headers={"Retry-After": "2"})
    ctx.batcher.admit()
    ctx.quota.spend(key.id, 1, key.quota)


async def pages_of(ctx: Context, text: str, form: TextForm, source: str) -> list[Page]:
    """A text that was sent as JSON, as pages."""
    if form is TextForm.HTML:
        # With the mark of UTF-8, so that no encoding is guessed.
        return await ctx.parser.parse(codecs.BOM_UTF8 + text.encode(), f"{source}.html")
    return [Page(source=source, text=text)]


async def articles_of(
    ctx: Context, key: Key, pages: Sequence[Page]
) -> tuple[list[Article], list[str]]:
    """The articles of ``pages``, and warnings. Raises ProblemError 413 or 429."""
    longest = ctx.settings.page_chars
    chars = sum(len(page.text) for page in pages)
    if chars > longest:
        raise ProblemError("too-large", f"{chars}字，最多{longest}字；请用 /v1/jobs")
    found = await aside(ctx, lambda: [article for page in pages for article in split(page)])
    if len(found) > ctx.settings.page_articles:
        most = ctx.settings.page_articles
        raise ProblemError("too-large", f"{len(found)}篇，最多{most}篇；请用 /v1/jobs")
    if len(found) > 1:
        ctx.quota.spend(key.id, len(found) - 1, key.quota)
    said = [warning for page in pages for warning in page.warnings]
    return found, said if found else [*said, NO_TEXT]


class Work:
    """The articles of one caller on their way through the model."""

    def __init__(
        self, ctx: Context, articles: Sequence[Article], wishes: Wishes, until: float
    ) -> None:
        """Put ``articles`` into the queue, to be had by ``until`` on ``time.monotonic()``.

        Raises ProblemError 503 where the queue is full.
        """
        self._ctx = ctx
        self._wishes = wishes
        self._until = until
        self._futures: list[Future[Summary]] = ctx.batcher.submit(articles, wishes.options(), until)

    async def all(self, request: Request) -> list[Summary]:
        """Every summary. A caller who hangs up is not worked for any more."""
        waiting = asyncio.gather(*map(asyncio.wrap_future, self._futures))
        waiting.add_done_callback(lambda done: done.cancelled() or done.exception())
        watcher = asyncio.create_task(_hung_up(request))
        either: list[asyncio.Future[Any]] = [waiting, watcher]
        try:
            await asyncio.wait(
                either,
                timeout=max(0.0, self._until - time.monotonic()),
                return_when=asyncio.FIRST_COMPLETED,
            )
            if waiting.done():
                return [self._reviewed(summary) for summary in waiting.result()]
            if watcher.done():
                raise ClientDisconnect
            raise ProblemError("deadline")
        except TimeoutError:
            raise ProblemError("deadline") from None
        finally:
            watcher.cancel()
            self.drop()

    async def each(self) -> AsyncIterator[Summary]:
        """One summary after the other, in page order, as soon as it is there."""
        try:
            for future in self._futures:
                async with asyncio.timeout(self._until - time.monotonic()):
                    summary = await asyncio.wrap_future(future)
                yield self._reviewed(summary)
        finally:
            self.drop()

    def drop(self) -> None:
        """Give up what has not begun."""
        self._ctx.batcher.drop(self._futures)

    def _reviewed(self, summary: Summary) -> Summary:
        return warnings(summary, self._ctx.house, self._wishes.house)


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def judge(
    checker: Checker,
    origin: CharMap,
    task: Task,
    text: str,
    house: House,
    copied: Sequence[int] = (),
) -> Judged:
    """The verdicts on one text."""
    checks = checker.check(task, text)
    return Judged(
        text=text,
        length=len(text),
        passed=all(check.passed is not False for check in checks),
        checks=list(checks),
        warnings=list(house.review(task, text, len(checker.source))),
        provenance=list(trace(text, checker.source, origin, task, copied)),
    )
