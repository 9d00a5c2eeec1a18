"""Jobs: documents sent in, counts and errors sent back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.schemas.base import ARTICLE, Strict, Wishes, Words


class JobDocument(Strict):
    """One document of a job."""

    id: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")] = ""
    text: Words


class JobRequest(Strict):
    """Documents to be summarised, and how."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"documents": [{"id": "0603-1", "text": ARTICLE}]}]}
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
