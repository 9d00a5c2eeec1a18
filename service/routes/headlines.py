"""``POST /v1/headlines``: several headlines for each article, each with its verdicts."""

from __future__ import annotations

from fastapi import APIRouter, Request

from service.bodies import JSON, documented, media_type, read_json
from service.house import lay
from service.openapi import failures
from service.routes.common import Ctx, Seconds, deadline
from service.routes.models import info
from service.routes.summaries import REFUSALS
from service.schemas import ArticleHeadlines, HeadlineRequest, Headlines, JudgedCandidate
from service.security import Submitter
from service.work import Work, admit, articles_of, aside, judge, pages_of
from summarizer.facts.check import Checker
from summarizer.style import House
from summarizer.types import Article, Summary, Task

router = APIRouter(tags=["summaries"])


@router.post(
    "/v1/headlines",
    response_model=Headlines,
    summary="Propose headlines",
    responses=failures(*(kind for kind in REFUSALS if kind != "bad-request")),
    openapi_extra=documented(HeadlineRequest),
)
async def headlines(
    request: Request, ctx: Ctx, key: Submitter, timeout: Seconds = None
) -> Headlines:
    """The headline that would be printed, and every candidate with what the checks say of it."""
    admit(ctx, key)
    until = deadline(ctx, timeout)
    media_type(request, JSON)
    body = await read_json(request, HeadlineRequest)
    house = lay(ctx.house, body.options.house)
    pages = await pages_of(ctx, body.text, body.form, body.source)
    articles, warnings = await articles_of(ctx, key, pages)
    summaries = await Work(ctx, articles, body.options.wishes(), until).all(request)
    found = [
        await aside(ctx, lambda a=article, s=summary: _judged(a, s, house))  # type: ignore[misc]
        for article, summary in zip(articles, summaries, strict=True)
    ]
    return Headlines(source=body.source, articles=found, warnings=warnings, model=info(ctx))


def _judged(article: Article, summary: Summary, house: House) -> ArticleHeadlines:
    checker = Checker(article.text)
    candidates = [
        JudgedCandidate(
            **dict(judge(checker, article.origin, Task.HEADLINE, c.text, house, c.copied)),
            score=c.score,
        )
        for c in summary.candidates
    ]
    return ArticleHeadlines(
        source=summary.source,
        index=summary.index,
        title=summary.title,
        headline=summary.headline,
        candidates=candidates,
    )
