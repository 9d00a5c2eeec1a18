"""The recipe: a YAML file that says from what, on what and in which stages a model is trained."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import Field, ValidationError, model_validator

from summarizer.exceptions import OptionError
from summarizer.types import Task, Value

Part = Literal["encoder", "embedding", "decoder", "copy", "bias", "salience"]
Precision = Literal["auto", "fp32", "bf16"]
Job = Literal["salience", "headline", "brief", "prefer-headline", "prefer-brief", "gaps", "denoise"]
Guide = Literal["tagger", "oracle", "rules"]

#: Everything that can be trained, for ``train: [all]``.
PARTS: tuple[Part, ...] = ("encoder", "embedding", "decoder", "copy", "bias", "salience")


class Data(Value):
    """A file of rows and which of them are used.

    ``coverage`` is the least share of a reference's bigrams that the text must hold: what the
    text does not support teaches invention. ``rows`` bounds how many are drawn (at random,
    by the recipe's seed). ``kinds`` and ``sources`` keep rows of these only.
    """

    path: Path
    coverage: float = Field(default=0.0, ge=0, le=1)
    lost: float = Field(default=0.15, ge=0, le=1)
    held: float = Field(default=0.5, ge=0, le=1)
    rows: int | None = Field(default=None, ge=1)
    kinds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    clean: bool = True  # read half of the texts as the pipeline cleans them, half as they are


class Mix(Value):
    """One job on one data set; ``weight`` is its share of the steps.

    ``evidence`` says how what the writer reads is chosen where the text is longer than the
    budget, as shares: by the model's own salience (as in use), by the reference (oracle), by
    rules.
    """

    data: str
    job: Job
    weight: float = Field(default=1.0, gt=0)
    evidence: dict[Guide, float] = Field(default={"tagger": 1.0}, min_length=1)


class Stage(Value):
    """One stage with its budget: active ``minutes`` or optimiser ``steps``.

    ``rate`` is AdamW's peak, reached after ``warmup`` steps and then falling linearly to
    ``rate * floor`` at the end of the budget. ``batch`` is in cost units (source tokens plus
    three per target token, padding included); ``accumulate`` batches make a step.
    ``average`` is the decay of the weights' moving average, 0 for none. ``length_token`` is
    the probability that the prompt holds the length bucket. ``omit`` is the share of clauses that
    each reading leaves out, where nothing is copied from them. ``examples_of`` names an earlier
    stage whose examples serve again: evidence that was chosen before the tagger knew the briefs.
    """

    name: str = Field(pattern=r"^[a-z0-9-]+$")
    minutes: float | None = Field(default=None, gt=0)
    steps: int | None = Field(default=None, gt=0)
    train: tuple[Part, ...]
    mix: tuple[Mix, ...] = Field(min_length=1)
    rate: float = Field(default=3e-4, gt=0)
    warmup: int = Field(default=200, ge=0)
    floor: float = Field(default=0.1, ge=0, le=1)
    decay: float = Field(default=0.01, ge=0)
    batch: int = Field(default=3000, ge=16)
    accumulate: int = Field(default=1, ge=1)
    clip: float = Field(default=1.0, gt=0)
    smoothing: float = Field(default=0.02, ge=0)
    dropout: float = Field(default=0.0, ge=0, lt=1)
    average: float = Field(default=0.999, ge=0, lt=1)
    length_token: float = Field(default=0.5, ge=0, le=1)
    omit: float = Field(default=0.0, ge=0, lt=1)
    examples_of: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _all(cls, values: object) -> object:
        if isinstance(values, dict) and values.get("train") == ["all"]:
            return values | {"train": list(PARTS)}
        return values

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if (self.minutes is None) == (self.steps is None):
            raise ValueError("give either minutes or steps")
        if self.omit and self.frozen:
            raise ValueError("omit: states of a frozen encoder are kept, and each reading differs")
        return self

    def changes(self, job: Job) -> bool:
        """Whether what is trained has a part in ``job``."""
        own = {"salience"} if job == "salience" else {"decoder", "copy", "bias"}
        return not self.frozen or not own.isdisjoint(self.train)

    @property
    def frozen(self) -> bool:
        """Whether encoder states do not change, so that they can be kept."""
        return "encoder" not in self.train and "embedding" not in self.train


class Head(Value):
    """Shape of a salience head that a model without one is given."""

    layers: int = Field(default=2, ge=0)
    heads: int = Field(default=12, ge=1)
    ffn: int = Field(default=1536, ge=1)
    e5: bool = False  # start from the layers of multilingual-e5-small that follow the encoder


class Recipe(Value):
    """Where to start, the data, the stages, and how often to save, evaluate and score.

    ``log_every`` counts steps. Minutes are active ones: CPU time of the process divided by its
    threads. ``score`` names the data, and how many rows of each, on which ROUGE and fact errors
    are measured by the default engine. ``precision`` bf16 rounds the factors of the layers'
    products, nothing else; auto does where the processor has matrix units for it (AMX), which
    is several times as fast.
    """

    start: Path
    seed: int = 1
    threads: int = Field(default=2, ge=1)
    precision: Precision = "fp32"
    head: Head = Head()
    budgets: dict[Task, int] = Field(default={Task.HEADLINE: 150, Task.BRIEF: 300})
    data: dict[str, Data]
    dev: tuple[Mix, ...] = ()
    stages: tuple[Stage, ...] = Field(min_length=1)
    log_every: int = Field(default=25, ge=1)
    save_minutes: float = Field(default=8, gt=0)
    check_minutes: float = Field(default=8, gt=0)
    score_minutes: float = Field(default=30, gt=0)
    score: dict[str, int] = Field(default={})
    cache_gb: float = Field(default=8, ge=0)

    @model_validator(mode="after")
    def _known(self) -> Self:
        for mix in (*self.dev, *(m for stage in self.stages for m in stage.mix)):
            if mix.data not in self.data:
                raise ValueError(f"no data named {mix.data!r}; there is {', '.join(self.data)}")
        for name in self.score:
            if name not in self.data:
                raise ValueError(f"score: no data named {name!r}; there is {', '.join(self.data)}")
        names = [stage.name for stage in self.stages]
        if len(set(names)) != len(names):
            raise ValueError("two stages have the same name")
        for i, stage in enumerate(self.stages):
            if stage.examples_of is not None and stage.examples_of not in names[:i]:
                raise ValueError(
                    f"stage {stage.name}: no stage {stage.examples_of!r} before it has examples"
                )
        return self

    @classmethod
    def load(cls, path: Path) -> Recipe:
        """Read ``path``; paths in it are relative to its folder. Raises OptionError."""
        try:
            found = yaml.safe_load(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise OptionError(f"{path}: cannot be read: {' '.join(str(error).split())}") from None
        try:
            recipe = cls.model_validate(found)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            what = first["msg"].removeprefix("Value error, ")
            raise OptionError(f"{path}: {where + ': ' if where else ''}{what}") from None
        return recipe.under(path.resolve().parent)

    def under(self, folder: Path) -> Recipe:
        """The same with absolute paths: ``~`` and ``$NAME`` expanded, the rest from ``folder``."""
        data = {
            name: d.model_copy(update={"path": _absolute(d.path, folder)})
            for name, d in self.data.items()
        }
        start = _absolute(self.start, folder)
        return self.model_copy(update={"start": start, "data": data})

    def save(self, path: Path) -> None:
        """Write it as YAML."""
        text = yaml.safe_dump(self.model_dump(mode="json"), allow_unicode=True, sort_keys=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(text, "utf-8")
        part.replace(path)


def _absolute(path: Path, folder: Path) -> Path:
    named = os.path.expandvars(path.expanduser())
    if missing := re.search(r"\$\{?(\w+)", named):
        raise OptionError(f"{path}: the environment variable {missing[1]} is not set")
    return (folder / named).resolve()


def digest(*values: object) -> str:
    """A short hash of values whose repr tells them apart, for names of cached files."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:24]
