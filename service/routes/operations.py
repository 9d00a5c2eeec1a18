"""For those who run the service: alive, ready, and in numbers."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from service.metrics import CONTENT_TYPE
from service.openapi import ALWAYS, failures
from service.problems import ProblemError
from service.routes.common import Ctx
from service.schemas import Health
from service.security import needs
from service.store.keys import Scope

router = APIRouter(tags=["operations"])


@router.get("/livez", response_model=Health, summary="Is the process alive?")
async def live() -> Health:
    """Answers as long as the event loop runs, however busy the model is."""
    return Health()


@router.get(
    "/readyz",
    response_model=Health,
    summary="May requests be sent?",
    responses=failures("not-ready"),
)
async def ready(ctx: Ctx) -> Health:
    """Green after the golden article came out right, until the process is told to stop."""
    if ctx.stopping.is_set():
        raise ProblemError("not-ready", "stopping", headers={"Retry-After": "5"})
    if not ctx.readiness.ready:
        detail = "; ".join(ctx.readiness.faults)
        raise ProblemError("not-ready", detail, headers={"Retry-After": "2"})
    return Health(detail={"waiting": ctx.batcher.waiting})


@router.get(
    "/metrics",
    response_class=Response,
    dependencies=[Depends(needs(Scope.READ))],
    summary="Numbers for Prometheus",
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
        **failures(*ALWAYS),
    },
)
async def metrics(ctx: Ctx) -> Response:
    """Latency, queue, batches, fallbacks by reason, articles the model read only in part."""
    return Response(ctx.metrics.render(), media_type=CONTENT_TYPE)
