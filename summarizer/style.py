"""House rules for headlines and briefs: warnings for the editor, never silent edits.

The shipped rules are in ``house.yaml`` beside this file, with the source of each list. A
newsroom's own file overrides them key by key.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

from pydantic import Field, ValidationError, model_validator

from summarizer.exceptions import OptionError
from summarizer.options import SHARE
from summarizer.types import Task, Value
from summarizer.yamlfile import read_mapping


class HeadlineRules(Value):
    """Lengths in 字; ``parts`` is how many blank-separated parts a headline may have."""

    shortest: int = Field(ge=1)
    longest: int = Field(ge=1)
    forbidden_endings: tuple[str, ...]
    parts: int = Field(ge=1)

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        _ordered(self.shortest, self.longest)
        return self


class BriefRules(Value):
    """Lengths in 字; a brief ends with one of ``endings``."""

    shortest: int = Field(ge=1)
    longest: int = Field(ge=1)
    endings: tuple[str, ...]
    forbidden_openings: tuple[str, ...]

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        _ordered(self.shortest, self.longest)
        return self


class House(Value):
    """A newsroom's rules. ``terms`` maps deprecated forms to preferred ones."""

    headline: HeadlineRules
    brief: BriefRules
    forbidden: tuple[str, ...] = ()
    terms: Mapping[str, str] = Field(default_factory=dict)
    sensitive: tuple[str, ...] = ()

    @classmethod
    def load(cls, path: Path | None = None) -> House:
        """The shipped rules, with those of ``path`` (YAML) laid over them.

        Raises OptionError where the file cannot be read or says something that is no rule.
        """
        values = dict(_shipped())
        if path is not None:
            for key, value in read_mapping(path, "house rules", "house.yaml").items():
                base = values.get(key)
                both = isinstance(base, dict) and isinstance(value, dict) and key != "terms"
                values[key] = {**base, **value} if both else value  # type: ignore[dict-item]
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise OptionError(f"house rules {path}: {where}: {first['msg']}") from None

    def review(self, task: Task, text: str, article: int | None = None) -> tuple[str, ...]:
        """Warnings in Chinese, the form first, then the words.

        No brief is too short that says as much of an ``article`` of so many 字 as briefs do.
        """
        form = self._headline(text) if task is Task.HEADLINE else self._brief(text, article)
        return (*form, *self._words(text))

    def _headline(self, text: str) -> list[str]:
        rules = self.headline
        warnings = _length("标题", len(text), rules.shortest, rules.longest)
        warnings += [f"标题不应以“{e}”结尾" for e in rules.forbidden_endings if text.endswith(e)]
        parts = text.count(" ") + 1
        if parts > rules.parts:
            warnings.append(f"标题分为{parts}段，最多{rules.parts}段")
        return warnings

    def _brief(self, text: str, article: int | None) -> list[str]:
        rules = self.brief
        least = rules.shortest if article is None else min(rules.shortest, int(SHARE * article))
        warnings = _length("简讯", len(text), least, rules.longest)
        if not text.endswith(rules.endings):
            warnings.append(f"简讯应以“{rules.endings[0]}”结尾")
        warnings += [f"简讯不应以“{o}”开头" for o in rules.forbidden_openings if text.startswith(o)]
        return warnings

    def _words(self, text: str) -> list[str]:
        warnings = [f"禁用词：{word}" for word in self.forbidden if word in text]
        for old, new in self.terms.items():
            if old in text and not (old in new and new in text):
                warnings.append(f"提法：“{old}”宜作“{new.strip('“”') if old in new else new}”")
        return warnings + [f"敏感词，请复核：{word}" for word in self.sensitive if word in text]


def _ordered(shortest: int, longest: int) -> None:
    if shortest > longest:
        raise ValueError(f"shortest {shortest} is above longest {longest}")


def _length(name: str, length: int, shortest: int, longest: int) -> list[str]:
    if length < shortest:
        return [f"{name}{length}字，少于{shortest}字"]
    if length > longest:
        return [f"{name}{length}字，超过{longest}字"]
    return []


@cache
def _shipped() -> dict[str, Any]:
    import yaml

    text = (files("summarizer") / "house.yaml").read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.safe_load(text)
    return values
