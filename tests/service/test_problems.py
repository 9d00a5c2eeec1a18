"""Whatever is not a success is a problem, bodies out of bounds included."""

from __future__ import annotations

import io
import json
import socket
import time
import zipfile
from collections.abc import Iterator

import httpx2 as httpx
import pytest

from service.client import Client, ServiceError
from tests.service.serving import ARTICLE, JSON, Running, problem


def _connection(running: Running) -> socket.socket:
    host, port = running.url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=10)


def _all(connection: socket.socket) -> bytes:
    found = b""
    while block := connection.recv(4096):
        found += block
    return found


class TestProblems:
    def test_the_frameworks_own(self, http: httpx.Client) -> None:
        problem(http.get("/nowhere"), "not-found")
        answer = http.delete("/v1/models")
        problem(answer, "method-not-allowed")
        assert answer.headers["allow"] == "GET"

    def test_each_fault_is_named_without_what_was_sent(self, http: httpx.Client) -> None:
        secret = "绝密内容甲乙丙"
        body = {
            "text": secret,
            "options": {"max_chars": 3, "tasks": ["brief", "brief"]},
            "x": secret,
        }
        answer = http.post("/v1/summaries", json=body)
        found = problem(answer, "invalid")
        assert isinstance(found["errors"], list)
        assert {e["where"] for e in found["errors"]} >= {"options.max_chars", "x"}
        assert secret not in answer.text

    def test_a_name_in_the_query_that_means_nothing(self, http: httpx.Client) -> None:
        found = problem(http.get("/v1/jobs?limt=3"), "invalid")
        assert found["errors"] == [
            {"where": "query.limt", "what": "not a parameter of this operation; it has: limit"}
        ]
        assert http.get("/v1/jobs?limit=3").status_code == 200

    def test_no_json_and_other_types(self, http: httpx.Client) -> None:
        problem(http.post("/v1/summaries", content=b"{", headers=JSON), "invalid")
        problem(http.post("/v1/summaries", content=b"\xff\xfe", headers=JSON), "invalid")
        problem(http.post("/v1/checks", content=b"a=b"), "unsupported-media-type")
        broken = {"Content-Type": "multipart/form-data; boundary=x"}
        problem(http.post("/v1/summaries", content=b"--x\r\nbad", headers=broken), "invalid")
        problem(http.post("/v1/summaries", files={"nofile": b"x"}), "invalid")

    def test_unreadable_documents(self, http: httpx.Client) -> None:
        for name, data in (
            ("a.pdf", b"%PDF-1.4 broken"),
            ("a.docx", b"PK\x03\x04x"),
            ("a.txt", b""),
        ):
            problem(http.post("/v1/summaries", files={"file": (name, data)}), "unreadable")

    def test_a_zip_bomb(self, http: httpx.Client) -> None:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr("word/document.xml", b" " * (200 << 20))
        assert len(data.getvalue()) < 1 << 20
        begun = time.monotonic()
        answer = http.post("/v1/summaries", files={"file": ("a.docx", data.getvalue())})
        problem(answer, "unreadable")
        assert time.monotonic() - begun < 5

    def test_too_long_a_page(self, http: httpx.Client) -> None:
        problem(http.post("/v1/summaries", json={"text": "云" * 20_001}), "too-large")

    def test_a_bug_is_a_problem_without_traceback(
        self, running: Running, http: httpx.Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object) -> None:
            raise RuntimeError(ARTICLE)

        monkeypatch.setattr("service.routes.jobs.jobs.latest", broken)
        answer = http.get("/v1/jobs")
        problem(answer, "internal")
        assert "Traceback" not in answer.text
        assert ARTICLE not in answer.text + running.log.getvalue()
        assert '"RuntimeError"' in running.log.getvalue()

    def test_bytes_that_are_no_request(self, running: Running) -> None:
        with _connection(running) as connection:
            connection.sendall("林岳\r\n\r\n".encode())
            head, _, body = _all(connection).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 400 ")
        assert b"Content-Type: application/problem+json" in head
        assert json.loads(body)["type"] == "urn:jianbao:problem:bad-request"

    def test_a_head_that_never_ends(
        self, running: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("service.protocol.HEAD", 1.5)
        for sent in (b"", b"GET /livez HTTP/1.1\r\nHost: x\r\nX-Slow: "):
            with _connection(running) as connection:
                connection.sendall(sent)
                assert _all(connection) == b""
        with _connection(running) as connection:
            connection.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = b""
            while not answer.endswith(b"}"):
                answer += connection.recv(4096)
            assert answer.startswith(b"HTTP/1.1 200 ")
            connection.sendall(b"GET /livez HT")
            assert _all(connection) == b""

    def test_the_client_raises_it(self, client: Client) -> None:
        with pytest.raises(ServiceError, match="Nothing is here") as error:
            client.job("0" * 26)
        assert error.value.problem is not None
        assert error.value.problem.status == 404
        with pytest.raises(ServiceError):
            Client("http://127.0.0.1:9", patience=0).models()


class TestBodies:
    def test_announced_too_large(self, running: Running, http: httpx.Client) -> None:
        answer = http.post("/v1/checks", content=b" " * (2 << 20), headers=JSON)
        problem(answer, "too-large")

    def test_chunked_too_large(self, http: httpx.Client) -> None:
        def blocks() -> Iterator[bytes]:
            for _ in range(40):
                yield b" " * 65536

        problem(http.post("/v1/checks", content=blocks(), headers=JSON), "too-large")

    def test_jobs_may_be_larger(self, http: httpx.Client) -> None:
        answer = http.post("/v1/jobs", content=b" " * (1 << 20) + b"[]", headers=JSON)
        problem(answer, "invalid")

    def test_too_slow(self, running: Running) -> None:
        with _connection(running) as connection:
            connection.sendall(
                b"POST /v1/checks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                b"Authorization: Bearer " + running.submitter.encode() + b"\r\n"
                b"Content-Length: 100\r\n\r\n{"
            )
            assert connection.recv(4096).startswith(b"HTTP/1.1 408 ")
