"""A typed client of the HTTP API: what the service answers, as the service's own models."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from typing import IO, Any, Literal, Self, TypeVar

import httpx2 as httpx
from pydantic import BaseModel

from service.problems import MEDIA_TYPE, Problem
from service.schemas import (
    CheckRequest,
    Checks,
    Feedback,
    FeedbackList,
    FeedbackRequest,
    HeadlineRequest,
    Headlines,
    HeadlineWishes,
    Job,
    JobDocument,
    JobError,
    JobList,
    JobRequest,
    JobStatus,
    Models,
    Summaries,
    SummaryRequest,
    TextForm,
    Wishes,
)
from service.schemas.digests import Material
from summarizer.digest.types import Story
from summarizer.exceptions import JianbaoError
from summarizer.types import Summary

Answer = TypeVar("Answer", bound=BaseModel)

_BUSY = {429, 503}


class ServiceError(JianbaoError):
    """The service answered with a problem, or not at all (``problem`` None)."""

    def __init__(self, message: str, problem: Problem | None = None) -> None:
        super().__init__(message)
        self.problem = problem


class Client:
    """Calls one service. Not thread-safe; a context manager.

    A call refused because the service is busy (429, 503) is repeated after the time it names,
    for at most ``patience`` seconds in all. Every method raises ServiceError.
    """

    def __init__(
        self,
        url: str,
        key: str | None = None,
        *,
        timeout: float = 120,
        patience: float = 60,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.Client(
            base_url=url, headers=headers, timeout=timeout, transport=transport, trust_env=False
        )
        self._patience = patience

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connections."""
        self._http.close()

    def summarize(
        self,
        text: str,
        options: Wishes | None = None,
        *,
        form: TextForm = TextForm.TEXT,
        source: str = "-",
    ) -> Summaries:
        """Every article of a page, summarised."""
        body = SummaryRequest(text=text, form=form, source=source, options=options or Wishes())
        return self._post("/v1/summaries", body, Summaries)

    def summarize_file(self, data: bytes, name: str, options: Wishes | None = None) -> Summaries:
        """Every article of a file: txt, md, html, docx or pdf."""
        form = {"options": (options or Wishes()).model_dump_json()}
        answer = self._call("POST", "/v1/summaries", files={"file": (name, data)}, data=form)
        return Summaries.model_validate_json(answer.content)

    def stream(self, text: str, options: Wishes | None = None) -> Iterator[Summary]:
        """The articles of a page, each as soon as it is done."""
        body = SummaryRequest(text=text, options=options or Wishes())
        with self._http.stream(
            "POST",
            "/v1/summaries",
            content=body.model_dump_json(),
            headers={"Content-Type": "application/json", "Accept": "application/x-ndjson"},
        ) as answer:
            if answer.is_error:
                answer.read()
                raise _error(answer)
            for line in answer.iter_lines():
                found = json.loads(line)
                if "problem" in found:
                    raise ServiceError(f"the stream broke off: {found['problem']}")
                yield Summary.model_validate(found)

    def headlines(self, text: str, options: HeadlineWishes | None = None) -> Headlines:
        """Headlines for each article of a page, with verdicts."""
        body = HeadlineRequest(text=text, options=options or HeadlineWishes())
        return self._post("/v1/headlines", body, Headlines)

    def check(self, text: str, *, headline: str | None = None, brief: str | None = None) -> Checks:
        """Verdicts on a person's headline or brief."""
        return self._post(
            "/v1/checks", CheckRequest(text=text, headline=headline, brief=brief), Checks
        )

    def models(self) -> Models:
        """The models the service runs."""
        return self._get("/v1/models", Models)

    def submit(
        self,
        documents: Sequence[JobDocument],
        options: Wishes | None = None,
        *,
        idempotency_key: str | None = None,
    ) -> Job:
        """Submit documents. Sent again with the same key, it is the same job."""
        body = JobRequest(documents=list(documents), options=options or Wishes())
        headers = {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        return self._post("/v1/jobs", body, Job, headers)

    def submit_file(
        self,
        lines: IO[bytes],
        name: str,
        options: Wishes | None = None,
        *,
        idempotency_key: str | None = None,
    ) -> Job:
        """Submit JSON lines ``{"id", "text"}`` of any number."""
        answer = self._call(
            "POST",
            "/v1/jobs",
            files={"file": (name, lines)},
            data={"options": (options or Wishes()).model_dump_json()},
            headers={"Idempotency-Key": idempotency_key or str(uuid.uuid4())},
        )
        return Job.model_validate_json(answer.content)

    def job(self, job_id: str) -> Job:
        """Where a job stands."""
        return self._get(f"/v1/jobs/{job_id}", Job)

    def jobs(self, limit: int = 50) -> list[Job]:
        """The newest jobs."""
        return self._get(f"/v1/jobs?limit={limit}", JobList).jobs

    def follow(self, job_id: str) -> Iterator[Job]:
        """The job at every change, until it is over. A broken connection is taken up again."""
        until = time.monotonic() + self._patience
        while True:
            try:
                for job in self._events(job_id):
                    until = time.monotonic() + self._patience
                    yield job
                    if job.status in (JobStatus.FINISHED, JobStatus.CANCELLED):
                        return
            except httpx.TransportError as error:
                if time.monotonic() > until:
                    raise ServiceError(f"{self._http.base_url}: {error}") from None
            time.sleep(0.2)

    def wait(self, job_id: str) -> Job:
        """The job when it is over."""
        *_, job = self.follow(job_id)
        return job

    def results(self, job_id: str) -> Iterator[Summary]:
        """The results of a job that is over, in the order of its documents."""
        for line in self._lines(job_id, "results"):
            yield Summary.model_validate_json(line)

    def errors(self, job_id: str) -> Iterator[JobError]:
        """The documents without a result of a job that is over."""
        for line in self._lines(job_id, "errors"):
            yield JobError.model_validate_json(line)

    def download(self, job_id: str, what: Literal["results", "errors"]) -> Iterator[bytes]:
        """A file of a job that is over, in blocks of bytes."""
        with self._http.stream("GET", f"/v1/jobs/{job_id}/{what}") as answer:
            if answer.is_error:
                answer.read()
                raise _error(answer)
            yield from answer.iter_bytes()

    def cancel(self, job_id: str) -> Job:
        """Cancel a job."""
        answer = self._call("POST", f"/v1/jobs/{job_id}/cancel")
        return Job.model_validate_json(answer.content)

    def approve(self, feedback: FeedbackRequest, *, idempotency_key: str | None = None) -> Feedback:
        """Keep what an editor approved."""
        headers = {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        return self._post("/v1/feedback", feedback, Feedback, headers)

    def approved(self, words: str = "", limit: int = 50, before: str = "") -> FeedbackList:
        """What was approved, the newest first."""
        query = httpx.QueryParams({"q": words, "limit": limit, "before": before})
        return self._get(f"/v1/feedback?{query}", FeedbackList)

    def material(self, day: date) -> list[Story]:
        """What the service has for the digest of a day."""
        return self._get(f"/v1/digests/material?day={day.isoformat()}", Material).stories

    def _events(self, job_id: str) -> Iterator[Job]:
        with self._http.stream("GET", f"/v1/jobs/{job_id}/events") as answer:
            if answer.is_error:
                answer.read()
                raise _error(answer)
            for line in answer.iter_lines():
                if line.startswith("data: "):
                    yield Job.model_validate_json(line.removeprefix("data: "))

    def _lines(self, job_id: str, what: Literal["results", "errors"]) -> Iterator[str]:
        with self._http.stream("GET", f"/v1/jobs/{job_id}/{what}") as answer:
            if answer.is_error:
                answer.read()
                raise _error(answer)
            yield from answer.iter_lines()

    def _get(self, path: str, model: type[Answer]) -> Answer:
        return model.model_validate_json(self._call("GET", path).content)

    def _post(
        self,
        path: str,
        body: BaseModel,
        model: type[Answer],
        headers: dict[str, str] | None = None,
    ) -> Answer:
        answer = self._call(
            "POST",
            path,
            content=body.model_dump_json(),
            headers={"Content-Type": "application/json", **(headers or {})},
        )
        return model.model_validate_json(answer.content)

    def _call(self, method: str, path: str, **how: Any) -> httpx.Response:
        until = time.monotonic() + self._patience
        while True:
            try:
                answer = self._http.request(method, path, **how)
            except httpx.TransportError as error:
                raise ServiceError(f"{self._http.base_url}: {error or 'no answer'}") from None
            if not answer.is_error:
                return answer
            pause = float(answer.headers.get("Retry-After", 1))
            if answer.status_code not in _BUSY or time.monotonic() + pause > until:
                raise _error(answer)
            time.sleep(pause)


def _error(answer: httpx.Response) -> ServiceError:
    if not answer.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        return ServiceError(f"{answer.url}: {answer.status_code}, and not from jianbao")
    problem = Problem.model_validate_json(answer.content)
    told = [problem.detail, *(f"{fault.where}: {fault.what}" for fault in problem.errors)]
    reasons = "; ".join(reason for reason in told if reason)
    return ServiceError(f"{problem.title}{': ' if reasons else ''}{reasons}", problem)
