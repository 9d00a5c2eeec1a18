"""What Prometheus may scrape. Each process counts for itself, in a registry of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CollectorRegistry as _Registry
from prometheus_client.process_collector import ProcessCollector

from summarizer.choosing import verify
from summarizer.facts.check import Checker
from summarizer.types import Article, Method, Summary, Task

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The counters; names end in their unit."""

    def __init__(self) -> None:
        self.registry: _Registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.latency = Histogram(
            "jianbao_request_seconds",
            "Time to answer.",
            ["method", "route", "status"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.problems = Counter(
            "jianbao_problems_total",
            "Requests that got a problem, by its kind.",
            ["kind"],
            registry=self.registry,
        )
        self._size = Histogram(
            "jianbao_batch_articles",
            "Articles of a batch.",
            ["lane"],
            buckets=(1, 2, 4, 8, 16, 32, 64),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "jianbao_batch_seconds",
            "Time of a batch.",
            ["lane"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._outputs = Counter(
            "jianbao_outputs_total",
            "Outputs by method.",
            ["task", "method"],
            registry=self.registry,
        )
        self._fallbacks = Counter(
            "jianbao_fallbacks_total",
            "Outputs that the model's first candidate was not good enough for, by failed check.",
            ["task", "reason"],
            registry=self.registry,
        )
        self._shortened = Counter(
            "jianbao_shortened_total",
            "Articles longer than the model reads: it got a selection.",
            ["task"],
            registry=self.registry,
        )
        self._failures = Counter(
            "jianbao_failures_total",
            "Articles that could not be summarised.",
            registry=self.registry,
        )
        self.documents = Counter(
            "jianbao_job_documents_total",
            "Documents of jobs that are through.",
            ["outcome"],
            registry=self.registry,
        )
        self._queue = Gauge(
            "jianbao_queue_articles", "Articles waiting for the model.", registry=self.registry
        )

    def watch_queue(self, length: Callable[[], int]) -> None:
        """Ask ``length`` at every scrape."""
        self._queue.set_function(length)

    def batch(
        self,
        lane: str,
        articles: Sequence[Article],
        summaries: Sequence[Summary | Exception],
        seconds: float,
    ) -> None:
        """Count one batch and what came of it."""
        self._size.labels(lane).observe(len(articles))
        self._seconds.labels(lane).observe(seconds)
        for summary in summaries:
            if isinstance(summary, Exception):
                self._failures.inc()
                continue
            for task, method in summary.method.items():
                self._outputs.labels(task.value, method.value).inc()
                if summary.read_share[task] < 1:
                    self._shortened.labels(task.value).inc()
                if method is not Method.MODEL:
                    self._fallbacks.labels(task.value, _reason(summary, task)).inc()

    def render(self) -> bytes:
        """The text that Prometheus reads."""
        return generate_latest(self.registry)


def _reason(summary: Summary, task: Task) -> str:
    """The kind of the first check that the model's first candidate fails.

    ``Summary.reasons`` are sentences for editors, with words of the bulletin: no label.
    """
    first = next((c for c in summary.candidates if c.task is task), None)
    if first is None:
        return "no candidate"
    checks = verify(task, first.text, Checker(summary.text))
    return next((check.kind for check in checks if check.passed is False), "none")
