"""Workers on a Ray cluster: reading as tasks, writing on an actor pool that holds the model.

Work goes to Ray Data in waves, each one dataset: a wave is drawn from the plan, spread over the
cluster, and its results come back as they are ready. What has come back is in the journal, so
that a driver which dies repeats no more than what was under way. Ray restarts tasks and actors
of nodes that fail.

Reading does not overlap with writing here: both are spread over all machines in turn.
"""

from __future__ import annotations

import logging
import os
import pickle
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from summarizer.archive.types import Chunk, Document, Reading, Setup, Written
from summarizer.archive.work import Work
from summarizer.exceptions import EngineError, JianbaoError
from summarizer.seq2seq.optional import installed

#: Chunks of a wave per worker: starting the actors, some seconds, must not weigh.
WAVE = 64


class RayWorkers:
    """``count`` actors, by default one for each of the cluster's CPUs.

    See :class:`summarizer.archive.types.Workers`. Joins the cluster that ``RAY_ADDRESS`` names,
    or that runs on this machine, and starts one here if there is none.

    Raises EngineError where Ray is missing or no cluster can be reached.
    """

    def __init__(self, setup: Setup, count: int | None) -> None:
        if not installed("ray", "pyarrow"):
            raise EngineError("ray is not installed; run: pip install 'jianbao[ray]'")
        # Ray reads these when it is imported. It makes its workers polite (nice 15), which on a
        # busy machine means never.
        os.environ.setdefault("RAY_worker_niceness", "0")
        os.environ.setdefault("RAY_raylet_start_wait_time_s", "120")
        import ray

        try:
            _join(ray)
        except Exception as error:  # Ray raises plain Exception, too
            raise EngineError(f"no Ray cluster: {' '.join(str(error).split())[:200]}") from None
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        self._ray = ray
        self._setup = setup
        cpus = int(ray.cluster_resources().get("CPU", 1))
        self._count = min(count or cpus, cpus)

    def model(self) -> str:
        """See :class:`~summarizer.archive.types.Workers`."""

        def identify(setup: Setup) -> str | JianbaoError:
            try:
                return Work(setup).model()
            except JianbaoError as error:  # Ray would wrap it in a traceback
                return error

        found = self._ray.get(self._ray.remote(num_cpus=1)(identify).remote(self._setup))
        if isinstance(found, JianbaoError):
            raise found
        return str(found)

    def read(self, batches: Iterable[list[Document]]) -> Iterator[list[Reading]]:
        """See :class:`~summarizer.archive.types.Workers`."""
        waiting = iter(batches)
        while wave := list(islice(waiting, WAVE * self._count)):
            rows = self._dataset(wave).map(_read, num_cpus=1)
            found = dict(_unpacked(rows))
            for number in range(len(wave)):
                yield found[number]

    def write(self, chunks: Iterable[Chunk]) -> Iterator[Written]:
        """See :class:`~summarizer.archive.types.Workers`."""
        waiting = iter(chunks)
        while wave := list(islice(waiting, WAVE * self._count)):
            pool = self._ray.data.ActorPoolStrategy(size=min(self._count, len(wave)))
            rows = self._dataset([chunk.texts for chunk in wave])
            rows = rows.map(_Writer, compute=pool, num_cpus=1)
            for number, (cores, seconds) in _unpacked(rows):
                yield Written(wave[number], cores, seconds)

    def close(self) -> None:
        """See :class:`~summarizer.archive.types.Workers`; the cluster itself goes on."""
        self._ray.shutdown()

    def _dataset(self, items: list[Any]) -> Any:
        """One block per item, which is what Ray Data spreads."""
        setup = pickle.dumps(self._setup)
        rows = [
            {"number": n, "setup": setup, "content": pickle.dumps(item)}
            for n, item in enumerate(items)
        ]
        return self._ray.data.from_items(rows, override_num_blocks=len(rows))


def _read(row: dict[str, Any]) -> dict[str, Any]:
    work: Work = Work(pickle.loads(row["setup"]))
    return {"number": row["number"], "content": pickle.dumps(work.read(_content(row)))}


class _Writer:
    """An actor of the pool. What it needs comes with its work: one that is restarted has it."""

    def __init__(self) -> None:
        self._work: Work | None = None

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        if self._work is None:
            self._work = Work(pickle.loads(row["setup"]))
            self._work.model()  # loading it is no part of the first chunk's time
        began = time.perf_counter()
        cores = self._work.write(_content(row))
        content = pickle.dumps((cores, time.perf_counter() - began))
        return {"number": row["number"], "content": content}


def _content(row: dict[str, Any]) -> Any:
    return pickle.loads(row["content"])


def _unpacked(rows: Any) -> Iterator[tuple[int, Any]]:
    from ray.exceptions import RayError

    try:
        for row in rows.iter_rows():
            yield int(row["number"]), _content(row)
    except RayError as error:
        what = str(error).strip().splitlines()[-1][:300]
        raise EngineError(f"Ray gave up: {what}; run the same command again to go on") from None


def _join(ray: Any) -> None:
    if ray.is_initialized():
        return
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    try:
        ray.init(address=os.environ.get("RAY_ADDRESS", "auto"), **quiet)
    except ConnectionError:
        if "RAY_ADDRESS" in os.environ:
            raise
        ray.init(include_dashboard=False, **quiet)
