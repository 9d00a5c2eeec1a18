"""Jobs over HTTP, from submission to files."""

from __future__ import annotations

import io
import json
import threading

import httpx2 as httpx
import pytest

from service.client import Client
from service.schemas import (
    JobDocument,
    JobStatus,
    Wishes,
)
from service.store import keys
from summarizer.types import Task
from tests.service.serving import ARTICLE, PAGE, SECOND, Running, problem


class TestJobs:
    def test_from_submission_to_files(self, client: Client) -> None:
        given = [JobDocument(id="a", text=PAGE), JobDocument(text="！"), JobDocument(text=SECOND)]
        job = client.submit(given, Wishes(tasks=[Task.HEADLINE]))
        assert job.total == 3
        done = client.wait(job.id)
        assert (done.status, done.done, done.failed) == (JobStatus.FINISHED, 2, 1)
        assert [(s.source, s.index) for s in client.results(job.id)] == [
            ("a", 0),
            ("a", 1),
            ("3", 0),
        ]
        [error] = client.errors(job.id)
        assert (error.position, error.source, error.code) == (1, "2", "no-article")
        assert client.jobs()[0].id == job.id

    def test_jsonl_with_bad_lines(self, client: Client) -> None:
        lines = [
            json.dumps({"id": "x", "text": ARTICLE}, ensure_ascii=False).encode(),
            b"{broken",
            b'{"id": "no text"}',
        ]
        job = client.submit_file(io.BytesIO(b"\n".join(lines)), "in.jsonl")
        assert client.wait(job.id).failed == 2
        assert [s.source for s in client.results(job.id)] == ["x"]
        assert [e.position for e in client.errors(job.id)] == [1, 2]

    def test_a_job_of_nothing_is_refused(self, http: httpx.Client) -> None:
        problem(http.post("/v1/jobs", json={"documents": []}), "invalid")
        problem(http.post("/v1/jobs", files={"file": ("a.jsonl", b"\n")}), "unreadable")

    def test_the_same_key_is_the_same_job(self, http: httpx.Client) -> None:
        body = {"documents": [{"text": ARTICLE}]}
        headers = {"Idempotency-Key": "job-0603"}
        first = http.post("/v1/jobs", json=body, headers=headers)
        again = http.post("/v1/jobs", json=body, headers=headers)
        assert first.status_code == again.status_code == 202
        assert first.content == again.content
        assert again.headers["idempotency-replayed"] == "true"
        other = {"documents": [{"text": SECOND}]}
        problem(http.post("/v1/jobs", json=other, headers=headers), "key-reused")

    def test_a_form_sent_again_is_the_same_job(self, http: httpx.Client) -> None:
        headers = {"Idempotency-Key": "form-0603"}
        line = json.dumps({"text": ARTICLE}).encode()
        answers = [
            http.post("/v1/jobs", files={"file": ("a.jsonl", line)}, headers=headers)
            for _ in range(2)
        ]
        assert answers[0].content == answers[1].content

    def test_at_the_same_time_only_one_is_accepted(self, running: Running) -> None:
        body = {"documents": [{"text": ARTICLE + str(i)} for i in range(150)]}
        answers: list[httpx.Response] = []

        def send() -> None:
            with running.http() as http:
                headers = {"Idempotency-Key": "race"}
                answers.append(http.post("/v1/jobs", json=body, headers=headers))

        threads = [threading.Thread(target=send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        accepted = [a for a in answers if a.status_code == 202]
        assert accepted
        assert len({a.content for a in accepted}) == 1
        for refused in (a for a in answers if a.status_code != 202):
            problem(refused, "in-progress")
        with running.client() as client:
            client.cancel(accepted[0].json()["id"])

    def test_files_only_when_it_is_over(self, running: Running, http: httpx.Client) -> None:
        with running.client() as client:
            job = client.submit([JobDocument(text=PAGE * 20) for _ in range(20)])
            problem(http.get(f"/v1/jobs/{job.id}/results"), "conflict")
            cancelled = client.cancel(job.id)
            assert cancelled.status is JobStatus.CANCELLED
            assert cancelled.finished_at is not None
            assert len(list(client.results(job.id))) >= 0
            problem(http.post(f"/v1/jobs/{job.id}/cancel"), "conflict")
            assert client.wait(job.id) == cancelled

    def test_others_have_no_part_in_it(self, running: Running, client: Client) -> None:
        job = client.submit([JobDocument(text=ARTICLE)])
        _, text = keys.create(running.context.store, "other", [keys.Scope.READ])
        with running.http(text) as http:
            for what in ("", "/results", "/errors", "/events"):
                problem(http.get(f"/v1/jobs/{job.id}{what}"), "not-found")
        with running.client(running.admin) as admin:
            assert admin.job(job.id).id == job.id

    def test_too_many_lines(self, http: httpx.Client) -> None:
        lines = b'{"text": "\xe4\xba\x91"}\n' * 201
        problem(http.post("/v1/jobs", files={"file": ("a.jsonl", lines)}), "too-large")


class TestEvents:
    def test_each_change_is_told_until_it_is_over(
        self, running: Running, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("service.events.SILENCE", 0.0)
        job = client.submit([JobDocument(text=ARTICLE + str(i)) for i in range(12)])
        with running.http() as http, http.stream("GET", f"/v1/jobs/{job.id}/events") as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert answer.headers["cache-control"] == "no-store"
            text = "".join(answer.iter_text())
        told = [block for block in text.split("\n\n") if block.startswith("event: job\ndata: ")]
        states = [json.loads(block.partition("data: ")[2]) for block in told]
        through = [state["done"] + state["failed"] for state in states]
        assert through == sorted(through)
        assert len(set(map(str, states))) == len(states), "only changes are told"
        assert (states[-1]["status"], states[-1]["done"], states[-1]["progress"]) == (
            "finished",
            12,
            1.0,
        )
        assert ": waiting\n\n" in text, "a proxy must see that the line is alive"
