"""Durable jobs on DBOS: accepted once, worked on by any process, finished whatever dies.

A job is stored first; then the workflow ``dispatch`` puts its chunks into the queue, and the
workflow ``chunk`` does one of them. Workflows are named by job and chunk, so that to start one
twice changes nothing. DBOS restarts the workflows of a process that died; who is dead, the
processes tell one another by rows that each renews (:mod:`service.store.workers`).
Workflows get ids only: no bulletin is in DBOS's tables.
"""

from __future__ import annotations

import json
import logging
import threading
import time
import uuid
from collections.abc import Sequence

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetEnqueueOptions, SetWorkflowID

from service.batching import Batcher
from service.house import House, warnings
from service.logging import adopt_dbos
from service.metrics import Metrics
from service.settings import Settings
from service.store import chunks, desk, workers
from service.store import jobs as store
from service.store.session import Store
from summarizer.pages import split
from summarizer.types import Article, Page, Summary

#: The workflows' shape: a process takes up what another of the same version began. Change it
#: when steps are added or reordered, not with every release.
VERSION = "jobs-1"

QUEUE = "jianbao"

#: Chunks that one process has in hand: one in the model, the next one being read.
IN_HAND = 2

#: Articles of a job that go through the model together; between two such, callers get it.
TOGETHER = 8

#: A chunk during which the process died so often is given up: its documents become errors.
ATTEMPTS = 20

_MAX_PRIORITY = 2**31 - 1
_LOG = logging.getLogger("jianbao.jobs")


class Jobs:
    """The jobs of this process. DBOS is one per process, and so is this."""

    def __init__(
        self, data: Store, batcher: Batcher, house: House, metrics: Metrics, settings: Settings
    ) -> None:
        self.worker = str(uuid.uuid4())
        self._store = data
        self._batcher = batcher
        self._house = house
        self._metrics = metrics
        self._settings = settings
        self._stopped = threading.Event()
        self._working = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def announce(self) -> None:
        """Say that this process is alive, before it does anything."""
        workers.beat(self._store, self.worker)
        self._keeper.start()

    def start(self) -> None:
        """Begin to work, once the model is known to be sound. Blocks for a moment."""
        global _current
        _current = self
        url = self._settings.database_url.get_secret_value()
        config: DBOSConfig = {
            "name": "jianbao",
            "application_version": VERSION,
            "executor_id": self.worker,
            "system_database_url": f"{url}.dbos" if url.startswith("sqlite") else url,
            "serializer": DBOSPortableJSONSerializer(),
            "enable_otlp": False,
            "use_listen_notify": False,
            "log_level": "WARNING",
            "max_executor_threads": 16,
        }
        DBOS(config=config)
        adopt_dbos()
        DBOS.launch()
        DBOS.register_queue(
            QUEUE,
            worker_concurrency=IN_HAND,
            polling_interval_sec=0.2,
            on_conflict="always_update",
        )
        self._working.set()
        for job_id in store.undispatched(self._store, 0):
            self.submit(job_id)

    def stop(self) -> None:
        """Take no more chunks, and wait for those in hand as long as the settings say."""
        self._stopped.set()
        if self._working.is_set():
            self._working.clear()
            DBOS.destroy(workflow_completion_timeout_sec=self._settings.drain_seconds)
        if self._keeper.ident is not None:
            self._keeper.join(5)
        workers.forget(self._store, self.worker)

    @property
    def working(self) -> bool:
        """Whether this process takes chunks."""
        return self._working.is_set()

    def submit(self, job_id: str) -> None:
        """Start a stored job; to do so again changes nothing. Before the start it has to wait."""
        if not self._working.is_set():
            return
        with SetWorkflowID(job_id):
            DBOS.enqueue_workflow(QUEUE, _dispatch, job_id)

    def dispatch(self, job_id: str) -> None:
        """Queue every chunk. Early chunks of any job come before late ones: all get their share."""
        for chunk in range(store.chunks(self._store, job_id)):
            priority = min(chunk + 1, _MAX_PRIORITY)
            with SetWorkflowID(f"{job_id}-{chunk}"), SetEnqueueOptions(priority=priority):
                DBOS.enqueue_workflow(QUEUE, _chunk, job_id, chunk)
        store.dispatched(self._store, job_id)

    def work(self, job_id: str, number: int) -> None:
        """Do one chunk and store what came of it; nothing if that was done before."""
        chunk = chunks.load(self._store, job_id, number)
        if chunk is None:
            return
        where = {"job": job_id, "chunk": number, "documents": len(chunk.documents)}
        _LOG.info("chunk begun", extra=where)
        articles = [split(Page(source=d.source, text=d.text)) for d in chunk.documents]
        summaries = self._summarize([a for found in articles for a in found], chunk)
        waiting = iter(summaries)
        outcomes = [
            _outcome(document, [next(waiting) for _ in found])
            for document, found in zip(chunk.documents, articles, strict=True)
        ]
        if chunks.save(self._store, job_id, outcomes):
            _LOG.info("chunk stored", extra=where)
            for outcome in outcomes:
                self._metrics.documents.labels(outcome.code or "done").inc()

    def give_up(self, job_id: str, number: int) -> None:
        """Make every document of a chunk an error."""
        chunk = chunks.load(self._store, job_id, number)
        if chunk is not None:
            _LOG.error("a chunk is given up", extra={"job": job_id, "chunk": number})
            failed = [_outcome(document, [RuntimeError()]) for document in chunk.documents]
            chunks.save(self._store, job_id, failed)

    def _summarize(
        self, articles: Sequence[Article], chunk: chunks.Chunk
    ) -> list[Summary | Exception]:
        """The chunk's articles in batches that depend on nothing but the chunk."""
        options = chunk.options.options()
        found: list[Summary | Exception] = []
        for first in range(0, len(articles), TOGETHER):
            batch = articles[first : first + TOGETHER]
            found += self._batcher.group(batch, options).result()
        return [
            s if isinstance(s, Exception) else warnings(s, self._house, chunk.options.house)
            for s in found
        ]

    def _keep(self) -> None:
        """Every third of a lease: live, take over from the dead, tidy up."""
        purged = 0.0
        while not self._stopped.wait(self._settings.lease_seconds / 3):
            try:
                workers.beat(self._store, self.worker)
                if not self._working.is_set():
                    continue
                self._take_over()
                if time.monotonic() - purged > 600:
                    purged = time.monotonic()
                    self._purge()
            except Exception as error:  # the database may be away for a while
                _LOG.warning("housekeeping failed", exc_info=error)

    def _take_over(self) -> None:
        for dead in workers.silent(self._store, self._settings.lease_seconds):
            _LOG.warning("taking over from a dead process", extra={"worker": dead})
            # DBOS offers this to its own Conductor only; it is safe to be called by several.
            DBOS._recover_pending_workflows([dead])
            workers.forget(self._store, dead)
        for job_id in store.undispatched(self._store, self._settings.lease_seconds):
            self.submit(job_id)
        for workflow in DBOS.list_workflows(
            status="MAX_RECOVERY_ATTEMPTS_EXCEEDED", name="chunk", load_input=False, limit=20
        ):
            job_id, _, number = workflow.workflow_id.partition("-")
            self.give_up(job_id, int(number))
            DBOS.delete_workflow(workflow.workflow_id)

    def _purge(self) -> None:
        seconds = self._settings.retention_days * 86_400
        desk.purge(self._store, seconds)
        for job_id in store.purge(self._store, seconds):
            done = DBOS.list_workflows(
                workflow_id_prefix=job_id, load_input=False, load_output=False
            )
            DBOS.delete_workflows([workflow.workflow_id for workflow in done])


