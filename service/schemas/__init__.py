"""What goes over the wire: the requests and answers of ``/v1``, with an example each.

A summary is :class:`summarizer.types.Summary` itself, as in ``jianbao summarize --json``.
"""

from service.schemas.base import (
    HouseRules,
    Strict,
    Wishes,
    Words,
)
from service.schemas.feedback import (
    Feedback,
    FeedbackList,
    FeedbackRequest,
)
from service.schemas.jobs import (
    Job,
    JobDocument,
    JobError,
    JobList,
    JobRequest,
    JobStatus,
)
from service.schemas.summaries import (
    ArticleHeadlines,
    CheckRequest,
    Checks,
    Decoding,
    HeadlineRequest,
    Headlines,
    HeadlineWishes,
    Health,
    Judged,
    JudgedCandidate,
    ModelInfo,
    Models,
    Summaries,
    SummaryRequest,
    TextForm,
)

__all__ = [
    "ArticleHeadlines",
    "CheckRequest",
    "Checks",
    "Decoding",
    "Feedback",
    "FeedbackList",
    "FeedbackRequest",
    "HeadlineRequest",
    "HeadlineWishes",
    "Headlines",
    "Health",
    "HouseRules",
    "Job",
    "JobDocument",
    "JobError",
    "JobList",
    "JobRequest",
    "JobStatus",
    "Judged",
    "JudgedCandidate",
    "ModelInfo",
    "Models",
    "Strict",
    "Summaries",
    "SummaryRequest",
    "TextForm",
    "Wishes",
    "Words",
]
