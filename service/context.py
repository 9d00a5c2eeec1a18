"""What a running service is made of, as its routes see it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from fastapi import Request

from service.batching import Batcher
from service.limits import Quota
from service.metrics import Metrics
from service.parsing import Parser
from service.settings import Settings
from service.store.session import Store
from summarizer.style import House

if TYPE_CHECKING:
    from service.digests.work import Work
    from service.health import Readiness
    from service.jobs import Jobs
    from service.security import Keyring


@dataclass(slots=True)
class Context:
    """The parts of one process, made when the application starts."""

    settings: Settings
    store: Store
    metrics: Metrics
    batcher: Batcher
    parser: Parser
    jobs: Jobs
    digests: Work
    readiness: Readiness
    quota: Quota
    house: House
    keyring: Keyring
    #: Cleaning, splitting and checking: off the event loop, and not behind the model.
    workers: ThreadPoolExecutor
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


async def context(request: Request) -> Context:
    """The dependency that gives routes the parts; async, for others go through a thread."""
    return cast(Context, request.app.state.context)
