"""Problem details (RFC 9457): the one shape of every answer that is not a success.

``type`` is a URN that names the kind; ``docs/service.md`` lists them. A problem never holds a
word of a bulletin, nor a traceback.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.types import Scope

from summarizer.exceptions import OptionError, ReadingError

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:jianbao:problem:"


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    where: str = Field(examples=["options.max_chars"])
    what: str = Field(examples=["Input should be greater than or equal to 8"])


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str = Field(examples=[TYPE + "queue-full"])
    title: str = Field(examples=["The queue is full"])
    status: int = Field(ge=400, le=599, examples=[503])
    detail: str = Field(default="", examples=["64 articles are waiting; try again in 9 s."])
    instance: str = Field(default="", examples=["urn:jianbao:request:5f0c1b2a"])
    errors: list[Fault] = []


#: slug -> (status, title). Each is one way in which a request can fail.
KINDS: dict[str, tuple[int, str]] = {
    "bad-request": (400, "The request cannot be understood"),
    "unauthorized": (401, "An API key is needed"),
    "forbidden": (403, "This key may not do that"),
    "not-found": (404, "Nothing is here"),
    "method-not-allowed": (405, "This method is not allowed here"),
    "body-timeout": (408, "The request came in too slowly"),
    "conflict": (409, "Not possible in this state"),
    "in-progress": (409, "The same request is being worked on"),
    "too-large": (413, "The request is too large"),
    "unsupported-media-type": (415, "This media type is not read here"),
    "invalid": (422, "The request has a value that cannot be used"),
    "unreadable": (422, "The document cannot be read"),
    "key-reused": (422, "The idempotency key belongs to another request"),
    "quota": (429, "The quota of this key is used up"),
    "internal": (500, "The service failed"),
    "queue-full": (503, "The queue is full"),
    "not-ready": (503, "The service is not ready"),
    "deadline": (504, "The answer did not come in time"),
}


class ProblemError(Exception):
    """Raised anywhere in a request; becomes the answer."""

    def __init__(
        self,
        kind: str,
        detail: str = "",
        *,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.kind = kind
        self.status, self.title = KINDS[kind]
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})
        super().__init__(f"{kind}: {detail}")

    def problem(self, request_id: str) -> Problem:
        """What is answered to the request of that id."""
        return Problem(
            type=TYPE + self.kind,
            title=self.title,
            status=self.status,
            detail=self.detail,
            instance=f"urn:jianbao:request:{request_id}",
            errors=self.errors,
        )

    def response(self, scope: Scope) -> JSONResponse:
        """The answer to the request of ``scope``, named by its id."""
        scope["problem"] = self.kind
        return JSONResponse(
            self.problem(scope["request_id"]).model_dump(exclude_defaults=True),
            self.status,
            headers=self.headers,
            media_type=MEDIA_TYPE,
        )


def faults(errors: Sequence[Any]) -> list[Fault]:
    """Pydantic's errors without what was sent: it may be a bulletin."""
    return [
        Fault(
            where=".".join(str(part) for part in error["loc"]),
            what=str(error["msg"]).removeprefix("Value error, "),
        )
        for error in errors[:20]
    ]


def install(app: FastAPI) -> None:
    """Make every failure that ``app`` foresees a problem, those of the framework included.

    What nobody foresaw is met by :class:`service.observing.Envelope`.
    """

    def answer(request: Request, problem: ProblemError) -> JSONResponse:
        return problem.response(request.scope)

    async def own(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, ProblemError)
        return answer(request, error)

    async def framework(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        by_status = {status: kind for kind, (status, _) in reversed(KINDS.items())}
        kind = by_status.get(error.status_code)
        if kind is None:
            kind = "bad-request" if error.status_code < 500 else "internal"
        detail = str(error.detail)
        if detail == HTTPStatus(error.status_code).phrase:
            detail = f"{request.method} {request.url.path}" if error.status_code == 405 else ""
        return answer(request, ProblemError(kind, detail, headers=error.headers))

    async def validation(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        return answer(request, ProblemError("invalid", errors=faults(error.errors())))

    async def reading(request: Request, error: Exception) -> JSONResponse:
        return answer(request, ProblemError("unreadable", str(error)))

    async def option(request: Request, error: Exception) -> JSONResponse:
        return answer(request, ProblemError("invalid", str(error)))

    app.add_exception_handler(ProblemError, own)
    app.add_exception_handler(HTTPException, framework)
    app.add_exception_handler(RequestValidationError, validation)
    app.add_exception_handler(ReadingError, reading)
    app.add_exception_handler(OptionError, option)
