"""Feedback: what an editor approved."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from service.schemas.base import ARTICLE, BRIEF, Name, Strict, Words, one_of


class FeedbackRequest(Strict):
    """What an editor approved for an article, and what had been proposed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"text": ARTICLE, "headline": "林岳到柳湾镇调研夏粮收购工作", "brief": BRIEF}
            ],
            **one_of("headline", "brief"),
        }
    )
    text: Words
    headline: Annotated[Words, StringConstraints(max_length=200)] | None = None
    brief: Annotated[Words, StringConstraints(max_length=2000)] | None = None
    source: Name = "-"
    title: Name | None = Field(None, description="The page's own headline.")
    proposed_headline: Annotated[Words, StringConstraints(max_length=200)] | None = None
    proposed_brief: Annotated[Words, StringConstraints(max_length=2000)] | None = None
    model: Name | None = None

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
