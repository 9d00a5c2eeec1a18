"""The workbench: a page is put on the desk, its articles are written one by one, edited, approved.

Every answer is a page or a fragment; the state is in the database, none is in the browser.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Annotated, Literal, get_args

from fastapi import Form, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from service.context import Context
from service.pages.rendering import page, render
from service.pages.routing import router as pages
from service.pages.views import View, look
from service.pages.visitors import Visitor
from service.problems import ProblemError
from service.routes.common import Ctx, deadline
from service.schemas import FeedbackRequest, Wishes
from service.security import owner
from service.store import desk, feedback
from service.store.desk import DeskArticle, DeskPage
from service.store.keys import Key
from service.work import Work, admit, articles_of, aside
from summarizer.types import Page

router = pages()

PageId = Annotated[str, Path(pattern="^[0-9a-z]{26}$")]
Position = Annotated[int, Path(ge=0, le=10_000)]
Length = Literal["", "short", "medium", "long", "full"]
# As FeedbackRequest takes them: what may be drafted may be approved.
Headline = Annotated[str, Form(max_length=200)]
Brief = Annotated[str, Form(max_length=2000)]

#: Pages shown under the form.
RECENT = 8


@router.get("/")
async def start(request: Request, ctx: Ctx, key: Visitor) -> Response:
    """The form, and the pages that lay here last."""
    recent = await asyncio.to_thread(desk.latest, ctx.store, owner(key), RECENT)
    longest = ctx.settings.page_chars
    most = ctx.settings.body_mb << 20
    return page(request, "start.html", key=key, recent=recent, longest=longest, most_bytes=most)


@router.post("/desk")
async def put(request: Request, ctx: Ctx, key: Visitor) -> Response:
    """Cut what was pasted or dropped into articles; they are written when they are looked at.

    The model is not needed for this: so even while it is busy, or being loaded, nobody's text
    is turned away.
    """
    ctx.quota.spend(key.id, 1, key.quota)
    async with request.form(
        max_files=1, max_fields=4, max_part_size=ctx.settings.body_mb << 20
    ) as form:
        file, text, length = form.get("file"), form.get("text"), form.get("length")
        wishes = wishes_of(str(length or ""))
        if isinstance(file, UploadFile) and file.filename:
            source = file.filename[-200:]
            found = await ctx.parser.parse(await file.read(), source)
        else:
            source = "粘贴"
            words = text if isinstance(text, str) else ""
            found = [Page(source=source, text=words.replace("\0", ""))]
    articles, warnings = await articles_of(ctx, key, found)
    page_id = await asyncio.to_thread(
        desk.create, ctx.store, key.id, source, wishes, warnings, articles
    )
    return RedirectResponse(f"/desk/{page_id}", 303)


@router.get("/desk/{page_id}")
async def show(request: Request, ctx: Ctx, key: Visitor, page_id: PageId) -> Response:
    """A page of articles: those that are written, and places for those that will be."""
    found, articles = await _page(ctx, key, page_id)
    views = [await aside(ctx, lambda a=a: look(a, ctx.house, choices=True)) for a in articles]  # type: ignore[misc]
    return page(request, "desk.html", key=key, page=found, views=views, asking=False)


@router.post("/desk/{page_id}/{position}/summary")
async def write(
    request: Request,
    ctx: Ctx,
    key: Visitor,
    page_id: PageId,
    position: Position,
    length: Annotated[Length | None, Form()] = None,
) -> Response:
    """Headline and brief for one article; with ``length`` anew, in place of the draft."""
    found, articles = await _page(ctx, key, page_id)
    article = _article(articles, position)
    if article.summary is None or length is not None:
        admit(ctx, key)
        wishes = found.wishes if length is None else wishes_of(length)
        work = Work(ctx, [article.article()], wishes, deadline(ctx, None))
        [summary] = await work.all(request)
        await asyncio.to_thread(desk.keep_summary, ctx.store, page_id, position, summary)
        article = replace(
            article,
            summary=summary,
            headline=summary.headline,
            brief=summary.brief,
            feedback_id=None,
        )
    if "hx-request" not in request.headers:
        return RedirectResponse(f"/desk/{page_id}#a{position}", 303)
    view = await aside(ctx, lambda: look(article, ctx.house, choices=True))
    return await _changed(ctx, key, page_id, "_article.html", view, f"第{position + 1}篇写好了")


@router.post("/desk/{page_id}/{position}/draft")
async def edit(
    ctx: Ctx,
    key: Visitor,
    page_id: PageId,
    position: Position,
    headline: Headline = "",
    brief: Brief = "",
) -> Response:
    """Keep a draft while it is written, and say what is wrong with it."""
    ctx.quota.spend(key.id, 1, key.quota)
    article = await _drafted(ctx, key, page_id, position, headline, brief)
    await asyncio.to_thread(
        desk.keep_draft, ctx.store, page_id, position, article.headline, article.brief
    )
    article = _article((await _page(ctx, key, page_id))[1], position)
    view = await aside(ctx, lambda: look(article, ctx.house))
    return await _changed(ctx, key, page_id, "_judged.html", view)


@router.post("/desk/{page_id}/{position}/approval")
async def approve(
    ctx: Ctx,
    key: Visitor,
    page_id: PageId,
    position: Position,
    headline: Headline = "",
    brief: Brief = "",
    despite: Annotated[bool, Form()] = False,
) -> Response:
    """Keep the draft as the approved summary: in the history, and for the next model.

    Where a check fails the editor is asked first; ``despite`` is his answer.
    """
    ctx.quota.spend(key.id, 1, key.quota)
    article = await _drafted(ctx, key, page_id, position, headline, brief)
    if article.summary is None or (article.headline is None and article.brief is None):
        raise ProblemError("invalid", "nothing to approve")
    view = await aside(ctx, lambda: look(article, ctx.house))
    if view.faults and not despite:
        await asyncio.to_thread(
            desk.keep_draft, ctx.store, page_id, position, article.headline, article.brief
        )
        said = f"有{view.faults}处与原文不符，还没有定稿"
        return await _changed(ctx, key, page_id, "_judged.html", view, said, asking=True)
    proposed = article.summary
    given = FeedbackRequest(
        text=article.text,
        headline=article.headline,
        brief=article.brief,
        source=article.source,
        title=article.title[:200] if article.title else None,
        proposed_headline=proposed.headline,
        proposed_brief=proposed.brief,
        model=proposed.model,
    )

    def keep() -> str:
        with ctx.store.write() as connection:
            kept = feedback.add(connection, key.id, given)
            desk.approved(connection, article, kept.id)
            return kept.id

    view = replace(view, article=replace(article, feedback_id=await asyncio.to_thread(keep)))
    said = f"第{position + 1}篇已定稿"
    return await _changed(ctx, key, page_id, "_judged.html", view, said)


async def _changed(
    ctx: Context,
    key: Key,
    page_id: str,
    template: str,
    view: View,
    said: str = "",
    *,
    asking: bool = False,
) -> HTMLResponse:
    """A fragment of one article, with the tally of the page beside it; ``said`` is announced."""
    _, articles = await _page(ctx, key, page_id)
    fragment = render(template, view=view, articles=articles, beside=True, asking=asking)
    headers = {"HX-Trigger": json.dumps({"say": said})} if said else {}
    return HTMLResponse(fragment, headers=headers)


async def _page(ctx: Context, key: Key, page_id: str) -> tuple[DeskPage, list[DeskArticle]]:
    found = await asyncio.to_thread(desk.page, ctx.store, page_id, owner(key))
    if found is None:
        raise ProblemError("not-found")
    return found


def _article(articles: list[DeskArticle], position: int) -> DeskArticle:
    if position >= len(articles):
        raise ProblemError("not-found")
    return articles[position]


async def _drafted(
    ctx: Context, key: Key, page_id: str, position: int, headline: str, brief: str
) -> DeskArticle:
    """The article with what the form says in place of its draft."""
    article = _article((await _page(ctx, key, page_id))[1], position)
    return replace(article, headline=_line(headline), brief=_line(brief))


def _line(text: str) -> str | None:
    """A draft as kept: one line, None where there is nothing."""
    return "".join(text.replace("\0", "").splitlines()).strip() or None


def wishes_of(length: str) -> Wishes:
    """The wishes behind the choice of a length. Raises ProblemError 422 for no such length."""
    if length not in get_args(Length):
        raise ProblemError("invalid", "no such length")
    return Wishes.model_validate({"length": length or None})
