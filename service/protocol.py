"""HTTP/1.1 before it is a request: what is none, and what never becomes one.

uvicorn answers bytes that are no request in plain text, and waits for the end of a request's
head without limit. Here the first is a problem like every other, the second ends.
"""

from __future__ import annotations

import asyncio
import secrets

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.observing import API_CSP, HEADERS
from service.problems import MEDIA_TYPE, ProblemError

#: Seconds in which the head of a request must have come.
HEAD = 10.0


class Protocol(H11Protocol):
    """uvicorn's own, with problems and a limit of time."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._limit = self.loop.call_later(HEAD, transport.close)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._unlimited()
        elif self._limit is None:
            self._limit = self.loop.call_later(HEAD, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._unlimited()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        request_id = secrets.token_hex(8)
        problem = ProblemError("bad-request", msg).problem(request_id)
        body = problem.model_dump_json(exclude_defaults=True).encode()
        headers = {
            **HEADERS,
            "Content-Type": MEDIA_TYPE,
            "Content-Length": str(len(body)),
            "Content-Security-Policy": API_CSP,
            "X-Request-ID": request_id,
            "Connection": "close",
        }
        head = h11.Response(status_code=400, headers=list(headers.items()), reason=b"Bad Request")
        for event in (head, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _unlimited(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None
