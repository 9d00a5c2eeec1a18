"""Metric, Score and Signature: the trio of sacrebleu (Post 2018), made for resampling.

A metric turns one output into *statistics*, a few numbers per column. Statistics of several
outputs are added up, and the column's ``aggregate`` turns the sum into the score. Means,
micro-averages and corpus BLEU all fit, and a bootstrap is one matrix product.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from eval.fingerprint import code_hash, text_hash
from summarizer._version import __version__
from summarizer.types import Task

Floats = NDArray[np.float64]

#: Per column the statistics of one output; a column that does not apply is left out.
Statistics = dict[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Signature:
    """What must be equal for two scores to be comparable; printed beside every score."""

    name: str
    fields: tuple[str, ...]  # "unit:char+num+latin", "f1"

    def __str__(self) -> str:
        return "|".join((self.name, *self.fields, f"v:{__version__}"))


def mean(sums: Floats) -> Floats:
    """Of statistics ``(value, weight)``: the weighted mean; NaN where nothing was weighed."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = sums[..., 0] / sums[..., 1]
    return found


@dataclass(frozen=True, slots=True)
class Column:
    """One number of a metric. ``higher`` tells which direction is better, None: neither.

    Scores are shares in [0, 1] where ``share``, else counts. ``main`` columns stand in the
    first table, the others in the details.
    """

    name: str
    label: str  # for the report, in Chinese
    signature: Signature
    higher: bool | None = True
    share: bool = True
    main: bool = True
    width: int = 2
    aggregate: Callable[[Floats], Floats] = field(default=mean, repr=False)

    def show(self, value: float | None) -> str:
        """A score as it is printed: shares as points of 100, "–" where there is none."""
        if value is None or np.isnan(value):
            return "–"
        return f"{100 * value:.1f}" if self.share else f"{value:.1f}"


@dataclass(frozen=True, slots=True)
class Score:
    """A score over ``count`` outputs with its bootstrap interval."""

    column: Column
    value: float
    low: float
    high: float
    count: int

    def __str__(self) -> str:
        show = self.column.show
        return f"{show(self.value)} [{show(self.low)}, {show(self.high)}] {self.column.signature}"


@dataclass(frozen=True, slots=True)
class Case:
    """One output beside its source and its references; ``output`` "" where there was none."""

    task: Task
    source: str
    references: tuple[str, ...]
    output: str

    @property
    def digest(self) -> str:
        """Hash of all that a metric may look at."""
        return text_hash((self.task, self.source, *self.references, self.output))


class Metric(ABC):
    """A family of columns computed together."""

    name: ClassVar[str]
    #: Modules, packages whose change makes old values stale.
    code: ClassVar[tuple[str, ...]]

    @property
    @abstractmethod
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the order of the tables."""

    @abstractmethod
    def measure(self, case: Case) -> Statistics:
        """The statistics of one output, each of its column's width."""

    def absent(self) -> str | None:
        """Why the metric cannot be computed here, or None."""
        return None

    @property
    def fingerprint(self) -> str:
        """Key of cached values: the signatures and the code behind them."""
        signatures = [str(column.signature) for column in self.columns]
        return text_hash((code_hash(type(self).__module__, *self.code), *signatures))


def of_mean(value: float, weight: float = 1.0) -> tuple[float, float]:
    """Statistics for :func:`mean`."""
    return (value * weight, weight)
