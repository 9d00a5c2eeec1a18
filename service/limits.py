"""Bounds on callers: how much, how slowly, how often."""

from __future__ import annotations

import asyncio
import math
import re
import time
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.problems import ProblemError

#: Beside the upload itself: the form's other fields.
_FORM = 64 * 1024

#: Where jobs are uploaded: by programs, and by people.
_JOBS = frozenset(("/v1/jobs", "/batches"))


class BodyLimit:
    """Middleware: a body is refused when it is too large or too slow, chunked ones included.

    ``jobs`` bytes for uploads of jobs, ``most`` for all others; ``seconds`` to receive either.
    """

    def __init__(self, app: ASGIApp, most: int, jobs: int, seconds: float) -> None:
        self._app = app
        self._most = most
        self._jobs = jobs
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = (self._jobs if scope["path"] in _JOBS else self._most) + _FORM
        headers = dict(scope["headers"])
        announced = headers.get(b"content-length", b"")
        too_large = ProblemError("too-large", f"at most {most >> 20} MB", headers=_CLOSE)
        started = False
        if re.fullmatch(rb"\d{1,18}", announced) and int(announced) > most:
            await too_large.response(scope)(scope, receive, send)
            return
        received = 0
        over = False
        until = time.monotonic() + self._seconds

        async def limited() -> Message:
            nonlocal received, over
            if over:
                return await receive()
            try:
                async with asyncio.timeout(until - time.monotonic()):
                    message = await receive()
            except TimeoutError:
                raise ProblemError("body-timeout", headers=_CLOSE) from None
            if message["type"] == "http.request":
                received += len(message.get("body", b""))
                over = not message.get("more_body", False)
                if received > most:
                    raise too_large
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, limited, watched)
        except ProblemError as problem:
            # A reader of the body may have met it outside the application's own handlers.
            if started:
                raise
            await problem.response(scope)(scope, receive, send)


_CLOSE = {"Connection": "close"}


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float


class Quota:
    """Token buckets: a key may do ``per_minute`` things a minute, and as many at once."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._buckets: dict[str, _Bucket] = {}

    def spend(self, key: str, amount: int, own: int | None = None) -> None:
        """Take ``amount`` from ``key``'s bucket; ``own`` is its own rate, 0 without limit.

        More than a minute's worth at once is taken too, and must be waited for afterwards.
        Raises ProblemError 429 where the bucket is empty.
        """
        rate = self._per_minute if own is None else own
        if rate == 0:
            return
        now = time.monotonic()
        if len(self._buckets) > 10_000:
            self._buckets = {k: b for k, b in self._buckets.items() if now - b.at < 60}
        bucket = self._buckets.setdefault(key, _Bucket(rate, now))
        bucket.level = min(rate, bucket.level + (now - bucket.at) * rate / 60)
        bucket.at = now
        if bucket.level < min(amount, rate):
            after = math.ceil((min(amount, rate) - bucket.level) * 60 / rate)
            raise ProblemError(
                "quota",
                f"{rate} a minute; try again in {after} s",
                headers={"Retry-After": str(max(1, after))},
            )
        bucket.level -= amount
