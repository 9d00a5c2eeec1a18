"""The API over HTTP: answers, problems, limits, headers, logs."""

from __future__ import annotations

import io
import json
import socket
import threading
import time
import zipfile
from collections.abc import Iterator

import httpx2 as httpx
import pytest
from serving import ARTICLE, PAGE, SECOND, Running

from service.client import Client, ServiceError
from service.problems import KINDS
from service.schemas import (
    FeedbackRequest,
    HeadlineWishes,
    HouseRules,
    JobDocument,
    JobStatus,
    TextForm,
    Wishes,
)
from service.store import keys
from summarizer.types import Method, Task

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def client(running: Running) -> Iterator[Client]:
    with running.client() as found:
        yield found


@pytest.fixture
def http(running: Running) -> Iterator[httpx.Client]:
    with running.http() as found:
        yield found


def problem(answer: httpx.Response, kind: str) -> dict[str, object]:
    """The problem in ``answer``, checked to be one."""
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, object] = answer.json()
    assert found["type"] == f"urn:jianbao:problem:{kind}", found
    assert found["status"] == answer.status_code == KINDS[kind][0]
    assert found["instance"] == f"urn:jianbao:request:{answer.headers['x-request-id']}"
    return found


class TestSummaries:
    def test_every_article_of_a_page(self, client: Client) -> None:
        found = client.summarize(PAGE, source="page-1")
        assert [a.title for a in found.articles] == [
            "林岳到柳湾镇调研夏粮收购",
            "高晓棠到石门乡检查防汛",
        ]
        for article in found.articles:
            assert article.source == "page-1"
            assert article.headline
            assert article.brief
            assert all(check.passed is not False for check in article.checks)
            assert article.method.keys() == {Task.HEADLINE, Task.BRIEF}
            assert article.model == found.model.id
            assert article.read_share[Task.BRIEF] == 1
            assert article.provenance
        assert found.decoding.beam == 4
        assert found.model.fingerprint.startswith(found.model.id.split(":")[1])
        span = found.articles[0].provenance[0].page[0]
        assert span.of(PAGE) in ARTICLE

    def test_wishes_are_kept(self, client: Client) -> None:
        wishes = Wishes(
            tasks=[Task.BRIEF], max_chars=40, candidates=2, house=HouseRules(forbidden=["调研"])
        )
        [article] = client.summarize(ARTICLE, wishes).articles
        assert article.headline is None
        assert article.brief is not None
        assert len(article.brief) <= 40
        assert 1 <= len(article.candidates) <= 2
        assert ("禁用词：调研" in article.warnings) == ("调研" in article.brief)

    def test_html_and_files(self, client: Client) -> None:
        html = f"<html><body><article><p>{ARTICLE}</p></article></body></html>"
        assert len(client.summarize(html, form=TextForm.HTML).articles) == 1
        found = client.summarize_file(PAGE.encode("gb18030"), "页面.txt")
        assert found.source == "页面.txt"
        assert len(found.articles) == 2

    def test_a_docx(self, client: Client) -> None:
        from docx import Document

        document = Document()
        document.add_paragraph(ARTICLE)
        data = io.BytesIO()
        document.save(data)
        [article] = client.summarize_file(data.getvalue(), "a.docx").articles
        assert "林岳" in article.text

    def test_a_text_without_article(self, client: Client) -> None:
        found = client.summarize("！！")
        assert found.articles == []
        assert found.warnings == ["没有找到可供摘要的正文"]

    def test_articles_as_they_finish(self, client: Client) -> None:
        assert [s.index for s in client.stream(PAGE)] == [0, 1]

    def test_the_same_twice(self, client: Client) -> None:
        assert client.summarize(ARTICLE).articles[0].headline == (
            client.summarize(ARTICLE).articles[0].headline
        )


class TestHeadlinesAndChecks:
    def test_candidates_with_verdicts(self, client: Client) -> None:
        found = client.headlines(ARTICLE, HeadlineWishes(candidates=3))
        [article] = found.articles
        assert article.headline
        assert 1 <= len(article.candidates) <= 3
        for candidate in article.candidates:
            assert candidate.length == len(candidate.text)
            assert candidate.score < 0
            assert candidate.checks

    def test_a_wrong_name_and_number_are_found(self, client: Client) -> None:
        found = client.check(
            ARTICLE,
            headline="林山到柳湾镇调研夏粮收购",
            brief="6月8日，林岳到柳湾镇调研夏粮收购工作。",
        )
        assert found.headline is not None
        assert not found.headline.passed
        assert found.brief is not None
        dates = [c for c in found.brief.checks if c.kind == "dates" and c.passed is False]
        assert dates
        assert dates[0].source == "6月3日"

    def test_a_true_headline_passes(self, client: Client) -> None:
        found = client.check(ARTICLE, headline="林岳到柳湾镇调研夏粮收购工作")
        assert found.headline is not None
        assert found.headline.passed
        assert found.headline.provenance[0].page[0].of(ARTICLE)
        assert found.brief is None


class TestModels:
    def test_what_runs(self, client: Client) -> None:
        [model] = client.models().models
        assert model.engine == "onnx-int8"
        assert model.ceilings == {Task.HEADLINE: 32, Task.BRIEF: 190}


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


class TestFeedback:
    def test_approved_found_again(self, client: Client) -> None:
        given = FeedbackRequest(
            text=ARTICLE, headline="林岳到柳湾镇调研夏粮收购工作", title="原题", model="m"
        )
        kept = client.approve(given)
        assert kept.headline == given.headline
        found = client.approved("柳湾镇 夏粮")
        assert kept in found.feedback
        assert found.next is None
        assert client.approved("不在其中").feedback == []

    def test_pages(self, client: Client) -> None:
        for i in range(3):
            client.approve(FeedbackRequest(text=f"第{i}篇分页稿件", headline="分页稿件标题"))
        first = client.approved("分页稿件", limit=2)
        assert first.next is not None
        rest = client.approved("分页稿件", limit=2, before=first.next)
        assert len({f.id for f in (*first.feedback, *rest.feedback)}) == 3


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
        host, port = running.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(
                b"POST /v1/checks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                b"Authorization: Bearer " + running.submitter.encode() + b"\r\n"
                b"Content-Length: 100\r\n\r\n{"
            )
            assert connection.recv(4096).startswith(b"HTTP/1.1 408 ")


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


class TestOperations:
    def test_metrics(self, running: Running, client: Client, http: httpx.Client) -> None:
        client.summarize(ARTICLE)
        text = http.get("/metrics").text
        for name in (
            'jianbao_request_seconds_count{method="POST",route="/v1/summaries",status="200"}',
            "jianbao_queue_articles 0.0",
            'jianbao_batch_articles_count{lane="caller"}',
            'jianbao_outputs_total{method="model",task="headline"}',
        ):
            assert name in text, name

    def test_alive_while_the_model_works(self, running: Running, client: Client) -> None:
        job = client.submit([JobDocument(text=PAGE * 5) for _ in range(8)])
        slowest = 0.0
        with running.http() as http:
            for _ in range(20):
                begun = time.monotonic()
                assert http.get("/livez").status_code == 200
                slowest = max(slowest, time.monotonic() - begun)
        client.cancel(job.id)
        assert slowest < 0.5

    def test_ready(self, http: httpx.Client) -> None:
        assert http.get("/readyz").json()["status"] == "ok"


def test_methods_are_what_they_say(client: Client) -> None:
    [article] = client.summarize(ARTICLE).articles
    for task, method in article.method.items():
        if method is Method.MODEL:
            assert any(
                c.task is task and c.text in (article.headline, article.brief)
                for c in article.candidates
            )
