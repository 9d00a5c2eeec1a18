"""The order rules of a newsroom: ``order.yaml`` beside this file, and a file laid over it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import Field, ValidationError, field_validator, model_validator

from summarizer.exceptions import OptionError
from summarizer.types import Value
from summarizer.yamlfile import read_mapping

#: A masthead is no longer than this, in 字: the cover and a title of 32 字 hold no more.
LONGEST_NAME = 12

SECTIONS = ("pinned", "politics", "departments", "townships", "livelihood", "notices")


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return text


class Level(Value):
    """A level of government: the words that tell it, its weight in the score."""

    name: str
    words: tuple[str, ...]
    weight: int = Field(ge=0, le=100)


class Body(Value):
    """One of the leading bodies; see the comments in ``order.yaml``."""

    name: str
    body: str
    alone: str
    ranks: tuple[str, ...] = Field(min_length=1)
    chiefs: tuple[str, ...]
    meetings: str
    mention: str

    _patterns = field_validator("body", "alone", "meetings", "mention")(_pattern)


class RankWeights(Value):
    """What the rank of the one who acts adds to the score."""

    chief: int
    deputy: int
    member: int
    meeting: int
    body: int


class Topic(Value):
    """Words of one topic, and its weight."""

    words: tuple[str, ...]
    weight: int


class Rules(Value):
    """Everything that decides which items are printed, and where."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    most_items: int = Field(ge=1, le=100)
    most_days: int = Field(ge=0)
    headlines: Literal["own", "written"]
    sections: dict[str, str]
    order_by: tuple[Literal["level", "body", "grade", "rank"], ...]
    levels: tuple[Level, ...] = Field(min_length=1)
    own_level: str
    county_cities: tuple[str, ...]
    bodies: tuple[Body, ...] = Field(min_length=1)
    departments: tuple[str, ...]
    townships: tuple[str, ...]
    notices: str
    corrections: str
    obituaries: str
    ranks: RankWeights
    topics: tuple[Topic, ...]
    figures: int
    today: int
    per_day_late: int
    long: int

    _notices = field_validator("notices", "corrections", "obituaries")(_pattern)

    @field_validator("sections")
    @classmethod
    def _keys(cls, sections: dict[str, str]) -> dict[str, str]:
        if set(sections) != set(SECTIONS):
            raise ValueError(f"must name exactly {', '.join(SECTIONS)}")
        return sections

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = [level.name for level in self.levels]
        if self.own_level not in names:
            raise ValueError(f"own_level {self.own_level} is not one of {'、'.join(names)}")
        return self

    def named(self, name: str) -> Self:
        """The same rules under another masthead. Raises OptionError where it is none."""
        said = " ".join(name.split())
        if not 1 <= len(said) <= LONGEST_NAME:
            raise OptionError(f"name: {len(said)}字，报头须为1至{LONGEST_NAME}字")
        return self.model_copy(update={"name": said})

    @classmethod
    def load(cls, path: Path | None = None) -> Rules:
        """The shipped rules, with those of ``path`` laid over them.

        Raises OptionError, one line that names file and key, where they cannot be used.
        """
        values = dict(_shipped())
        if path is not None:
            for key, value in read_mapping(path, "order rules", "order.yaml").items():
                base = values.get(key)
                both = isinstance(base, dict) and isinstance(value, dict)
                values[key] = {**base, **value} if both else value  # type: ignore[dict-item]
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            what = first["msg"].removeprefix("Value error, ")
            said = f"{where}: {what}" if where else what
            raise OptionError(f"order rules {path}: {said}") from None


@cache
def _shipped() -> dict[str, Any]:
    text = (files("summarizer.digest") / "order.yaml").read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.safe_load(text)
    return values
