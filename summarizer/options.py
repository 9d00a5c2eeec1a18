"""What a caller may ask for, validated once at the boundary."""

from __future__ import annotations

from typing import Self

from pydantic import Field, ValidationError, model_validator

from summarizer.exceptions import OptionError
from summarizer.types import Task, Value

#: Hard ceilings in 字 when the caller names none: the vocabulary of the house.
CEILING = {Task.HEADLINE: 32, Task.BRIEF: 190}

#: Hypotheses that are searched and compared: of six the consensus is better than of four, and of
#: eight no better (docs/training.md).
BEAM = 6

#: Length classes of the checkpoint's contract, in the order of its buckets.
LENGTHS = ("short", "medium", "long", "full")

#: Of editors' briefs nine in ten are of 100 to 150 字 (the guide asks for 80 to 140), whatever
#: the article's length from 300 字 on; shorter articles get no more than this share.
SHARE = 0.47

#: A brief ends no earlier than at this share of its class's lower bound: editors' do not.
FILLED = 0.75

#: Lower bound of the shortest class.
SHORT = 40

#: A ceiling below this leaves no room for a subject and a verb.
SHORTEST = 8


class Options(Value):
    """Settings of one run. Lengths are in 字; ``beam`` and ``candidates`` count hypotheses.

    ``max_chars`` bounds every output; where it is above a task's own ceiling it widens the
    brief's and leaves the headline's. ``length`` asks for a class (``LENGTHS``) within it.
    ``checks`` off prints the first candidate as it came: for evaluation, not for print.
    """

    tasks: tuple[Task, ...] = (Task.HEADLINE, Task.BRIEF)
    max_chars: int | None = Field(default=None, ge=SHORTEST, le=1000)
    length: str | None = None
    candidates: int = Field(default=BEAM, ge=1, le=16)
    beam: int = Field(default=BEAM, ge=1, le=16)
    checks: bool = True

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if not self.tasks or len(set(self.tasks)) != len(self.tasks):
            raise ValueError("tasks: name each of headline and brief at most once")
        if self.length is not None and self.length not in LENGTHS:
            raise ValueError(f"length: {self.length!r} is not one of {', '.join(LENGTHS)}")
        if self.candidates > self.beam:
            raise ValueError(f"candidates: {self.candidates} needs a beam at least as wide")
        return self

    @classmethod
    def of(cls, **values: object) -> Options:
        """Validated options; raises OptionError with one line instead of pydantic's report."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            what = first["msg"].removeprefix("Value error, ")
            raise OptionError(f"{where}: {what}" if where else what) from None

    def ceiling(self, task: Task) -> int:
        """The hard limit in 字 for ``task``."""
        if self.max_chars is None:
            return CEILING[task]
        if task is Task.HEADLINE:
            return min(self.max_chars, CEILING[task])
        return self.max_chars

    def bucket(self, task: Task, upper: tuple[int, ...], length: int) -> int | None:
        """The length bucket to ask for an article of ``length`` 字.

        ``upper`` are the contract's inclusive upper bounds. Without a wish a brief is as long
        as an editor's (:data:`SHARE` of the article, the second longest class at most), and a
        headline as the model likes (None). A ceiling below the longest class asks for the
        longest class that stays under it.
        """
        if not upper:
            return None
        wish = LENGTHS.index(self.length) if self.length is not None else None
        if wish is None and task is Task.BRIEF:
            wish = max(0, sum(bound <= SHARE * length for bound in upper[:3]) - 1)
        limit = self.ceiling(task)
        below = sum(bound <= limit for bound in upper) - 1
        fits = max(0, below) if limit < upper[-1] else None
        if wish is None:
            return fits
        return wish if fits is None else min(wish, fits)

    @staticmethod
    def least(task: Task, upper: tuple[int, ...], bucket: int | None, length: int) -> int:
        """字 before which a brief of length class ``bucket`` does not end; headlines may.

        Never more than :data:`SHARE` of an article of ``length`` 字: a bulletin of one sentence
        would be filled up with words that say nothing.
        """
        if task is Task.HEADLINE or bucket is None:
            return 0
        usual = int(FILLED * (upper[bucket - 1] if bucket else SHORT))
        return min(usual, int(SHARE * length))
