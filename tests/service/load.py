"""Load on loopback: throughput beside `jianbao bench`, twice the capacity, memory over thousands.

    python tests/service/load.py throughput    # bench's batch, then 32 clients, then overload
    python tests/service/load.py memory        # 10,000 requests, resident memory as it goes

Bounded in requests and seconds; the service is a process of its own, the clients share its cores.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx2 as httpx

from summarizer import bench
from summarizer.bench_texts import bulletins
from summarizer.options import BEAM, Options
from summarizer.pages import split
from summarizer.pipeline import Summarizer
from summarizer.seq2seq.engine import Decoding
from summarizer.types import Page, Task
from tests.service.serving import ARTICLE, Process

#: Articles of a batch: what `jianbao bench` takes unless told.
BATCH = 8

Seen = list[tuple[int, float]]  # status and seconds of each request


def quantile(values: Sequence[float], share: float) -> float:
    """By the nearest rank."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else float("nan")


def say(*cells: object) -> None:
    sys.stdout.write("| " + " | ".join(str(cell) for cell in cells) + " |\n")
    sys.stdout.flush()


@contextmanager
def service(**settings: object) -> Iterator[Process]:
    with tempfile.TemporaryDirectory(prefix="jianbao-load-") as folder:
        url = f"sqlite:///{folder}/db.sqlite"
        given = {"threads": bench_threads(), "quota_per_minute": 0, "log_level": "WARNING"}
        process = Process.start(Path(folder) / "log", url, **(given | settings))
        try:
            yield process.ready()
        finally:
            code = process.stop()
        sys.stdout.write(f"SIGTERM: exit code {code}\n")


def bench_threads() -> int:
    return os.cpu_count() or 1


class Baselines:
    """What the service is compared with: the same bulletins, headline and brief, the usual beam."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._summarizer = Summarizer.load(threads=bench_threads())
        engine = self._summarizer.engine
        self._texts = texts
        self._writer = bench.writer(engine, Decoding(beam=BEAM, candidates=BEAM))
        self._batches = [
            bench.prompts(engine, texts[first : first + BATCH], task)
            for first in range(0, len(texts), BATCH)
            for task in Task
        ]
        self.engine()  # what is done once per process is not measured

    def engine(self) -> float:
        """Articles a second of ``jianbao bench``'s batch: the engine alone."""
        begun = time.monotonic()
        for batch in self._batches:
            self._writer(batch)
        return len(self._texts) / (time.monotonic() - begun)

    def pipeline(self) -> float:
        """Articles a second with all that is done for a user."""
        begun = time.monotonic()
        options = Options()
        for first in range(0, len(self._texts), BATCH):
            pages = [Page(source="-", text=text) for text in self._texts[first : first + BATCH]]
            articles = [article for page in pages for article in split(page)]
            self._summarizer.summarize_articles(articles, options)
        return len(self._texts) / (time.monotonic() - begun)


async def post(http: httpx.AsyncClient, path: str, body: object, seen: Seen) -> None:
    begun = time.monotonic()
    answer = await http.post(path, json=body)
    seen.append((answer.status_code, time.monotonic() - begun))


def client(process: Process) -> httpx.AsyncClient:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    return httpx.AsyncClient(base_url=process.url, timeout=120, limits=limits, trust_env=False)


async def closed(process: Process, texts: Sequence[str], clients: int, seconds: float) -> Seen:
    """``clients`` of which each sends its next article when it has the last one's summary."""
    seen: Seen = []
    numbers = count()
    until = time.monotonic() + seconds

    async def one(http: httpx.AsyncClient) -> None:
        while time.monotonic() < until:
            text = texts[next(numbers) % len(texts)]
            await post(http, "/v1/summaries", {"text": text}, seen)

    async with client(process) as http:
        await asyncio.gather(*(one(http) for _ in range(clients)))
    return seen


async def opened(process: Process, texts: Sequence[str], rate: float, seconds: float) -> Seen:
    """``rate`` requests a second, whatever comes of them."""
    seen: Seen = []
    async with client(process) as http, asyncio.TaskGroup() as tasks:
        begun = time.monotonic()
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
            body = {"text": texts[number % len(texts)]}
            tasks.create_task(post(http, "/v1/summaries", body, seen))
    return seen


