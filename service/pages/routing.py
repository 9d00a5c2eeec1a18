"""Routes that answer people: what fails becomes a sentence in Chinese, not a problem in JSON."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from service.pages.rendering import page
from service.pages.visitors import same_origin
from service.pages.wording import PROBLEMS
from service.problems import KINDS, ProblemError
from summarizer.exceptions import OptionError, ReadingError

#: Kinds whose detail is written for editors.
_TOLD = frozenset(("unreadable", "too-large"))

_LOG = logging.getLogger("jianbao.pages")


class PageRoute(APIRoute):
    """A route whose failures are pages, or plain sentences where htmx asked."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        inner = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await inner(request)
            except ProblemError as problem:
                return refusal(request, problem)
            except ReadingError as error:
                return refusal(request, ProblemError("unreadable", str(error)))
            except (OptionError, RequestValidationError):
                return refusal(request, ProblemError("invalid"))
            except HTTPException as error:  # a form that is none, or of too many parts
                kind = "bad-request" if error.status_code < 500 else "internal"
                return refusal(request, ProblemError(kind))
            except Exception as error:
                _LOG.error("a page failed", exc_info=error)
                return refusal(request, ProblemError("internal"))

        return handler


def router() -> APIRouter:
    """A router for pages: no place in the API's document; forms of other sites are refused."""
    return APIRouter(
        route_class=PageRoute, include_in_schema=False, dependencies=[Depends(same_origin)]
    )


def refusal(request: Request, problem: ProblemError) -> Response:
    """``problem`` for a person; whoever is not signed in is led to the form."""
    request.scope["problem"] = problem.kind
    asked_by_htmx = "hx-request" in request.headers
    if problem.kind == "unauthorized":
        if asked_by_htmx:
            return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
        target = request.url.path if request.method == "GET" else "/"
        return RedirectResponse(f"/sign-in?next={quote(target)}", 303)
    said = PROBLEMS[problem.kind]
    detail = problem.detail if problem.kind in _TOLD else ""
    detail = detail.partition("；请用 /v1/")[0]  # for programs; the sentence names the page for it
    status, _ = KINDS[problem.kind]
    headers = {k: v for k, v in problem.headers.items() if k != "WWW-Authenticate"}
    if asked_by_htmx:
        return PlainTextResponse(f"{said}{detail}", status, headers)
    answer = page(request, "refusal.html", status, said=said, detail=detail)
    answer.headers.update(headers)
    return answer
