"""``POST /v1/summaries``: a page in, every article with headline and brief out."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from service.bodies import FORM, JSON, documented, media_type, read_form, read_json
from service.context import Context
from service.openapi import ALWAYS, failures
from service.routes.common import Ctx, Seconds, deadline
from service.routes.models import info
from service.schemas import Decoding, Summaries, SummaryRequest, Wishes
from service.schemas.base import ARTICLE
from service.security import Submitter
from service.work import Work, admit, articles_of, pages_of
from summarizer.seq2seq.engine import Decoding as Search
from summarizer.types import Page

router = APIRouter(tags=["summaries"])

LINES = "application/x-ndjson"

#: What an interactive request for the model can meet.
REFUSALS = (
    *ALWAYS,
    "bad-request",
    "body-timeout",
    "too-large",
    "unsupported-media-type",
    "unreadable",
    "quota",
    "queue-full",
    "not-ready",
    "deadline",
)

_LOG = logging.getLogger("jianbao.summaries")


@router.post(
    "/v1/summaries",
    response_model=Summaries,
    summary="Summarise a page",
    responses={
        200: {
            "content": {
                LINES: {
                    "schema": {"type": "string"},
                    "description": "One Summary per line, as each is done.",
                }
            }
        },
        **failures(*REFUSALS),
    },
    openapi_extra=documented(
        SummaryRequest, Wishes, "txt, md, html, docx or pdf; one page with its articles", ARTICLE
    ),
)
async def summarize(request: Request, ctx: Ctx, key: Submitter, timeout: Seconds = None) -> Any:
    """Cut a page (text, HTML, or a file) into articles and write headline and brief for each.

    What is returned has passed every check against the page; `method` and `reasons` say how
    it came about, `read_share` how much of the article the model read, `provenance` where
    each clause comes from. With `Accept: application/x-ndjson` each summary is a line, sent
    as soon as it is there; a line `{"problem": …}` ends a stream that failed.
    """
    admit(ctx, key)
    until = deadline(ctx, timeout)
    pages, source, wishes = await _submitted(request, ctx)
    articles, warnings = await articles_of(ctx, key, pages)
    work = Work(ctx, articles, wishes, until)
    if LINES in request.headers.get("accept", ""):
        return StreamingResponse(_lines(work), media_type=LINES)
    summaries = await work.all(request)
    options = wishes.options()
    return Summaries(
        source=source,
        articles=summaries,
        warnings=warnings,
        model=info(ctx),
        options=wishes,
        decoding=Decoding(**asdict(Search(beam=options.beam, candidates=options.candidates))),
    )


async def _submitted(request: Request, ctx: Context) -> tuple[Sequence[Page], str, Wishes]:
    if media_type(request, JSON, FORM) == JSON:
        body = await read_json(request, SummaryRequest)
        return await pages_of(ctx, body.text, body.form, body.source), body.source, body.options
    async with read_form(request, Wishes) as (file, wishes):
        name = (file.filename or "-")[-200:]
        return await ctx.parser.parse(await file.read(), name), name, wishes


async def _lines(work: Work) -> AsyncIterator[str]:
    try:
        async for summary in work.each():
            yield json.dumps(summary.model_dump(mode="json"), ensure_ascii=False) + "\n"
    except TimeoutError:
        yield json.dumps({"problem": "deadline"}) + "\n"
    except Exception as error:
        _LOG.error("a stream failed", exc_info=error)
        yield json.dumps({"problem": "internal"}) + "\n"
