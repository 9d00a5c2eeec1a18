"""A small invented data set, and an endpoint that speaks our API, for the tests of this folder."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from summarizer.types import Method, Summary, Task

#: Four bulletins: a meeting with two references, statistics, a project, an inspection.
ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("invented.jsonl").read_text(encoding="utf-8").splitlines()
]


def write_rows(path: Path, rows: list[dict[str, Any]] | None = None) -> Path:
    lines = [json.dumps(row, ensure_ascii=False) for row in (ROWS if rows is None else rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def many(count: int) -> list[dict[str, Any]]:
    """The rows again and again, each a little different, for runs that take a while."""
    return [
        {
            **ROWS[i % 4],
            "id": f"{ROWS[i % 4]['id']}-{i}",
            "text": f"{ROWS[i % 4]['text']}（第{i}期）",
        }
        for i in range(count)
    ]


def summary(text: str) -> Summary:
    """What the endpoint answers: the first sentence as brief, its first 12 字 as headline."""
    first = text.split("。")[0]
    return Summary(
        source="-",
        index=0,
        title=None,
        text=text,
        headline=first[:12],
        brief=first + "。",
        read_share=dict.fromkeys(Task, 1.0),
        method=dict.fromkeys(Task, Method.MODEL),
        model="invented",
    )


class Server(ThreadingHTTPServer):
    """Counts what it is asked. ``refuse`` texts get 422; ``busy`` requests get 503 first."""

    daemon_threads = True

    def __init__(self, delay: float = 0.0) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.delay = delay
        self.busy = 0
        self.refuse = "￼"
        self.status = 200
        self.model = "m1"
        self.asked: list[str] = []
        self.keys: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.answer(200, {"models": [self.server.model]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.keys.append(self.headers.get("Authorization"))
        if self.server.busy:
            self.server.busy -= 1
            self.answer(503, {}, {"Retry-After": "0"})
            return
        self.server.asked.append(body["text"])
        time.sleep(self.server.delay)
        if self.server.refuse in body["text"]:
            self.answer(422, {})
            return
        answer = {"articles": [summary(body["text"]).model_dump(mode="json")]}
        self.answer(self.server.status, answer)

    def answer(self, status: int, value: Any, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        for name, content in {"Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, content)
        self.end_headers()
        try:
            self.wfile.write(data)
        except BrokenPipeError:
            self.close_connection = True  # the client was killed


@contextmanager
def serving(delay: float = 0.0) -> Iterator[Server]:
    server = Server(delay)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
