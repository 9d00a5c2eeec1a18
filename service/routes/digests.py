"""``/v1/digests``: the day's digest made, looked at, edited, approved, sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from service.bodies import JSON, documented, media_type, read_json
from service.context import Context
from service.openapi import ALWAYS, failures
from service.problems import ProblemError
from service.routes.common import Ctx
from service.schemas.digests import (
    DigestApproval,
    DigestChange,
    DigestList,
    DigestRecord,
    DigestRequest,
    Material,
)
from service.security import Reader, Submitter
from service.store import digests as store
from service.store import publications
from service.store.digests import DigestState, Kept
from summarizer.digest.rendering import plain
from summarizer.digest.rendering.feed import feed
from summarizer.digest.rendering.preview import preview

router = APIRouter(tags=["digests"])

DigestId = Annotated[str, Path(pattern="^[0-9a-z]{26}$", description="A digest's id.")]
Form = Annotated[
    Literal["preview", "html", "markdown", "text"], Path(description="How it is to be read.")
]
FeedForm = Annotated[Literal["rss", "atom"], Query(description="The feed's format.")]
Latest = Annotated[int, Query(ge=1, le=100, description="At most so many.")]
Day = Annotated[date, Query(description="The day, in the newsroom's zone.")]
Result = TypeVar("Result")

#: A preview has its styles inline and no scripts; our own pages may show it in a frame.
PREVIEW_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
    ),
    "X-Frame-Options": "SAMEORIGIN",
}

_SENT = failures(*ALWAYS, "body-timeout", "too-large", "unsupported-media-type", "quota")


@router.post(
    "/v1/digests",
    status_code=201,
    response_model=DigestRecord,
    summary="Make a day's digest",
    responses=_SENT,
    openapi_extra=documented(DigestRequest),
)
async def add(request: Request, ctx: Ctx, key: Submitter) -> DigestRecord:
    """Make the digest of a day from what the service has; made before, it is given unchanged."""
    ctx.quota.spend(key.id, 1, key.quota)
    media_type(request, JSON)
    body = await read_json(request, DigestRequest)
    day = body.day or ctx.digests.room.today()
    kept = await _run(lambda: ctx.digests.room.make(day, edition=body.edition))
    return record(ctx, kept)


@router.get(
    "/v1/digests", response_model=DigestList, summary="List digests", responses=failures(*ALWAYS)
)
async def latest(ctx: Ctx, _: Reader, limit: Latest = 30) -> DigestList:
    """The newest days first."""
    found = await _run(lambda: store.latest(ctx.store, limit))
    return DigestList(digests=[record(ctx, kept) for kept in found])


@router.get(
    "/v1/digests/feed",
    response_class=Response,
    summary="Feed of sent digests",
    responses={
        200: {"description": "RSS or Atom.", "content": {"application/xml": {}}},
        **failures(*ALWAYS),
    },
)
async def feeds(request: Request, ctx: Ctx, _: Reader, form: FeedForm = "atom") -> Response:
    """The items of the last ten digests that were sent."""
    states = (DigestState.SENT, DigestState.RELEASED)
    found = await _run(lambda: store.latest(ctx.store, 10, states))
    link = f"{request.base_url}digests"  # the workbench's page of them
    return Response(feed([k.digest for k in found], link, form), media_type="application/xml")


@router.get(
    "/v1/digests/material",
    response_model=Material,
    summary="A day's bulletins",
    responses=failures(*ALWAYS),
)
async def material(ctx: Ctx, _: Reader, day: Day) -> Material:
    """What the service has for the digest of a day: approvals, and where wished results."""
    return Material(stories=await _run(lambda: ctx.digests.room.material(day)))


@router.get(
    "/v1/digests/{digest_id}",
    response_model=DigestRecord,
    summary="Look at a digest",
    responses=failures(*ALWAYS, "not-found"),
)
async def get(ctx: Ctx, _: Reader, digest_id: DigestId) -> DigestRecord:
    """Its items with their placements explained, and what was left out."""
    return record(ctx, await _found(ctx, digest_id))


@router.get(
    "/v1/digests/{digest_id}/{form}",
    response_class=Response,
    summary="A digest to read",
    responses={
        200: {"description": "The digest.", "content": {"text/html": {}, "text/plain": {}}},
        **failures(*ALWAYS, "not-found"),
    },
)
async def read(ctx: Ctx, _: Reader, digest_id: DigestId, form: Form) -> Response:
    """As a preview page, as the HTML that 公众号 gets, as Markdown or plain text."""
    kept = await _found(ctx, digest_id)
    if form == "markdown":
        return PlainTextResponse(plain.markdown(kept.digest))
    if form == "text":
        return PlainTextResponse(plain.text(kept.digest))
    html = (await _run(lambda: ctx.digests.room.render(kept))).html
    if form == "html":
        return PlainTextResponse(html)
    shown = preview(kept.digest, html, author=ctx.digests.room.wechat.author)
    return HTMLResponse(shown, headers=PREVIEW_HEADERS)


@router.put(
    "/v1/digests/{digest_id}",
    response_model=DigestRecord,
    summary="Edit a digest",
    responses=_SENT | failures("not-found", "conflict"),
    openapi_extra=documented(DigestChange),
)
async def change(request: Request, ctx: Ctx, key: Submitter, digest_id: DigestId) -> DigestRecord:
    """Pins, exclusions, order, words, theme. 409 where another changed it first."""
    ctx.quota.spend(key.id, 1, key.quota)
    media_type(request, JSON)
    body = await read_json(request, DigestChange)
    kept = await _found(ctx, digest_id)
    if kept.version != body.version:
        raise ProblemError("conflict", f"version {kept.version} is the latest")
    room = ctx.digests.room
    changed = await _run(lambda: room.change(kept, body.edits, body.theme or kept.theme))
    return record(ctx, _open(changed))


@router.post(
    "/v1/digests/{digest_id}/remake",
    response_model=DigestRecord,
    summary="Take in what came since",
    responses=failures(*ALWAYS, "not-found", "conflict", "quota"),
)
async def remake(ctx: Ctx, key: Submitter, digest_id: DigestId) -> DigestRecord:
    """Gather the day's material again; the editor's decisions stay."""
    ctx.quota.spend(key.id, 1, key.quota)
    kept = await _found(ctx, digest_id)
    return record(ctx, _open(await _run(lambda: ctx.digests.room.remake(kept))))


@router.post(
    "/v1/digests/{digest_id}/approve",
    response_model=DigestRecord,
    summary="Approve and send",
    responses=_SENT | failures("not-found", "conflict"),
    openapi_extra=documented(DigestApproval),
)
async def approve(request: Request, ctx: Ctx, key: Submitter, digest_id: DigestId) -> DigestRecord:
    """Close the digest and send it, once, wherever this service is set up to send."""
    ctx.quota.spend(key.id, 1, key.quota)
    media_type(request, JSON)
    body = await read_json(request, DigestApproval)
    await _found(ctx, digest_id)
    kept = _open(await _run(lambda: store.approve(ctx.store, digest_id, body.version, key.name)))
    await _run(lambda: ctx.digests.submit(kept))
    return record(ctx, kept)


def record(ctx: Context, kept: Kept) -> DigestRecord:
    """A row as it is shown."""
    wechat = ctx.digests.room.wechat
    sent = publications.get(ctx.store, wechat.appid, kept.digest.code) if wechat.appid else None
    return DigestRecord(
        id=kept.id,
        state=kept.state.value,
        version=kept.version,
        theme=kept.theme,
        made_at=datetime.fromtimestamp(kept.made_at, UTC),
        changed_at=datetime.fromtimestamp(kept.changed_at, UTC),
        approved_at=(
            None if kept.approved_at is None else datetime.fromtimestamp(kept.approved_at, UTC)
        ),
        approved_by=kept.approved_by,
        error=kept.error,
        sends=ctx.digests.room.sends,
        media_id=sent.media_id if sent else None,
        url=sent.url if sent else None,
        edits=kept.edits,
        digest=kept.digest,
    )


def _open(kept: Kept | None) -> Kept:
    if kept is None:
        raise ProblemError("conflict", "the digest was changed meanwhile, or is approved")
    return kept


async def _found(ctx: Context, digest_id: str) -> Kept:
    kept = await _run(lambda: store.get(ctx.store, digest_id))
    if kept is None:
        raise ProblemError("not-found")
    return kept


async def _run(what: Callable[[], Result]) -> Result:
    return await asyncio.to_thread(what)
