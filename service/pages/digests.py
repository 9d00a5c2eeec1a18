"""The day's digest: made, looked at as a phone shows it, put in order, approved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Annotated, Final, Literal, TypeVar

from fastapi import Form, Path, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from service.context import Context
from service.digests import editing
from service.observing import PAGE_CSP
from service.pages.rendering import page
from service.pages.routing import router as pages
from service.pages.visitors import Visitor
from service.problems import ProblemError
from service.routes.common import Ctx
from service.routes.digests import PREVIEW_HEADERS, record
from service.store import digests as store
from service.store.digests import OPEN, Kept
from service.store.keys import Key
from summarizer.digest.rendering import plain
from summarizer.digest.rendering.preview import preview
from summarizer.digest.rendering.themes import SHIPPED
from summarizer.digest.types import ABSTRACT, TITLE, Edits

router = pages()

DigestId = Annotated[str, Path(pattern="^[0-9a-z]{26}$")]
ItemId = Annotated[str, Path(pattern="^[0-9a-f]{12}$")]
Version = Annotated[int, Form(ge=1)]
Words = Annotated[str, Form(max_length=2000)]
Result = TypeVar("Result")

RECENT: Final = 30

#: The page may show our own preview in a frame.
_FRAMING = {"Content-Security-Policy": f"{PAGE_CSP}; frame-src 'self'"}


@router.get("/digests")
async def start(request: Request, ctx: Ctx, key: Visitor) -> Response:
    """The form that makes one, and the latest."""
    recent = await _run(lambda: store.latest(ctx.store, RECENT))
    room = ctx.digests.room
    return page(
        request, "digests.html", key=key, recent=recent, today=room.today(), settings=room.settings
    )


@router.post("/digests")
async def make(ctx: Ctx, key: Visitor, day: Annotated[date, Form()]) -> Response:
    """Make the digest of a day, or go to the one that was made."""
    ctx.quota.spend(key.id, 1, key.quota)
    kept = await _run(lambda: ctx.digests.room.make(day))
    return RedirectResponse(f"/digests/{kept.id}", 303)


@router.get("/digests/{digest_id}")
async def show(request: Request, ctx: Ctx, key: Visitor, digest_id: DigestId) -> Response:
    """Items with their reasons on one side, the phone on the other."""
    kept = await _found(ctx, digest_id)
    rendered = await _run(lambda: ctx.digests.room.render(kept))
    answer = page(
        request,
        "digest.html",
        key=key,
        kept=kept,
        record=record(ctx, kept),
        notes=rendered.notes,
        open=kept.state in OPEN,
        themes=list(SHIPPED),
        sections=ctx.digests.room.rules.sections,
        limits={"title": TITLE, "abstract": ABSTRACT},
    )
    answer.headers.update(_FRAMING)
    return answer


@router.get("/digests/{digest_id}/preview")
async def look(ctx: Ctx, _: Visitor, digest_id: DigestId) -> Response:
    """The article as a phone shows it."""
    kept = await _found(ctx, digest_id)
    html = (await _run(lambda: ctx.digests.room.render(kept))).html
    shown = preview(kept.digest, html, author=ctx.digests.room.wechat.author)
    return HTMLResponse(shown, headers=PREVIEW_HEADERS)


@router.get("/digests/{digest_id}/{form}")
async def take(
    ctx: Ctx, _: Visitor, digest_id: DigestId, form: Literal["html", "markdown", "text"]
) -> Response:
    """The article's HTML to paste, Markdown, or plain text."""
    kept = await _found(ctx, digest_id)
    if form == "html":
        return PlainTextResponse((await _run(lambda: ctx.digests.room.render(kept))).html)
    written = plain.markdown if form == "markdown" else plain.text
    return PlainTextResponse(written(kept.digest))


@router.post("/digests/{digest_id}/items/{item_id}")
async def handle(
    ctx: Ctx,
    key: Visitor,
    digest_id: DigestId,
    item_id: ItemId,
    version: Version,
    act: Annotated[Literal["up", "down", "pin", "exclude", "place", "words"], Form()],
    section: Annotated[str, Form(max_length=20)] = "",
    headline: Words = "",
    brief: Words = "",
) -> Response:
    """Move, pin, exclude or reword one item."""
    kept = await _current(ctx, key, digest_id, version)
    edits = kept.edits
    if act in ("up", "down"):
        edits = editing.moved(kept.digest, edits, item_id, -1 if act == "up" else 1)
    elif act == "pin":
        edits = editing.pinned(edits, item_id)
    elif act == "exclude":
        edits = editing.excluded(edits, item_id)
    elif act == "place":
        edits = editing.placed(edits, item_id, section)
    else:
        edits = editing.worded(edits, item_id, headline, brief)
    await _change(ctx, kept, edits, kept.theme)
    return RedirectResponse(f"/digests/{digest_id}#i{item_id}", 303)


@router.post("/digests/{digest_id}/words")
async def words(
    ctx: Ctx,
    key: Visitor,
    digest_id: DigestId,
    version: Version,
    theme: Annotated[str, Form(max_length=200)],
    title: Words = "",
    abstract: Words = "",
    lead: Words = "",
) -> Response:
    """Title, 摘要, lead, theme; an empty field is written by us again."""
    kept = await _current(ctx, key, digest_id, version)
    own = {"title": title.strip(), "abstract": abstract.strip(), "lead": lead.strip()}
    made = {name: getattr(kept.digest, name) for name in own}
    before = {name: getattr(kept.edits, name) for name in own}
    update = {
        name: before[name] if said == made[name] else (said or None) for name, said in own.items()
    }
    await _change(ctx, kept, kept.edits.model_copy(update=update), theme)
    return RedirectResponse(f"/digests/{digest_id}", 303)


@router.post("/digests/{digest_id}/remake")
async def remake(ctx: Ctx, key: Visitor, digest_id: DigestId, version: Version) -> Response:
    """Take in what came since."""
    kept = await _current(ctx, key, digest_id, version)
    if await _run(lambda: ctx.digests.room.remake(kept)) is None:
        raise ProblemError("conflict")
    return RedirectResponse(f"/digests/{digest_id}", 303)


@router.post("/digests/{digest_id}/approve")
async def approve(ctx: Ctx, key: Visitor, digest_id: DigestId, version: Version) -> Response:
    """Close the digest and send it."""
    kept = await _run(lambda: store.approve(ctx.store, digest_id, version, key.name))
    if kept is None:
        raise ProblemError("conflict")
    await _run(lambda: ctx.digests.submit(kept))
    return RedirectResponse(f"/digests/{digest_id}", 303)


async def _current(ctx: Context, key: Key, digest_id: str, version: int) -> Kept:
    """The digest, as the editor saw it; else ProblemError 409."""
    ctx.quota.spend(key.id, 1, key.quota)
    kept = await _found(ctx, digest_id)
    if kept.version != version or kept.state not in OPEN:
        raise ProblemError("conflict")
    return kept


async def _change(ctx: Context, kept: Kept, edits: Edits, theme: str) -> None:
    if await _run(lambda: ctx.digests.room.change(kept, edits, theme)) is None:
        raise ProblemError("conflict")


async def _found(ctx: Context, digest_id: str) -> Kept:
    kept = await _run(lambda: store.get(ctx.store, digest_id))
    if kept is None:
        raise ProblemError("not-found")
    return kept


async def _run(what: Callable[[], Result]) -> Result:
    return await asyncio.to_thread(what)