def throughput(clients: int, seconds: float, rounds: int) -> None:
    """Rounds in which all take turns, so that what else the machine does befalls all of them."""
    texts = bulletins(32)
    found: dict[str, list[float]] = {"engine": [], "pipeline": [], "service": []}
    seen: Seen = []
    with service() as process:
        baselines = Baselines(texts)
        asyncio.run(closed(process, texts, 8, 3))  # warm
        gc.collect()
        gc.freeze()  # a full collection here would be measured as the service's
        for _ in range(rounds):
            found["engine"].append(baselines.engine())
            found["pipeline"].append(baselines.pipeline())
            rate, answers = timed(closed(process, texts, clients, seconds / rounds))
            found["service"].append(rate)
            seen += answers
        over, answers = timed(
            opened(process, texts, 2 * statistics.median(found["service"]), seconds)
        )
    say("measure", "articles/s", "of bench", "p50", "p99", "refused", "refused p50", "refused p99")
    say("---", "---:", "---:", "---:", "---:", "---:", "---:", "---:")
    names = (f"`jianbao bench`, batch of {BATCH}, engine alone", f"pipeline, batch of {BATCH}")
    for name, rates in zip(names, (found["engine"], found["pipeline"]), strict=True):
        say(name, *_rates(rates, found["engine"]), *"-----")
    shares = _rates(found["service"], found["engine"])
    say(f"service, {clients} clients", *shares, *_waits(seen))
    say("service, twice the capacity", f"{over:.2f}", "-", *_waits(answers))


def timed(load: Coroutine[Any, Any, Seen]) -> tuple[float, Seen]:
    """Articles a second, until the last answer; all requests."""
    begun = time.monotonic()
    seen = asyncio.run(load)
    seconds = time.monotonic() - begun
    assert {status for status, _ in seen} <= {200, 503}, Counter(status for status, _ in seen)
    return sum(status == 200 for status, _ in seen) / seconds, seen


def _rates(rates: Sequence[float], engine: Sequence[float]) -> tuple[str, str]:
    """Articles a second and the share of the engine's: medians over the rounds."""
    shares = [rate / own for rate, own in zip(rates, engine, strict=True)]
    return f"{statistics.median(rates):.2f}", f"{statistics.median(shares):.0%}"


def _waits(seen: Seen) -> tuple[object, ...]:
    done = [took for status, took in seen if status == 200]
    full = [took for status, took in seen if status == 503]
    return (
        *(f"{quantile(done, q):.2f} s" for q in (0.5, 0.99)),
        len(full),
        *(f"{1000 * quantile(full, q):.0f} ms" for q in (0.5, 0.99)),
    )


async def many(process: Process, requests: int) -> None:
    """One request in ten is a headline by the model, the others are checks and refusals."""
    numbers = iter(range(requests))
    seen: Seen = []
    begun = time.monotonic()
    check = {"text": ARTICLE, "headline": "林岳到柳湾镇调研夏粮收购", "brief": ARTICLE[5:40]}

    async def one(http: httpx.AsyncClient) -> None:
        for number in numbers:
            if number % 10 == 0:
                text = ARTICLE.replace("6月3日", f"6月{number // 10 % 28 + 1}日")
                body = {"text": text, "options": {"tasks": ["headline"], "candidates": 1}}
                await post(http, "/v1/summaries", body, seen)
            elif number % 10 == 1:
                await post(http, "/v1/summaries", {"text": "", "x": number}, seen)
            else:
                await post(http, "/v1/checks", check | {"brief": ARTICLE[: number % 60 + 9]}, seen)
            if len(seen) % max(1, requests // 20) == 0:
                text = (await http.get("/metrics")).text
                [line] = [
                    x for x in text.splitlines() if x.startswith("process_resident_memory_bytes")
                ]
                megabytes = float(line.rsplit(" ", 1)[1]) / 2**20
                say(len(seen), f"{time.monotonic() - begun:.0f} s", f"{megabytes:.0f} MB")

    say("requests", "after", "resident memory")
    say("---:", "---:", "---:")
    async with client(process) as http:
        await asyncio.gather(*(one(http) for _ in range(16)))
    say(dict(Counter(status for status, _ in seen)), "", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["throughput", "memory"])
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=10_000)
    given = parser.parse_args()
    if given.what == "throughput":
        throughput(given.clients, given.seconds, given.rounds)
    else:
        with service() as process:
            asyncio.run(many(process, given.requests))


if __name__ == "__main__":
    main()
