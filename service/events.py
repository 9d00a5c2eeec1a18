"""Server-sent events: a job's progress, until it is over."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

from service.context import Context
from service.schemas import JobStatus
from service.store import jobs

#: How often the database is asked, and how long the line may be silent, in seconds.
POLL = 0.5
SILENCE = 15.0

_OVER = {JobStatus.FINISHED, JobStatus.CANCELLED}


async def progress(ctx: Context, job_id: str) -> AsyncIterator[bytes]:
    """``event: job`` with the job as data at every change; ends with the job, or the process.

    The last event of a job that is over has its final counts; a client that was cut off asks
    again and gets the state as it is then.
    """
    last = ""
    spoken = time.monotonic()
    while True:
        job = await asyncio.to_thread(jobs.get, ctx.store, job_id, None)
        if job is None:
            return
        data = job.model_dump_json()
        if data != last:
            last, spoken = data, time.monotonic()
            yield f"event: job\ndata: {data}\n\n".encode()
        elif time.monotonic() - spoken > SILENCE:
            spoken = time.monotonic()
            yield b": waiting\n\n"
        if job.status in _OVER or ctx.stopping.is_set():
            return
        try:
            await asyncio.wait_for(ctx.stopping.wait(), POLL)
        except TimeoutError:
            continue
