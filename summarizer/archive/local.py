"""Worker processes on this machine: the default engine of an archive run.

Each worker is a process with a thread of ours that talks to it, so that one which dies or
hangs (a damaged document can do that to a parser) is replaced without touching the others.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import queue
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from multiprocessing.connection import Connection
from typing import Any

from summarizer.archive.types import Chunk, Core, Document, Failure, Reading, Setup, Written
from summarizer.archive.work import Work
from summarizer.exceptions import EngineError, JianbaoError

#: Seconds after which a worker that is still at one task is taken for hung.
PATIENCE = 900.0

_READ, _WRITE, _STOP = 0, 1, 2  # in the order of urgency: writing waits for what is read


class WorkerDied(Exception):  # noqa: N818  not an error until the task has killed a second one
    """A worker ended, or was ended for hanging, in the middle of a task."""


class LocalWorkers:
    """``count`` processes; see :class:`summarizer.archive.types.Workers`."""

    def __init__(self, setup: Setup, count: int, patience: float = PATIENCE) -> None:
        self._setup = setup
        self._count = count
        self._patience = patience
        self._numbers = itertools.count()
        self._tasks: queue.PriorityQueue[tuple[int, int, str, Any, Future[Any]]]
        self._tasks = queue.PriorityQueue()
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(count)]
        self._closed = threading.Event()
        for thread in self._threads:
            thread.start()

    def model(self) -> str:
        """See :class:`~summarizer.archive.types.Workers`."""
        try:
            return str(self._submit(_READ, "model", None).result())
        except WorkerDied:
            raise EngineError(
                "a worker ended while it loaded the model; is there memory for "
                f"{self._count} of them? try fewer --workers"
            ) from None

    def read(self, batches: Iterable[list[Document]]) -> Iterator[list[Reading]]:
        """See :class:`~summarizer.archive.types.Workers`."""
        pending: deque[tuple[list[Document], Future[Any]]] = deque()
        for batch in batches:
            pending.append((batch, self._submit(_READ, "read", batch)))
            if len(pending) > 2 * self._count:
                yield self._readings(*pending.popleft())
        while pending:
            yield self._readings(*pending.popleft())

    def write(self, chunks: Iterable[Chunk]) -> Iterator[Written]:
        """See :class:`~summarizer.archive.types.Workers`."""
        waiting = iter(chunks)
        pending: dict[Future[Any], Chunk] = {}
        ended = False
        while True:
            while not ended and len(pending) <= self._count:
                chunk = next(waiting, None)
                if chunk is None:
                    ended = True
                else:
                    pending[self._submit(_WRITE, "write", chunk.texts)] = chunk
            if not pending:
                return
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                yield self._written(pending.pop(future), future)

    def close(self) -> None:
        """See :class:`~summarizer.archive.types.Workers`."""
        self._closed.set()
        for _ in self._threads:
            self._tasks.put((_STOP, next(self._numbers), "", None, Future()))
        for thread in self._threads:
            thread.join()

    def _submit(self, urgency: int, name: str, payload: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._tasks.put((urgency, next(self._numbers), name, payload, future))
        return future

    def _readings(self, batch: list[Document], future: Future[Any]) -> list[Reading]:
        try:
            found: list[Reading] = future.result()
            return found
        except WorkerDied:
            if len(batch) == 1:
                where = batch[0].where
                reason = "读取时程序崩溃或超时，文件可能有问题"
                return [
                    Reading(
                        where=where,
                        failures=(Failure(where=where, stage="read", reason=reason),),
                    )
                ]
            alone = [([document], self._submit(_READ, "read", [document])) for document in batch]
            return [reading for one, again in alone for reading in self._readings(one, again)]

    def _written(self, chunk: Chunk, future: Future[Any]) -> Written:
        try:
            cores, seconds = future.result()
        except WorkerDied:  # perhaps killed from outside: once more, as it was
            try:
                cores, seconds = self._submit(_WRITE, "write", chunk.texts).result()
            except WorkerDied:
                cores, seconds = self._one_by_one(chunk)
        return Written(chunk, cores, seconds)

    def _one_by_one(self, chunk: Chunk) -> tuple[list[Core], float]:
        cores: list[Core] = []
        began = time.perf_counter()
        for text in chunk.texts:
            try:
                cores += self._submit(_WRITE, "write", (text,)).result()[0]
            except WorkerDied:
                cores.append({"failure": "写作时程序崩溃或超时"})
        return cores, time.perf_counter() - began

    def _serve(self) -> None:
        worker: _Worker | None = None
        while True:
            _, _, name, payload, future = self._tasks.get()
            if not name:
                break
            try:
                if worker is None:
                    worker = _Worker(self._setup)
                future.set_result(worker.ask(name, payload, self._patience, self._closed))
            except WorkerDied as error:
                worker = None
                future.set_exception(error)
            except BaseException as error:
                future.set_exception(error)
        if worker is not None:
            worker.end()


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, setup: Setup) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_main, args=(theirs, setup, os.getpid()), name="jianbao-worker", daemon=True
        )
        self._process.start()
        theirs.close()

    def ask(self, name: str, payload: Any, patience: float, closed: threading.Event) -> Any:
        """What the worker answers. Raises what it raised, and WorkerDied."""
        try:
            self._pipe.send((name, payload))
            deadline = time.monotonic() + patience
            while not self._pipe.poll(0.5):
                if closed.is_set() or time.monotonic() > deadline:
                    raise EOFError
            kind, answer = self._pipe.recv()
        except (EOFError, OSError):
            self.end()
            raise WorkerDied(f"a worker ended while it was asked to {name}") from None
        if kind == "error":
            raise answer
        return answer

    def end(self) -> None:
        """Kill the process; it holds nothing that matters."""
        self._pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _main(pipe: Connection, setup: Setup, parent: int) -> None:
    """Answer until the pipe closes. Ctrl-C is the parent's to act on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    work = Work(setup)
    while True:
        try:
            name, payload = pipe.recv()
        except EOFError:
            return
        answer: tuple[str, Any]
        try:
            began = time.perf_counter()
            found = getattr(work, name)(payload) if payload is not None else getattr(work, name)()
            answer = "ok", (found, time.perf_counter() - began) if name == "write" else found
        except JianbaoError as error:
            answer = "error", error
        except Exception:
            answer = "error", RuntimeError(traceback.format_exc())
        try:
            pipe.send(answer)
        except OSError:
            return


def _follow(parent: int) -> None:
    """End with the process that started us, however it ended."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
