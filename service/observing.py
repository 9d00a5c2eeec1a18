"""The outermost middleware: the request's id, the headers of every answer, its log line."""

from __future__ import annotations

import logging
import re
import secrets
import time

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.logging import REQUEST_ID
from service.metrics import Metrics
from service.problems import ProblemError

#: For every answer. The API shows nothing; pages load their own files only, no inline script.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
API_CSP = "default-src 'none'; frame-ancestors 'none'"
PAGE_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

_LOG = logging.getLogger("jianbao.requests")


class Envelope:
    """Every request passes here first, every answer last. Only this middleware sees bugs."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
        request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        scope["request_id"] = request_id
        token = REQUEST_ID.set(request_id)
        begun = time.monotonic()
        status = 0

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                is_page = headers.get("content-type", "").startswith("text/html")
                headers.setdefault("Content-Security-Policy", PAGE_CSP if is_page else API_CSP)
                if is_page:  # else its forms would say that they come from nowhere
                    headers["Referrer-Policy"] = "same-origin"
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self._app(scope, receive, dressed)
        except ClientDisconnect:
            status = status or 499  # nobody is there to be answered
        except Exception as error:
            _LOG.error("unhandled", exc_info=error)
            if status:  # half an answer is out: break the connection, so that nobody believes it
                raise
            await ProblemError("internal").response(scope)(scope, receive, dressed)
        finally:
            self._note(scope, status, time.monotonic() - begun)
            REQUEST_ID.reset(token)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        # The path itself may be anything; the route is one of ours.
        route = getattr(scope.get("route"), "path", "none")
        self._metrics.latency.labels(scope["method"][:8], route, str(status)).observe(seconds)
        if problem := scope.get("problem"):
            self._metrics.problems.labels(problem).inc()
        _LOG.info(
            "request",
            extra={
                "method": scope["method"][:8],
                "route": route,
                "status": status,
                "ms": round(1000 * seconds, 1),
                "key": scope.get("key_id", ""),
                "problem": problem or "",
            },
        )
