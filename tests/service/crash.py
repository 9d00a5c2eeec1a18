"""``kill -9`` at random moments: no job lost, no document done twice, files as if undisturbed.

Run as a script for the long version: ``python tests/service/crash.py --kills 30 --database
postgresql``. A stubborn client submits jobs with idempotency keys and waits for them while
service processes are killed and started again; the same jobs then run undisturbed in another
service, and the files of both are compared byte by byte.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx2 as httpx

from service.client import Client, ServiceError
from service.schemas import JobDocument, JobStatus
from service.store.session import Store
from tests.service.serving import Process, free_port, new_database, postgres_cluster

Answer = TypeVar("Answer")

_PEOPLE = ("林岳", "高晓棠", "欧阳青", "周秉诚", "魏知远")
_TOWNS = ("柳湾镇", "石门乡", "青龙镇", "白杨街道")
_MATTERS = ("夏粮收购", "防汛备汛", "安全生产", "秋季招生", "道路改造")


@dataclass(frozen=True)
class Report:
    """What came out."""

    kills: int
    jobs: int
    documents: int
    begun_again: int  # chunks that a kill interrupted
    seconds: float


def documents(job: int, count: int) -> list[JobDocument]:
    """Invented bulletins; every tenth one holds no article."""
    chance = random.Random(job)
    found = []
    for i in range(count):
        person, town = chance.choice(_PEOPLE), chance.choice(_TOWNS)
        matter, day = chance.choice(_MATTERS), chance.randint(1, 28)
        text = (
            f"本报讯 6月{day}日，云岭县副县长{person}到{town}检查{matter}工作。"
            f"{person}强调，要压实责任，抓好{chance.randint(3, 90)}个重点村的{matter}工作。"
        )
        found.append(JobDocument(id=f"{job}-{i}", text="！？" if i % 10 == 9 else text))
    return found


class Processes:
    """Service processes on one database, each on a port of its own."""

    def __init__(self, url: str, count: int, folder: Path) -> None:
        self.ports = [free_port() for _ in range(count)]
        self._url = url
        self._folder = folder
        self._started: list[Process] = []
        self._running = [self._start(port) for port in self.ports]

    def kill(self, which: int) -> None:
        """End one as the kernel does, and start another in its place."""
        handle = self._running[which].handle
        handle.send_signal(signal.SIGKILL)
        handle.wait()
        self._running[which] = self._start(self.ports[which])

    def await_event(self, which: int, name: str, count: int, seconds: float = 60) -> None:
        """Wait until one has logged ``name`` so often, or for ``seconds``."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            events = [event["event"] for event in self._running[which].events()]
            if events.count(name) >= count:
                return
            time.sleep(0.1)

    def stop(self) -> list[int]:
        """End all as an operator does, once they have begun; their exit codes."""
        for which in range(len(self._running)):
            self.await_event(which, "listening", 1)
        for process in self._running:
            process.handle.terminate()
        return [process.handle.wait(300) for process in self._running]

    def events(self) -> Iterator[dict[str, object]]:
        """The lines of all logs."""
        for process in self._started:
            yield from process.events()

    def _start(self, port: int) -> Process:
        log = self._folder / f"{len(self._started)}.log"
        process = Process.start(log, self._url, port=port, lease_seconds=2)
        self._started.append(process)
        return process


class Stubborn:
    """A client that does not give up, whatever dies at the other end."""

    def __init__(self, ports: Sequence[int], patience: float = 300) -> None:
        self._ports = ports
        self._patience = patience

    def run(self, number: int, count: int) -> tuple[str, bytes, bytes]:
        """One job from submission to files."""
        given = documents(number, count)
        job_id = self._until(lambda c: c.submit(given, idempotency_key=f"job-{number}")).id
        while self._until(lambda c: c.job(job_id)).status is not JobStatus.FINISHED:
            time.sleep(0.3)
        results = self._until(lambda c: b"".join(c.download(job_id, "results")))
        errors = self._until(lambda c: b"".join(c.download(job_id, "errors")))
        return job_id, results, errors

    def _until(self, call: Callable[[Client], Answer]) -> Answer:
        until = time.monotonic() + self._patience
        while True:
            port = random.choice(self._ports)
            try:
                with Client(f"http://127.0.0.1:{port}", timeout=30, patience=0) as client:
                    return call(client)
            except (ServiceError, httpx.TransportError):
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="jianbao-crash-") as name:
        yield Path(name)


