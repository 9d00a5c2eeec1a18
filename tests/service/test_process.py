"""The service as a process: full, late, stopped, unsound; and what its log never holds."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from click.testing import CliRunner, Result

from service.cli.serve import command
from service.schemas import JobDocument
from service.server import listen
from service.settings import PREFIX, Settings
from summarizer.cli import group
from summarizer.seq2seq.load import SHIPPED
from tests.service.serving import ARTICLE, PAGE, Process, problem


@pytest.fixture(scope="module")
def tight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    """A service with a queue of four articles and the chattiest log."""
    folder = tmp_path_factory.mktemp("tight")
    process = Process.start(
        folder / "log",
        f"sqlite:///{folder / 'db.sqlite'}",
        queue_articles=4,
        batch_articles=1,
        drain_seconds=120,
        log_level="DEBUG",
        quota_per_minute=0,
    )
    yield process.ready()
    if process.handle.poll() is None:
        process.handle.kill()
        process.handle.wait()


def _page(count: int) -> str:
    return "\n\n".join(PAGE.replace("6月3日", f"6月{day}日") for day in range(1, count + 1))


def _sent(process: Process, text: str, answers: list[httpx.Response]) -> threading.Thread:
    def send() -> None:
        with process.http() as http:
            answers.append(http.post("/v1/summaries", json={"text": text}))

    thread = threading.Thread(target=send)
    thread.start()
    return thread


def _until_waiting(process: Process, articles: int) -> None:
    with process.http() as http:
        until = time.monotonic() + 20
        while http.get("/readyz").json()["detail"]["waiting"] < articles:
            assert time.monotonic() < until


@pytest.fixture
def idle(tight: Process) -> Process:
    """The same, with nothing in its queue."""
    with tight.http() as http:
        until = time.monotonic() + 60
        while http.get("/readyz").json()["detail"]["waiting"]:
            assert time.monotonic() < until
            time.sleep(0.1)
    return tight


class TestLoad:
    def test_full_is_said_at_once_and_the_process_lives(self, idle: Process) -> None:
        answers: list[httpx.Response] = []
        thread = _sent(idle, _page(6), answers)
        _until_waiting(idle, 4)
        refused = []
        with idle.http() as http:
            for _ in range(20):
                refused.append(http.post("/v1/summaries", json={"text": ARTICLE}))
                assert http.get("/livez").status_code == 200
        thread.join()
        assert answers[0].status_code == 200
        assert len(answers[0].json()["articles"]) == 7
        full = [answer for answer in refused if answer.status_code == 503]
        assert full
        for answer in full:
            problem(answer, "queue-full")
            assert int(answer.headers["retry-after"]) >= 1
        ids = {answer.headers["x-request-id"] for answer in full}
        times = [e["ms"] for e in idle.events() if e.get("request_id") in ids]
        # Other programs may have the processor: the quickest says what the service itself takes.
        assert min(float(str(ms)) for ms in times) < 50

    def test_late_is_504_and_the_work_is_dropped(self, idle: Process) -> None:
        with idle.http() as http:
            before = _articles(http.get("/metrics").text)
            answer = http.post("/v1/summaries?timeout=0.5", json={"text": _page(10)})
            problem(answer, "deadline")
            assert http.get("/readyz").json()["detail"]["waiting"] == 0
            time.sleep(0.5)
            assert _articles(http.get("/metrics").text) - before < 9, "the rest was dropped"

    def test_who_hangs_up_is_not_worked_for(self, idle: Process) -> None:
        with idle.http() as http, pytest.raises(httpx.TimeoutException):
            http.post("/v1/summaries", json={"text": _page(10)}, timeout=0.5)
        with idle.http() as http:
            until = time.monotonic() + 5
            while http.get("/readyz").json()["detail"]["waiting"]:
                assert time.monotonic() < until


def _articles(metrics: str) -> float:
    lines = [line for line in metrics.splitlines() if line.startswith("jianbao_batch_articles_sum")]
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines)


class TestLog:
    def test_json_with_ids_and_no_word_of_a_bulletin(self, tight: Process) -> None:
        with tight.http() as http:
            http.post("/v1/summaries", json={"text": PAGE}, headers={"X-Request-ID": "known-1"})
            http.post("/v1/summaries", files={"file": ("林岳.docx", b"PK\x03\x04 \xe6\x9e\x97")})
            http.post("/v1/summaries", files={"file": ("林岳.pdf", b"%PDF-1.4 " + PAGE.encode())})
            http.post("/v1/summaries", json={"text": PAGE, "options": {"max_chars": PAGE}})
            http.post("/v1/summaries", content=PAGE.encode())
            http.post("/v1/checks", json={"text": PAGE, "headline": "林岳调研"})
            http.post("/v1/headlines", json={"text": f"<p>{PAGE}", "form": "html"})
            http.post("/v1/feedback", json={"text": PAGE, "brief": "林岳调研"})
            http.get("/v1/feedback", params={"q": "林岳"})
            http.get(f"/v1/{PAGE[:9]}")
            http.get("/v1/jobs/林岳")
            house = {"terms": {"林岳": "林岳"}, "headline_longest": 1}
            http.post("/v1/checks", json={"text": PAGE, "brief": "林岳", "house": house})
        with tight.client() as client:
            client.wait(client.submit([JobDocument(id="林岳", text=PAGE)]).id)
        lines = tight.log.read_text("utf-8").splitlines()
        events = [json.loads(line) for line in lines]
        assert all({"time", "level", "logger", "event"} <= event.keys() for event in events)
        requests = [event for event in events if event["event"] == "request"]
        assert len(requests) > 10
        assert all(event["request_id"] for event in requests)
        assert any(event["request_id"] == "known-1" for event in requests)
        text = "\n".join(lines)
        for word in ("林岳", "柳湾", "高晓棠", "\\u6797\\u5cb3", "夏粮", "防汛"):
            assert word not in text, word


def test_sigterm_finishes_what_is_in_hand_and_exits_0(tight: Process) -> None:
    answers: list[httpx.Response] = []
    with tight.client() as client:
        client.submit([JobDocument(text=ARTICLE)] * 24)
    thread = _sent(tight, PAGE, answers)
    _until_waiting(tight, 1)
    assert tight.stop() == 0
    thread.join()
    assert answers[0].status_code == 200
    assert "stopped" in [event["event"] for event in tight.events()]


def test_a_wrong_tokenizer_never_becomes_ready(tmp_path: Path) -> None:
    """Two pieces in each pair change places: all loads well, and every word is wrong."""
    folder = tmp_path / "model"
    shutil.copytree(SHIPPED, folder)
    path = folder / "tokenizer.json"
    tokenizer = json.loads(path.read_text("utf-8"))
    pieces = tokenizer["model"]["vocab"]
    for first in range(1000, len(pieces) - 1, 2):
        pieces[first][0], pieces[first + 1][0] = pieces[first + 1][0], pieces[first][0]
    path.write_text(json.dumps(tokenizer, ensure_ascii=False), "utf-8")
    process = Process.start(
        tmp_path / "log", f"sqlite:///{tmp_path / 'db.sqlite'}", model=str(folder)
    )
    try:
        with process.http() as http:
            until = time.monotonic() + 120
            while not any(event["event"] == "not ready" for event in process.events()):
                assert process.handle.poll() is None
                assert time.monotonic() < until
                time.sleep(0.2)
            found = problem(http.get("/readyz"), "not-ready")
            assert "loaded" not in str(found["detail"])
            problem(http.post("/v1/summaries", json={"text": ARTICLE}), "not-ready")
            assert http.get("/livez").status_code == 200
        assert process.stop() == 0
    finally:
        process.handle.kill()


class TestStart:
    def _run(self, monkeypatch: pytest.MonkeyPatch, **settings: str) -> Result:
        for name, value in settings.items():
            monkeypatch.setenv(f"{PREFIX}{name.upper()}", value)
        return CliRunner().invoke(group, ["serve"])

    def test_help_lists_every_setting(self) -> None:
        shown = CliRunner().invoke(command, ["--help"]).output
        for name in Settings.model_fields:
            assert f"{PREFIX}{name.upper()}" in shown

    @pytest.mark.parametrize(
        ("settings", "said"),
        [
            ({"auth": "loopback", "host": "0.0.0.0"}, "loopback host"),
            ({"database_url": "mysql://x"}, "JIANBAO_DATABASE_URL"),
            ({"port": "99999"}, "JIANBAO_PORT"),
            ({"golden": "/no/such"}, "JIANBAO_GOLDEN"),
            ({"database_url": "postgresql://a:geheim@127.0.0.1:1/x"}, "cannot be opened"),
        ],
    )
    def test_a_wrong_setting_is_one_line(
        self, settings: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done = self._run(monkeypatch, **settings)
        assert done.exit_code == 2
        [line] = [line for line in done.stderr.splitlines() if not line.startswith("{")]
        assert said in line
        assert "geheim" not in done.output

    def test_an_answer_in_two_pieces_does_not_wait_for_an_ack(self) -> None:
        async def sent_at_once() -> int:
            found: asyncio.Future[int] = asyncio.get_running_loop().create_future()

            async def accepted(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                connection = writer.get_extra_info("socket")
                found.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
                writer.close()

            with listen("127.0.0.1", 0) as listening:
                server = await asyncio.start_server(accepted, sock=listening)
                _, writer = await asyncio.open_connection(*listening.getsockname())
                writer.close()
                async with server:
                    return await found

        assert asyncio.run(sent_at_once()) == 1

    def test_a_port_that_is_taken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            done = self._run(monkeypatch, port=str(taken.getsockname()[1]), auth="loopback")
        assert done.exit_code == 2
        assert "JIANBAO_PORT" in done.stderr
