"""What requests are made of: strict bodies, names, wishes; and the example's words."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from summarizer.options import BEAM, Options
from summarizer.types import Task

ARTICLE = (
    "本报讯 6月3日，云岭县委副书记、县长林岳到柳湾镇调研夏粮收购工作。"
    "林岳强调，要备足仓容和资金，让农民卖上放心粮、明白粮。截至目前，全县已收购小麦2.3万吨。"
)
BRIEF = "6月3日，云岭县委副书记、县长林岳到柳湾镇调研夏粮收购工作，强调要备足仓容和资金。"

#: A text with something in it, without the null character no database takes.
Words = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]


class Strict(BaseModel):
    """Base of what callers send: an unknown field is a mistake, not a wish ignored."""

    model_config = ConfigDict(extra="forbid")


def one_of(*names: str) -> dict[str, Any]:
    """The part of a JSON schema that asks for a string in at least one of the fields."""
    given = [{"required": [n], "properties": {n: {"type": "string"}}} for n in names]
    return {"anyOf": given}


class HouseRules(Strict):
    """A newsroom's rules laid over the service's own; see ``house.yaml``. Each warns only."""

    forbidden: list[Name] | None = Field(None, max_length=500, examples=[["小编"]])
    sensitive: list[Name] | None = Field(None, max_length=500)
    terms: dict[Name, Name] | None = Field(None, max_length=500)
    headline_longest: int | None = Field(None, ge=1, le=100)
    brief_longest: int | None = Field(None, ge=1, le=1000)


class Wishes(Strict):
    """What is to be written. Lengths in 字."""

    tasks: list[Task] = Field(
        [Task.HEADLINE, Task.BRIEF],
        min_length=1,
        max_length=2,
        json_schema_extra={"uniqueItems": True},
    )
    max_chars: int | None = Field(None, ge=8, le=1000, description="Hard ceiling of each output.")
    length: Literal["short", "medium", "long", "full"] | None = Field(
        None, description="Length class to aim for within the ceiling."
    )
    candidates: int = Field(BEAM, ge=1, le=8, description="Candidates per task.")
    house: HouseRules | None = None

    @model_validator(mode="after")
    def _once(self) -> Self:
        if len(set(self.tasks)) != len(self.tasks):
            raise ValueError("tasks: name each of headline and brief at most once")
        return self

    def options(self) -> Options:
        """The same as the library's options; the beam is as wide as it needs to be."""
        return Options.of(
            tasks=tuple(self.tasks),
            max_chars=self.max_chars,
            length=self.length,
            candidates=self.candidates,
            beam=max(BEAM, self.candidates),
        )
