"""``GET /v1/models``: what writes the summaries."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from service.context import Context
from service.openapi import ALWAYS, failures
from service.problems import ProblemError
from service.routes.common import Ctx
from service.schemas import ModelInfo, Models
from service.security import needs
from service.store.keys import Scope
from summarizer._version import __version__
from summarizer.options import CEILING

router = APIRouter(tags=["summaries"])


@router.get(
    "/v1/models",
    response_model=Models,
    summary="List the models",
    dependencies=[Depends(needs(Scope.READ))],
    responses=failures(*ALWAYS, "not-ready"),
)
async def models(ctx: Ctx) -> Models:
    """The model this process runs, by the hash of its weights."""
    return Models(models=[info(ctx)])


def info(ctx: Context) -> ModelInfo:
    """The loaded model. Raises ProblemError 503 while there is none."""
    summarizer = ctx.batcher.summarizer
    if summarizer is None:
        raise ProblemError("not-ready", "the model is being loaded", headers={"Retry-After": "2"})
    engine = summarizer.engine
    return ModelInfo(
        id=summarizer.model,
        engine=engine.name,
        fingerprint=engine.fingerprint,
        window=engine.window,
        budgets=dict(engine.budgets),
        ceilings=CEILING,
        version=__version__,
    )
