"""The application: its parts put together, started and stopped in order."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI

from service import openapi, pages, problems
from service.batching import Batcher
from service.context import Context
from service.digests.room import Room
from service.digests.settings import DigestSettings
from service.digests.work import Work
from service.health import Golden, Readiness
from service.jobs import Jobs
from service.limits import BodyLimit, Quota
from service.metrics import Metrics
from service.observing import Envelope
from service.parsing import Parser
from service.queued import Limits
from service.routes import (
    checks,
    digests,
    feedback,
    headlines,
    jobs,
    models,
    operations,
    summaries,
)
from service.routes.common import known_query
from service.security import Keyring
from service.settings import Settings
from service.store.session import Store
from service.wechat.settings import WechatSettings
from summarizer._version import __version__
from summarizer.exceptions import JianbaoError
from summarizer.pipeline import Summarizer
from summarizer.style import House

_DESCRIPTION = """\
Long Chinese bulletins in, headline (标题) and brief (简讯) out, every fact checked against the
source. Lengths are counted in 字 (characters), spans are half open. Whatever is not a success
is a problem (RFC 9457).
"""

_LOG = logging.getLogger("jianbao.app")


def create(settings: Settings) -> FastAPI:
    """The application for ``settings``.

    Raises OptionError where the database, the golden article or the house rules cannot be used.
    """
    ctx = _context(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(ctx.jobs.announce)
        loaded = asyncio.wrap_future(ctx.batcher.start())
        preparing = asyncio.create_task(_prepare(ctx, loaded))
        try:
            yield
        finally:
            ctx.stopping.set()
            await asyncio.gather(preparing, return_exceptions=True)
            await asyncio.to_thread(ctx.jobs.stop)
            await asyncio.to_thread(ctx.batcher.close)
            await ctx.parser.close()
            ctx.workers.shutdown(wait=False)
            ctx.store.close()
            _LOG.info("stopped")

    app = FastAPI(
        title="jianbao",
        summary="Headlines and briefs for Chinese bulletins; every fact checked.",
        description=_DESCRIPTION,
        version=__version__,
        lifespan=lifespan,
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
    )
    app.state.context = ctx
    problems.install(app)
    openapi.install(app)
    for module in (summaries, headlines, checks, models, jobs, feedback, digests):
        app.include_router(module.router, dependencies=[Depends(known_query)])
    app.include_router(operations.router)  # a probe may ask as it likes
    pages.install(app)
    app.add_middleware(
        BodyLimit,
        most=settings.body_mb << 20,
        jobs=settings.job_mb << 20,
        seconds=settings.upload_seconds,
    )
    app.add_middleware(Envelope, metrics=ctx.metrics)
    return app


def _context(settings: Settings) -> Context:
    golden = Golden.load(settings.golden)
    store = Store(settings.database_url.get_secret_value())
    store.upgrade()
    house = House.load(settings.house)
    metrics = Metrics()

    def load() -> Summarizer:
        return Summarizer.load(
            settings.model,
            engine=settings.engine,
            threads=settings.threads,
            house=settings.house,
        )

    limits = Limits(
        queue_articles=settings.queue_articles,
        batch_articles=settings.batch_articles,
        batch_chars=settings.batch_chars,
        wait=settings.batch_wait_ms / 1000,
    )
    batcher = Batcher(load, limits, metrics)
    metrics.watch_queue(lambda: batcher.waiting)
    work = Jobs(store, batcher, house, metrics, settings)
    room = Room(store, DigestSettings.read(), WechatSettings.read(), work.worker)
    return Context(
        settings=settings,
        store=store,
        metrics=metrics,
        batcher=batcher,
        parser=Parser(settings.parse_seconds, settings.parse_mb),
        jobs=work,
        digests=Work(store, room),
        readiness=Readiness(golden),
        quota=Quota(settings.quota_per_minute),
        house=house,
        keyring=Keyring(),
        workers=ThreadPoolExecutor(2, thread_name_prefix="worker"),
    )


async def _prepare(ctx: Context, loaded: asyncio.Future[Summarizer]) -> None:
    """Load the model, prove it, then begin with the jobs: never with a model that is not sound."""
    try:
        await ctx.parser.warm()
        await loaded
        await asyncio.to_thread(ctx.readiness.prove, ctx.batcher)
        if not ctx.readiness.ready:
            _LOG.error("not ready", extra={"faults": "; ".join(ctx.readiness.faults)})
            return
        if not ctx.stopping.is_set():
            ctx.digests.announce()
            await asyncio.to_thread(ctx.jobs.start)
            await asyncio.to_thread(ctx.digests.start)
            # Model, routes and modules stay: a full collection that looks through them again
            # stops every thread for 70 ms.
            gc.collect()
            gc.freeze()
            _LOG.info("ready")
    except JianbaoError as error:
        ctx.readiness.failed(str(error))
        _LOG.error("not ready", exc_info=error)
    except Exception as error:
        ctx.readiness.failed(f"the start failed: {type(error).__name__}")
        _LOG.error("not ready", exc_info=error)
