"""``/v1/feedback``: what editors approved, for the next model to learn from."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from service.bodies import JSON, documented, media_type, read_json
from service.openapi import ALWAYS, failures
from service.routes.common import Ctx, IdempotencyKey, Limit, found, once
from service.schemas import Feedback, FeedbackList, FeedbackRequest
from service.security import Reader, Submitter, owner
from service.store import feedback
from service.store.idempotency import Claim

router = APIRouter(tags=["feedback"])

FeedbackId = Annotated[str, Path(pattern="^[0-9a-z]{26}$", description="An approval's id.")]


@router.post(
    "/v1/feedback",
    status_code=201,
    response_model=Feedback,
    summary="Approve a summary",
    responses=failures(
        *ALWAYS,
        "body-timeout",
        "in-progress",
        "too-large",
        "unsupported-media-type",
        "key-reused",
        "quota",
    ),
    openapi_extra=documented(FeedbackRequest),
)
async def add(
    request: Request, ctx: Ctx, key: Submitter, idempotency_key: IdempotencyKey = None
) -> Response:
    """Keep the headline and brief that an editor approved for an article."""
    ctx.quota.spend(key.id, 1, key.quota)
    media_type(request, JSON)
    body = await read_json(request, FeedbackRequest)
    digest = hashlib.sha256(b"feedback\0" + body.model_dump_json().encode()).hexdigest()

    async def work(claim: Claim | None) -> Feedback:
        def keep() -> Feedback:
            with ctx.store.write() as connection:
                kept = feedback.add(connection, key.id, body)
                if claim is not None:
                    claim.complete(connection, 201, kept.model_dump_json())
                return kept

        return await asyncio.to_thread(keep)

    return await once(ctx, key, idempotency_key, digest, 201, work)


@router.get(
    "/v1/feedback",
    response_model=FeedbackList,
    summary="Search approved summaries",
    responses=failures(*ALWAYS),
)
async def search(
    ctx: Ctx,
    key: Reader,
    q: Annotated[
        str, Query(max_length=100, pattern=r"^[^\x00]*$", description="Words, all to be found.")
    ] = "",
    before: Annotated[
        str, Query(pattern="^([0-9a-z]{26})?$", description="`next` of the page before.")
    ] = "",
    limit: Limit = 50,
) -> FeedbackList:
    """The newest first, by words in headline, brief, title or text."""
    kept = await asyncio.to_thread(feedback.search, ctx.store, owner(key), q, before, limit)
    return FeedbackList(feedback=kept, next=kept[-1].id if len(kept) == limit else None)


@router.get(
    "/v1/feedback/{feedback_id}",
    response_model=Feedback,
    summary="Look at an approved summary",
    responses=failures(*ALWAYS, "not-found"),
)
async def get(ctx: Ctx, key: Reader, feedback_id: FeedbackId) -> Feedback:
    """One approval."""
    return found(await asyncio.to_thread(feedback.get, ctx.store, feedback_id, owner(key)))
