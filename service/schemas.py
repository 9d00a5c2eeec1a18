"""What goes over the wire: the requests and answers of ``/v1``, with an example each.

A summary is :class:`summarizer.types.Summary` itself, as in ``jianbao summarize --json``.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from summarizer.options import Options
from summarizer.types import Check, Provenance, Summary, Task

_ARTICLE = (
    "本报讯 6月3日，云岭县委副书记、县长林岳到柳湾镇调研夏粮收购工作。"
    "林岳强调，要备足仓容和资金，让农民卖上放心粮、明白粮。截至目前，全县已收购小麦2.3万吨。"
)
_BRIEF = "6月3日，云岭县委副书记、县长林岳到柳湾镇调研夏粮收购工作，强调要备足仓容和资金。"

#: A text with something in it, without the null character no database takes.
Words = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\x00]*\S[^\x00]*$")]
_Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]


class Strict(BaseModel):
    """Base of what callers send: an unknown field is a mistake, not a wish ignored."""

    model_config = ConfigDict(extra="forbid")


class HouseRules(Strict):
    """A newsroom's rules laid over the service's own; see ``house.yaml``. Each warns only."""

    forbidden: list[_Name] | None = Field(None, max_length=500, examples=[["小编"]])
    sensitive: list[_Name] | None = Field(None, max_length=500)
    terms: dict[_Name, _Name] | None = Field(None, max_length=500)
    headline_longest: int | None = Field(None, ge=1, le=100)
    brief_longest: int | None = Field(None, ge=1, le=1000)


class Wishes(Strict):
    """What is to be written. Lengths in 字."""

    tasks: list[Task] = Field([Task.HEADLINE, Task.BRIEF], min_length=1, max_length=2)
    max_chars: int | None = Field(None, ge=8, le=1000, description="Hard ceiling of each output.")
    length: Literal["short", "medium", "long", "full"] | None = Field(
        None, description="Length class to aim for within the ceiling."
    )
    candidates: int = Field(4, ge=1, le=8, description="Candidates per task.")
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
            beam=max(4, self.candidates),
        )


class TextForm(StrEnum):
    """How a text is to be read."""

    TEXT = "text"
    HTML = "html"


class SummaryRequest(Strict):
    """A page: plain text or HTML with one or more articles."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": _ARTICLE, "options": {"max_chars": 120}}]}
    )
    text: Words
    form: TextForm = TextForm.TEXT
    source: _Name = "-"
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
        json_schema_extra={"examples": [{"text": _ARTICLE, "options": {"candidates": 3}}]}
    )
    text: Words
    form: TextForm = TextForm.TEXT
    source: _Name = "-"
    options: HeadlineWishes = HeadlineWishes()


class CheckRequest(Strict):
    """A person's headline and brief, and the text they must agree with."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"text": _ARTICLE, "headline": "林岳到柳湾镇调研夏粮收购工作"}]
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


class JobDocument(Strict):
    """One document of a job."""

    id: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")] = ""
    text: Words


class JobRequest(Strict):
    """Documents to be summarised, and how."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"documents": [{"id": "0603-1", "text": _ARTICLE}]}]}
    )
    documents: list[JobDocument] = Field(min_length=1)
    options: Wishes = Wishes()


class JobStatus(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Job(BaseModel):
    """A job and its counts, in documents."""

    id: str = Field(examples=["01jz7v4c2x8mfkq0t5a9wbd3he"])
    status: JobStatus
    total: int
    done: int = Field(description="Documents with a result.")
    failed: int = Field(description="Documents with an error.")
    progress: float = Field(ge=0, le=1, description="Share of documents that are through.")
    created_at: datetime
    finished_at: datetime | None
    options: Wishes


class JobList(BaseModel):
    """Jobs, the newest first."""

    jobs: list[Job]


class JobError(BaseModel):
    """A document of a job that has no result."""

    position: int = Field(ge=0, description="Place among the job's documents, from 0.")
    source: str
    code: str = Field(examples=["unreadable"])
    message: str


class FeedbackRequest(Strict):
    """What an editor approved for an article, and what had been proposed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"text": _ARTICLE, "headline": "林岳到柳湾镇调研夏粮收购工作", "brief": _BRIEF}
            ]
        }
    )
    text: Words
    headline: Annotated[Words, StringConstraints(max_length=200)] | None = None
    brief: Annotated[Words, StringConstraints(max_length=2000)] | None = None
    source: _Name = "-"
    title: _Name | None = Field(None, description="The page's own headline.")
    proposed_headline: Annotated[Words, StringConstraints(max_length=200)] | None = None
    proposed_brief: Annotated[Words, StringConstraints(max_length=2000)] | None = None
    model: _Name | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.headline is None and self.brief is None:
            raise ValueError("give a headline, a brief, or both")
        return self


class Feedback(BaseModel):
    """An approved summary as it is kept."""

    id: str
    created_at: datetime
    text: str
    headline: str | None
    brief: str | None
    source: str
    title: str | None
    proposed_headline: str | None
    proposed_brief: str | None
    model: str | None


class FeedbackList(BaseModel):
    """Approved summaries, the newest first; ``next`` goes into ``before`` for the next ones."""

    feedback: list[Feedback]
    next: str | None


class Health(BaseModel):
    """Whether a process lives, or may be sent requests."""

    status: Literal["ok"] = "ok"
    detail: dict[str, Any] = {}
