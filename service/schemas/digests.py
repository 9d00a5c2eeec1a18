"""Digests over the wire."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from service.schemas.base import Strict
from summarizer.digest.types import Digest, Edits, Story


class DigestRequest(Strict):
    """Which day; today in the newsroom's zone where none is named."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"day": "2026-06-03"}]})

    day: date | None = None
    edition: int = Field(1, ge=1, le=99)


class DigestChange(Strict):
    """The editor's decisions, all of them; ``version`` is the one they were made on."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"version": 1, "edits": {"title": "县里要闻"}}]}
    )

    version: int = Field(ge=1)
    edits: Edits
    theme: str | None = Field(None, max_length=200)


class DigestApproval(Strict):
    """``version`` is the one that was looked at."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"version": 2}]})

    version: int = Field(ge=1)


class DigestRecord(BaseModel):
    """A digest as it stands; ``sends`` says whether approval sends it by itself."""

    id: str
    state: Literal["made", "approved", "sent", "released", "failed"]
    version: int
    theme: str
    made_at: datetime
    changed_at: datetime
    approved_at: datetime | None = None
    approved_by: str | None = None
    error: str | None = None
    sends: bool
    media_id: str | None = None
    url: str | None = None
    edits: Edits
    digest: Digest


class DigestList(BaseModel):
    """The newest days first."""

    digests: list[DigestRecord]


class Material(BaseModel):
    """A day's bulletins, as a digest takes them."""

    stories: list[Story]
