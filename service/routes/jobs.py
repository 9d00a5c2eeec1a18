"""``/v1/jobs``: many documents, accepted once, done for certain."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import IO, Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response, StreamingResponse
from sqlalchemy import Connection

from service.bodies import FORM, JSON, documented, media_type, read_form, read_json
from service.context import Context
from service.events import progress
from service.openapi import ALWAYS, failures
from service.problems import ProblemError
from service.routes.common import Ctx, IdempotencyKey, Limit, found, once
from service.schemas import Job, JobList, JobRequest, Wishes
from service.schemas.base import ARTICLE
from service.security import Reader, Submitter, owner
from service.store import accepting, chunks, jobs
from service.store.idempotency import Claim
from service.store.keys import Key
from summarizer.exceptions import ReadingError
from summarizer.reading import jsonl
from summarizer.types import Page

router = APIRouter(tags=["jobs"])

JobId = Annotated[str, Path(pattern="^[0-9a-z]{26}$", description="A job's id.")]

_LINES = "application/x-ndjson"
_EVENTS = "text/event-stream"
_EVENT = {
    "type": "object",
    "required": ["event", "data"],
    "properties": {
        "event": {"const": "job"},
        "data": {
            "type": "string",
            "contentMediaType": JSON,
            "contentSchema": {"$ref": "#/components/schemas/Job"},
        },
    },
}


@router.post(
    "/v1/jobs",
    status_code=202,
    response_model=Job,
    summary="Submit a job",
    responses=failures(
        *ALWAYS,
        "bad-request",
        "body-timeout",
        "in-progress",
        "too-large",
        "unsupported-media-type",
        "unreadable",
        "key-reused",
        "quota",
    ),
    openapi_extra=documented(
        JobRequest,
        Wishes,
        'JSON Lines, one document {"id": …, "text": …} a line',
        json.dumps({"id": "0603-1", "text": ARTICLE}, ensure_ascii=False),
    ),
)
async def submit(
    request: Request, ctx: Ctx, key: Submitter, idempotency_key: IdempotencyKey = None
) -> Response:
    """Accept documents, as JSON or as a JSONL file; once accepted they are done, whatever dies.

    A line that cannot be read becomes an error of the job and does not stop the others.
    """
    ctx.quota.spend(key.id, 1, key.quota)
    if media_type(request, JSON, FORM) == JSON:
        body = await read_json(request, JobRequest)
        digest = hashlib.sha256(body.model_dump_json().encode()).hexdigest()
        pages = _pages(body)
        return await _accepted(ctx, key, idempotency_key, digest, body.options, lambda: pages)
    async with read_form(request, Wishes) as (file, wishes):
        digest = await asyncio.to_thread(_digest, file.file, wishes)
        name = (file.filename or "upload.jsonl")[-200:].replace("\0", "")

        def lines() -> Iterator[Page | ReadingError]:
            file.file.seek(0)
            return jsonl.pages(file.file, name)

        return await _accepted(ctx, key, idempotency_key, digest, wishes, lines)


@router.get("/v1/jobs", response_model=JobList, summary="List jobs", responses=failures(*ALWAYS))
async def latest(ctx: Ctx, key: Reader, limit: Limit = 50) -> JobList:
    """The caller's jobs, the newest first; everybody's for an administrator."""
    return JobList(jobs=await asyncio.to_thread(jobs.latest, ctx.store, owner(key), limit))


@router.get(
    "/v1/jobs/{job_id}",
    response_model=Job,
    summary="Look at a job",
    responses=failures(*ALWAYS, "not-found"),
)
async def get(ctx: Ctx, key: Reader, job_id: JobId) -> Job:
    """Status and counts."""
    return found(await asyncio.to_thread(jobs.get, ctx.store, job_id, owner(key)))


@router.get(
    "/v1/jobs/{job_id}/events",
    response_class=StreamingResponse,
    summary="Follow a job",
    responses={
        200: {"description": "Events.", "content": {_EVENTS: {"schema": _EVENT}}},
        **failures(*ALWAYS, "not-found"),
    },
)
async def events(ctx: Ctx, key: Reader, job_id: JobId) -> StreamingResponse:
    """Server-sent events: the job at every change of its counts, until it is over."""
    found(await asyncio.to_thread(jobs.get, ctx.store, job_id, owner(key)))
    return StreamingResponse(progress(ctx, job_id), media_type=_EVENTS)


@router.get(
    "/v1/jobs/{job_id}/results",
    response_class=StreamingResponse,
    summary="Download the results",
    responses={
        200: {
            "description": "A Summary per line, in the order of the documents.",
            "content": {_LINES: {"schema": {"type": "string"}}},
        },
        **failures(*ALWAYS, "not-found", "conflict"),
    },
)
async def results(ctx: Ctx, key: Reader, job_id: JobId) -> StreamingResponse:
    """The results as JSON Lines, once the job is over."""
    return await _download(ctx, key, job_id, "results", chunks.result_lines)


@router.get(
    "/v1/jobs/{job_id}/errors",
    response_class=StreamingResponse,
    summary="Download the errors",
    responses={
        200: {
            "description": "A JobError per line, in the order of the documents.",
            "content": {_LINES: {"schema": {"type": "string"}}},
        },
        **failures(*ALWAYS, "not-found", "conflict"),
    },
)
async def errors(ctx: Ctx, key: Reader, job_id: JobId) -> StreamingResponse:
    """The documents without a result as JSON Lines, once the job is over."""
    return await _download(ctx, key, job_id, "errors", chunks.error_lines)


@router.post(
    "/v1/jobs/{job_id}/cancel",
    response_model=Job,
    summary="Cancel a job",
    responses=failures(*ALWAYS, "not-found", "conflict"),
)
async def cancel(ctx: Ctx, key: Submitter, job_id: JobId) -> Job:
    """Stop a job; what is done by then can be downloaded."""
    job = found(await asyncio.to_thread(jobs.get, ctx.store, job_id, owner(key)))
    if not await asyncio.to_thread(jobs.cancel, ctx.store, job_id):
        raise ProblemError("conflict", f"the job is {job.status.value}")
    return found(await asyncio.to_thread(jobs.get, ctx.store, job_id, owner(key)))


async def _accepted(
    ctx: Context,
    key: Key,
    idempotency_key: str | None,
    digest: str,
    wishes: Wishes,
    pages: Callable[[], Iterator[Page | ReadingError]],
) -> Response:
    wishes.options()  # what cannot be done is refused now, not document by document

    async def work(claim: Claim | None) -> Job:
        def complete(connection: Connection, job: Job) -> None:
            if claim is not None:
                claim.complete(connection, 202, job.model_dump_json())

        def accept() -> Job:
            job = accepting.accept(
                ctx.store,
                key.id,
                wishes,
                pages(),
                most=ctx.settings.job_lines,
                longest=ctx.settings.page_chars,
                complete=complete,
            )
            ctx.jobs.submit(job.id)
            return job

        try:
            return await asyncio.to_thread(accept)
        except accepting.TooManyError:
            most = ctx.settings.job_lines
            raise ProblemError("too-large", f"more than {most} documents") from None

    return await once(ctx, key, idempotency_key, digest, 202, work)


async def _download(
    ctx: Context,
    key: Key,
    job_id: str,
    name: str,
    lines: Callable[[Any, str], Iterator[str]],
) -> StreamingResponse:
    job = found(await asyncio.to_thread(jobs.get, ctx.store, job_id, owner(key)))
    if job.finished_at is None:
        raise ProblemError("conflict", f"the job is {job.status.value}; wait until it is over")
    return StreamingResponse(
        lines(ctx.store, job_id),
        media_type=_LINES,
        headers={"Content-Disposition": f'attachment; filename="{job_id}-{name}.jsonl"'},
    )


def _pages(body: JobRequest) -> Iterator[Page | ReadingError]:
    for number, document in enumerate(body.documents, 1):
        yield Page(source=document.id or str(number), text=document.text)


def _digest(file: IO[bytes], wishes: Wishes) -> str:
    """Hash of what is asked. The form's own bytes differ each time it is sent.

    Raises ReadingError where the file holds nothing.
    """
    found = hashlib.sha256(wishes.model_dump_json().encode() + b"\0")
    file.seek(0)
    empty = True
    while block := file.read(2**20):
        found.update(block)
        empty = empty and not block.strip()
    if empty:
        raise ReadingError('文件是空的；每行应是 {"id": …, "text": …}')
    return found.hexdigest()
