"""What waits for the model, and how much of it may."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from summarizer.options import Options
from summarizer.types import Article, Summary


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a batch and of the queue; ``wait`` in seconds.

    ``queue_articles`` None is what makes two full batches for each of the model's threads with
    what is at work: who is let in then waits for one batch and is done with the next.
    """

    queue_articles: int | None = None
    batch_articles: int = 8
    batch_chars: int = 8000
    wait: float = 0.004


@dataclass(slots=True, eq=False)
class Item:
    """One article of one caller."""

    article: Article
    options: Options
    expires: float  # time.monotonic()
    arrived: float
    future: Future[Summary] = field(default_factory=Future)

    @property
    def chars(self) -> int:
        return len(self.article.text)


@dataclass(slots=True, eq=False)
class Group:
    """Articles of a job: a batch as it is, so that its results never depend on company."""

    articles: Sequence[Article]
    options: Options
    future: Future[list[Summary | Exception]] = field(default_factory=Future)