_current: Jobs | None = None


def _jobs() -> Jobs:
    if _current is None:
        raise RuntimeError("no service runs in this process")
    return _current


@DBOS.workflow(name="dispatch")
def _dispatch(job_id: str) -> None:
    _jobs().dispatch(job_id)


@DBOS.workflow(name="chunk", max_recovery_attempts=ATTEMPTS)
def _chunk(job_id: str, number: int) -> None:
    try:
        _work(job_id, number)
    except Exception as error:
        _LOG.error("a chunk failed", exc_info=error, extra={"job": job_id, "chunk": number})
        _give_up(job_id, number)


@DBOS.step(name="work", retries_allowed=True, max_attempts=3, interval_seconds=0.5)
def _work(job_id: str, number: int) -> None:
    _jobs().work(job_id, number)


@DBOS.step(name="give up", retries_allowed=True, max_attempts=10, interval_seconds=1)
def _give_up(job_id: str, number: int) -> None:
    _jobs().give_up(job_id, number)


def _outcome(document: chunks.Document, summaries: Sequence[Summary | Exception]) -> chunks.Outcome:
    """A document's lines, one per article; a single failed article fails the document."""
    if any(isinstance(summary, Exception) for summary in summaries):
        return chunks.Outcome(document.position, code="internal", message="处理失败")
    if not summaries:
        message = "没有找到可供摘要的正文"
        return chunks.Outcome(document.position, code="no-article", message=message)
    lines = [
        json.dumps(summary.model_dump(mode="json"), ensure_ascii=False) + "\n"
        for summary in summaries
        if isinstance(summary, Summary)
    ]
    return chunks.Outcome(document.position, lines="".join(lines))
