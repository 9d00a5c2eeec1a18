"""``POST /v1/checks``: a person's headline or brief against its source."""

from __future__ import annotations

from fastapi import APIRouter, Request

from service.bodies import JSON, documented, media_type, read_json
from service.house import lay
from service.openapi import ALWAYS, failures
from service.problems import ProblemError
from service.routes.common import Ctx
from service.schemas import CheckRequest, Checks
from service.security import Submitter
from service.work import aside, judge
from summarizer.cleaning import clean
from summarizer.facts.check import Checker
from summarizer.style import House
from summarizer.types import Task

router = APIRouter(tags=["summaries"])


@router.post(
    "/v1/checks",
    response_model=Checks,
    summary="Check a headline or brief",
    responses=failures(*ALWAYS, "body-timeout", "too-large", "unsupported-media-type", "quota"),
    openapi_extra=documented(CheckRequest),
)
async def check(request: Request, ctx: Ctx, key: Submitter) -> Checks:
    """Every fact of a text that a person wrote, checked against the article it is about.

    The model is not asked, so this answers in milliseconds, while an editor types.
    """
    ctx.quota.spend(key.id, 1, key.quota)
    media_type(request, JSON)
    body = await read_json(request, CheckRequest)
    longest = ctx.settings.page_chars
    if len(body.text) > longest:
        raise ProblemError("too-large", f"{len(body.text)}字，最多{longest}字")
    house = lay(ctx.house, body.house)
    return await aside(ctx, lambda: _checked(body, house))


def _checked(body: CheckRequest, house: House) -> Checks:
    cleaned = clean(body.text)
    checker = Checker(cleaned.text)
    verdicts = {
        task: judge(checker, cleaned.origin, task, text, house) if text is not None else None
        for task, text in ((Task.HEADLINE, body.headline), (Task.BRIEF, body.brief))
    }
    return Checks(text=cleaned.text, headline=verdicts[Task.HEADLINE], brief=verdicts[Task.BRIEF])
