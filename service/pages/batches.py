"""Many documents at once: the service's jobs, for people."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import chain
from typing import Annotated
from urllib.parse import quote

from fastapi import Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.datastructures import UploadFile

from service.context import Context
from service.pages import tables
from service.pages.desk import wishes_of
from service.pages.rendering import page, render
from service.pages.routing import router as pages
from service.pages.visitors import Visitor
from service.problems import ProblemError
from service.routes.common import Ctx, found
from service.schemas import Job, Wishes
from service.security import owner
from service.store import accepting, chunks, jobs
from service.store.keys import Key
from summarizer.exceptions import ReadingError
from summarizer.reading import jsonl
from summarizer.types import Page

router = pages()

JobId = Annotated[str, Path(pattern="^[0-9a-z]{26}$")]

#: Files of one upload.
FILES = 500
RECENT = 20


@router.get("/batches")
async def start(request: Request, ctx: Ctx, key: Visitor) -> Response:
    """The form, and the jobs that were submitted last."""
    recent = await asyncio.to_thread(jobs.latest, ctx.store, owner(key), RECENT)
    most = ctx.settings.job_mb << 20
    return page(request, "batches.html", key=key, recent=recent, most=FILES, most_bytes=most)


@router.post("/batches")
async def submit(request: Request, ctx: Ctx, key: Visitor) -> Response:
    """Accept files: each is a document, each line of a .jsonl is one."""
    ctx.quota.spend(key.id, 1, key.quota)
    async with request.form(max_files=FILES, max_fields=2) as form:
        wishes = wishes_of(str(form.get("length") or ""))
        files = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
        if not files:
            raise ProblemError("unreadable", "没有选择文件")
        documents = [await _documents(ctx, file) for file in files]
        job = await asyncio.to_thread(_accept, ctx, key, wishes, chain.from_iterable(documents))
    return RedirectResponse(f"/batches/{job.id}", 303)


@router.get("/batches/{job_id}")
async def show(request: Request, ctx: Ctx, key: Visitor, job_id: JobId) -> Response:
    """How far a job is; htmx asks again and again while it runs."""
    job = await _job(ctx, key, job_id)
    if "hx-request" in request.headers:
        return HTMLResponse(render("_progress.html", job=job))
    return page(request, "batch.html", key=key, job=job)


@router.post("/batches/{job_id}/cancel")
async def cancel(ctx: Ctx, key: Visitor, job_id: JobId) -> Response:
    """Stop a job; what is done stays."""
    await _job(ctx, key, job_id)
    await asyncio.to_thread(jobs.cancel, ctx.store, job_id)
    return RedirectResponse(f"/batches/{job_id}", 303)


@router.get("/batches/{job_id}/results.csv")
async def table(ctx: Ctx, key: Visitor, job_id: JobId) -> Response:
    """The results for a spreadsheet."""
    await _over(ctx, key, job_id)
    lines = tables.results(chunks.result_lines(ctx.store, job_id))
    return _file(lines, f"简报-{job_id[-6:]}.csv", "text/csv; charset=utf-8")


@router.get("/batches/{job_id}/results.jsonl")
async def results(ctx: Ctx, key: Visitor, job_id: JobId) -> Response:
    """The results for programs."""
    await _over(ctx, key, job_id)
    name = f"简报-{job_id[-6:]}.jsonl"
    return _file(chunks.result_lines(ctx.store, job_id), name, "application/x-ndjson")


@router.get("/batches/{job_id}/errors.csv")
async def errors(ctx: Ctx, key: Visitor, job_id: JobId) -> Response:
    """The documents without a result, and why."""
    await _over(ctx, key, job_id)
    lines = tables.errors(chunks.error_lines(ctx.store, job_id))
    return _file(lines, f"简报-{job_id[-6:]}-未成.csv", "text/csv; charset=utf-8")


async def _documents(ctx: Context, file: UploadFile) -> Iterator[Page | ReadingError]:
    """What is in one file; one that cannot be read is an error of the job, not of the upload."""
    name = (file.filename or "")[-200:].replace("\0", "")
    if name.lower().endswith(".jsonl"):
        return jsonl.pages(file.file, name)
    try:
        return iter(await ctx.parser.parse(await file.read(), name))
    except ReadingError as error:
        return iter([error])
    except ProblemError as problem:
        return iter([ReadingError(f"{name}：{problem.detail}")])


def _accept(
    ctx: Context, key: Key, wishes: Wishes, documents: Iterator[Page | ReadingError]
) -> Job:
    most = ctx.settings.job_lines
    try:
        job = accepting.accept(
            ctx.store,
            key.id,
            wishes,
            documents,
            most=most,
            longest=ctx.settings.page_chars,
            complete=lambda *_: None,
        )
    except accepting.TooManyError:
        raise ProblemError("too-large", f"一次最多{most}篇，请分几次上传。") from None
    ctx.jobs.submit(job.id)
    return job


async def _job(ctx: Context, key: Key, job_id: str) -> Job:
    return found(await asyncio.to_thread(jobs.get, ctx.store, job_id, owner(key)))


async def _over(ctx: Context, key: Key, job_id: str) -> None:
    if (await _job(ctx, key, job_id)).finished_at is None:
        raise ProblemError("conflict")


def _file(lines: Iterator[str], name: str, media_type: str) -> StreamingResponse:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return StreamingResponse(
        lines, media_type=media_type, headers={"Content-Disposition": disposition}
    )
