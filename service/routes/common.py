"""What several routes share."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

from fastapi import Depends, Header, Query, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel

from service.context import Context, context
from service.problems import Fault, ProblemError
from service.store import idempotency
from service.store.idempotency import Claim
from service.store.keys import Key

Ctx = Annotated[Context, Depends(context)]

Seconds = Annotated[
    float | None,
    Query(
        alias="timeout",
        gt=0,
        le=600,
        description="Give up after so many seconds (504); the service's own limit holds too.",
    ),
]

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[!-~]{1,255}$",
        description="Makes it safe to send the request again: the same key and request get "
        "the same answer for a day.",
    ),
]

Limit = Annotated[int, Query(ge=1, le=200, description="At most so many, the newest.")]

Answer = TypeVar("Answer", bound=BaseModel)


async def known_query(request: Request) -> None:
    """Refuse names in the query that the operation does not have: a mistake, no wish to ignore.

    Raises ProblemError 422.
    """
    route: APIRoute = request.scope["route"]
    known = {parameter.alias for parameter in route.dependant.query_params}
    unknown = [name for name in request.query_params if name not in known]
    if unknown:
        names = "、".join(sorted(known)) or "none"
        what = f"not a parameter of this operation; it has: {names}"
        raise ProblemError(
            "invalid", errors=[Fault(where=f"query.{name}"[:80], what=what) for name in unknown[:9]]
        )


def deadline(ctx: Context, seconds: float | None) -> float:
    """When a caller stops waiting, by ``time.monotonic()``: reading his page counts too."""
    most = ctx.settings.deadline_seconds
    return time.monotonic() + (most if seconds is None else min(seconds, most))


async def once(
    ctx: Context,
    key: Key,
    idempotency_key: str | None,
    digest: str,
    status: int,
    work: Callable[[Claim | None], Awaitable[Answer]],
) -> Response:
    """Do ``work`` once per idempotency key; it completes the claim in its own transaction."""
    if idempotency_key is None:
        return _response(status, (await work(None)).model_dump_json())
    claim = await asyncio.to_thread(
        idempotency.claim, ctx.store, key.id, idempotency_key, digest, ctx.jobs.worker
    )
    if isinstance(claim, idempotency.Answer):
        return _response(claim.status, claim.body, {"Idempotency-Replayed": "true"})
    try:
        done = await work(claim)
    except BaseException:
        await asyncio.shield(asyncio.to_thread(idempotency.release, ctx.store, claim))
        raise
    return _response(status, done.model_dump_json())


def found(thing: Answer | None) -> Answer:
    """``thing``, or ProblemError 404."""
    if thing is None:
        raise ProblemError("not-found")
    return thing


def _response(status: int, body: str, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, headers=headers, media_type="application/json")
