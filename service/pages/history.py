"""What was approved: searched by words, the newest first."""

from __future__ import annotations

import asyncio
import re
from typing import Annotated, Any

from fastapi import Query, Request
from fastapi.responses import HTMLResponse, Response

from service.pages.marking import Mark, Piece, pieces
from service.pages.rendering import page, render
from service.pages.routing import router as pages
from service.pages.visitors import Visitor
from service.routes.common import Ctx
from service.security import owner
from service.store import feedback
from summarizer.types import Span

router = pages()

#: Approvals of one portion.
PORTION = 20


@router.get("/history")
async def history(
    request: Request,
    ctx: Ctx,
    key: Visitor,
    q: Annotated[str, Query(max_length=100)] = "",
    before: Annotated[str, Query(pattern="^([0-9a-z]{26})?$")] = "",
) -> Response:
    """The approvals that hold every word of ``q``; to htmx only the list, or its next portion."""
    words = q.replace("\0", "").strip()
    found = await asyncio.to_thread(
        feedback.search, ctx.store, owner(key), words, before, PORTION + 1
    )
    kept, more = found[:PORTION], len(found) > PORTION
    values: dict[str, Any] = {
        "kept": kept,
        "words": words,
        "next": kept[-1].id if more else "",
        "marked": lambda text: marked(text or "", words),
    }
    if "hx-request" in request.headers:
        return HTMLResponse(render("_history.html", **values))
    return page(request, "history.html", key=key, **values)


def marked(text: str, words: str) -> list[Piece]:
    """``text`` with each of ``words`` marked."""
    found = [
        Mark(Span(start=match.start(), end=match.end()), "hit")
        for word in words.split()
        for match in re.finditer(re.escape(word), text, re.IGNORECASE)
    ]
    return pieces(text, found)