def crash(
    disturbed: str,
    calm: Callable[[], Client],
    *,
    kills: int,
    count: int,
    longest: float,
    seed: int,
    processes: int,
) -> Report:
    """Kill ``processes`` on the database ``disturbed`` ``kills`` times; compare with ``calm``.

    ``calm`` opens a client of a service that nobody kills, with the same model and threads.
    A process is killed up to ``longest`` seconds after it was ready, stored a chunk, or
    started. Jobs of ``count`` documents are submitted as long as there is killing. Raises
    AssertionError where a promise is broken.
    """
    begun = time.monotonic()
    chance = random.Random(seed)
    with _folder() as logs:
        running = Processes(disturbed, processes, logs)
        killing = threading.Event()

        def killer() -> None:
            for _ in range(kills):
                which = chance.randrange(processes)
                # One start in four may be cut short; the others die at work, in one of the
                # first chunks, wherever in it the clock says.
                if chance.random() < 0.75:
                    running.await_event(which, "ready", 1)
                    running.await_event(which, "chunk stored", chance.randrange(3))
                time.sleep(chance.uniform(0, longest))
                running.kill(which)
            killing.set()

        thread = threading.Thread(target=killer)
        thread.start()
        client = Stubborn(running.ports)
        found = []
        while not killing.is_set() or not found:
            found.append(client.run(len(found), count))
        thread.join()
        assert running.stop() == [0] * processes, "SIGTERM must end in exit code 0"
        again = _judge_logs(running)
        _judge_store(disturbed, len(found), count)
    with calm() as quiet:
        for number, (job_id, results, errors) in enumerate(found):
            calm_results, calm_errors = _undisturbed(quiet, documents(number, count))
            assert results == calm_results, f"job {number} ({job_id}): other results"
            assert errors == calm_errors, f"job {number} ({job_id}): other errors"
            assert len(results.splitlines()) + len(errors.splitlines()) == count
    return Report(kills, len(found), len(found) * count, again, time.monotonic() - begun)


def _undisturbed(client: Client, given: Sequence[JobDocument]) -> tuple[bytes, bytes]:
    """The files of one job of a service that nobody kills."""
    job_id = client.submit(given).id
    client.wait(job_id)
    results, errors = (b"".join(client.download(job_id, name)) for name in ("results", "errors"))
    return results, errors


def _judge_logs(running: Processes) -> int:
    """No chunk is begun after it was stored, none stored twice; how many were begun again."""
    begun: Counter[tuple[object, object]] = Counter()
    stored: Counter[tuple[object, object]] = Counter()
    times: dict[tuple[object, object], str] = {}
    events = sorted(running.events(), key=lambda e: str(e["time"]))
    for event in events:
        chunk = (event.get("job"), event.get("chunk"))
        if event["event"] == "chunk begun":
            begun[chunk] += 1
            assert chunk not in times, f"chunk {chunk} begun after it was stored"
        elif event["event"] == "chunk stored":
            stored[chunk] += 1
            times[chunk] = str(event["time"])
    assert all(count == 1 for count in stored.values()), stored.most_common(3)
    return sum(count - 1 for count in begun.values())


def _judge_store(url: str, jobs: int, count: int) -> None:
    store = Store(url)
    with store.read() as connection:
        many = connection.exec_driver_sql("SELECT count(*) FROM jobs").scalar()
        assert many == jobs, f"{many} jobs for {jobs} submissions"
        rows = connection.exec_driver_sql(
            "SELECT count(*) FROM results r JOIN documents d"
            " ON r.job_id = d.job_id AND r.position = d.position"
        ).scalar()
        assert rows == jobs * count, f"{rows} results for {jobs * count} documents"
    store.close()


def main() -> None:
    """The long version."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--longest", type=float, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    how = {"kills": given.kills, "count": given.documents}
    how |= {"longest": given.longest, "seed": given.seed}
    with _folder() as folder:
        calm = Process.start(folder / "calm.log", f"sqlite:///{folder / 'calm.sqlite'}").ready()
        try:
            if given.database == "sqlite":
                url = f"sqlite:///{folder / 'disturbed.sqlite'}"
                report = crash(url, calm.client, processes=1, **how)
            else:
                with postgres_cluster() as server:
                    url = new_database(server, "disturbed")
                    report = crash(url, calm.client, processes=2, **how)
        finally:
            calm.stop()
    sys.stdout.write(f"{given.database} {report}\n")


if __name__ == "__main__":
    main()
