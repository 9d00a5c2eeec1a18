"""Summaries, headlines and checks: what is asked for a page, and what is answered."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from service.schemas.base import ARTICLE, HouseRules, Name, Strict, Wishes, Words, one_of
from summarizer.types import Check, Provenance, Summary, Task


class TextForm(StrEnum):
    """How a text is to be read."""

    TEXT = "text"
    HTML = "html"


class SummaryRequest(Strict):
    """A page: plain text or HTML with one or more articles."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": ARTICLE, "options": {"max_chars": 120}}]}
    )
    text: Words
    form: TextForm = TextForm.TEXT
    source: Name = "-"
    options: Wishes = Wishes()


class HeadlineWishes(Strict):
    """What headlines are wanted."""

    max_chars: int | None = Field(None, ge=8, le=60, description="Hard ceiling in 字.")
    length: Literal["short", "medium", "long", "full"] | None = None
    candidates: int = Field(4, ge=1, le=8)
    house: HouseRules | None = None

    def wishes(self) -> Wishes:
        """The same, as wishes for a summary."""
        return Wishes(tasks=[Task.HEADLINE], **dict(self))


class HeadlineRequest(Strict):
    """A page whose articles need headlines."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": ARTICLE, "options": {"candidates": 3}}]}
    )
    text: Words
    form: TextForm = TextForm.TEXT
    source: Name = "-"
    options: HeadlineWishes = HeadlineWishes()


class CheckRequest(Strict):
    """A person's headline and brief, and the text they must agree with."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"text": ARTICLE, "headline": "林岳到柳湾镇调研夏粮收购工作"}],
            **one_of("headline", "brief"),
        }
    )
    text: Words
    headline: Annotated[Words, StringConstraints(max_length=200)] | None = None
    brief: Annotated[Words, StringConstraints(max_length=2000)] | None = None
    house: HouseRules | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.headline is None and self.brief is None:
            raise ValueError("give a headline, a brief, or both")
        return self


class ModelInfo(BaseModel):
    """A loaded model. Budgets and ceilings in 字, the window in tokens."""

    id: str = Field(
        description="As in every summary's `model`.", examples=["onnx-int8:0123456789ab"]
    )
    engine: str
    fingerprint: str = Field(description="Hash of the weights and the contract.")
    window: int
    budgets: dict[Task, int]
    ceilings: dict[Task, int]
    version: str = Field(description="Version of the software.")


class Decoding(BaseModel):
    """How the model's words were searched for."""

    beam: int
    candidates: int
    length_penalty: float
    coverage_penalty: float
    no_repeat: int
    constrained: bool


class Summaries(BaseModel):
    """Every article of a page, in page order."""

    source: str
    articles: list[Summary]
    warnings: list[str] = Field(description="What could not be read.")
    model: ModelInfo
    options: Wishes
    decoding: Decoding


class Judged(BaseModel):
    """A text with the verdicts on it. ``passed`` is false if one check failed."""

    text: str
    length: int = Field(description="In 字.")
    passed: bool
    checks: list[Check]
    warnings: list[str] = Field(description="House rules that the text breaks.")
    provenance: list[Provenance]


class JudgedCandidate(Judged):
    """A candidate of the model, with its length-normalised log probability."""

    score: float


class ArticleHeadlines(BaseModel):
    """Headlines for one article: the one that would be printed, and every candidate."""

    source: str
    index: int
    title: str | None
    headline: str | None
    candidates: list[JudgedCandidate]


class Headlines(BaseModel):
    """Headlines for each article of a page."""

    source: str
    articles: list[ArticleHeadlines]
    warnings: list[str]
    model: ModelInfo


class Checks(BaseModel):
    """Verdicts. ``article`` spans count in ``text``, ``page`` spans in the text as it was sent."""

    text: str = Field(description="The text after cleaning.")
    headline: Judged | None
    brief: Judged | None


class Models(BaseModel):
    """The models this process runs."""

    models: list[ModelInfo]


class Health(BaseModel):
    """Whether a process lives, or may be sent requests."""

    status: Literal["ok"] = "ok"
    detail: dict[str, Any] = {}
