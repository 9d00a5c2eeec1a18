"""Keys, scopes, quotas, headers; and what must not be in the log."""

from __future__ import annotations

import json
import time

import httpx2 as httpx

from service.client import Client
from service.schemas import (
    JobDocument,
)
from service.store import keys
from tests.service.serving import ARTICLE, Running, problem


class TestSecurity:
    def test_without_a_key_nothing(self, running: Running) -> None:
        with httpx.Client(base_url=running.url) as http:
            for path in ("/v1/models", "/v1/jobs", "/v1/feedback", "/metrics"):
                answer = http.get(path)
                problem(answer, "unauthorized")
                assert answer.headers["www-authenticate"].startswith("Bearer")
            wrong = {"Authorization": f"Bearer {running.reader[:-1]}"}
            problem(http.get("/v1/models", headers=wrong), "unauthorized")
            assert http.get("/livez").status_code == 200

    def test_scopes(self, running: Running) -> None:
        with running.http(running.reader) as http:
            assert http.get("/v1/models").status_code == 200
            problem(http.post("/v1/checks", json={"text": "a", "brief": "b"}), "forbidden")

    def test_a_revoked_key(self, running: Running) -> None:
        key, text = keys.create(running.context.store, "temp", [keys.Scope.READ])
        with running.http(text) as http:
            assert http.get("/v1/models").status_code == 200
            keys.revoke(running.context.store, key.id)
            time.sleep(2.1)
            problem(http.get("/v1/models"), "unauthorized")

    def test_a_keys_own_quota(self, running: Running) -> None:
        _, text = keys.create(running.context.store, "small", [keys.Scope.SUBMIT], quota=2)
        with running.http(text) as http:
            body = {"text": ARTICLE, "headline": "林岳调研"}
            answers = [http.post("/v1/checks", json=body) for _ in range(3)]
        assert [a.status_code for a in answers[:2]] == [200, 200]
        problem(answers[2], "quota")
        assert 1 <= int(answers[2].headers["retry-after"]) <= 30

    def test_headers_of_every_answer(self, http: httpx.Client) -> None:
        for path in ("/livez", "/nowhere", "/openapi.json"):
            headers = http.get(path, headers={"X-Request-ID": "abc-1"}).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["content-security-policy"].startswith("default-src 'none'")
            assert headers["cache-control"] == "no-store"
            assert headers["x-request-id"] == "abc-1"
            assert "server" not in headers
        odd = http.get("/livez", headers={"X-Request-ID": 'a"b\\'}).headers["x-request-id"]
        assert odd != 'a"b\\'

    def test_no_word_of_a_bulletin_in_the_log(self, running: Running, client: Client) -> None:
        client.summarize(ARTICLE)
        client.wait(client.submit([JobDocument(id="林岳", text=ARTICLE)]).id)
        lines = [json.loads(line) for line in running.log.getvalue().splitlines()]
        assert any(
            line["event"] == "request" and line["route"] == "/v1/summaries" for line in lines
        )
        assert all(line["request_id"] for line in lines if line["event"] == "request")
        assert "林岳" not in running.log.getvalue()
