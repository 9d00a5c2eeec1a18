"""A WeChat server on loopback: the documented limits and errcodes, and faults on demand.

``faults`` holds, per call, what goes wrong with its next requests, in order:

    expire       the token is no longer good from here on: 42001
    stale        the token is refused with 40001 although it is handed out unless forced
    code N       errcode N, nothing done
    done -1      it is done, and the answer is errcode -1
    lost         it is done, and the connection breaks before the answer
    dropped      nothing is done, and the connection breaks
    slow         it is done at once, the answer comes after the client gave up
    late         it is done only after the client gave up
    twice        it is done twice, with one answer
    http 502     nothing is done, and a gateway answers
    garbage      it is done, and half an answer comes
"""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

APPID = "wx0123456789abcdef"
SECRET = "s3cr3t-0123456789abcdef"
ROBOT_KEY = "r0b0t-key-0123456789"

_MAKING = ("draft/add", "material/add_material", "freepublish/submit", "webhook/send")


class Fake:
    """The server's memory."""

    def __init__(self, *, patience: float = 0.5, delay: float = 0.0) -> None:
        self.lock = threading.RLock()
        self.faults: dict[str, list[str]] = {}
        self.drafts: dict[str, dict[str, Any]] = {}
        self.pictures: dict[str, bytes] = {}
        self.published: dict[str, dict[str, Any]] = {}
        self.messages: list[dict[str, Any]] = []
        self.calls: Counter[str] = Counter()
        self.forced = 0
        self.polls = 0
        self.statuses: list[int] = [1, 0]
        self.patience = patience  # how long clients wait, in seconds
        self.delay = delay  # before every answer, so that kills find something under way
        self.token = self._new_token()
        self.violations: list[str] = []
        self.url = ""
        self._number = 0

    def _new_token(self) -> str:
        return f"tok-{time.time_ns()}-{'x' * 100}"

    def next_fault(self, call: str) -> str:
        with self.lock:
            waiting = self.faults.get(call, [])
            return waiting.pop(0) if waiting else ""

    def media_id(self) -> str:
        self._number += 1
        return f"media-{self._number}-{'m' * 40}"

    # What the calls do

    def stable_token(self, body: dict[str, Any]) -> dict[str, Any]:
        if body.get("appid") != APPID:
            return {"errcode": 40013, "errmsg": "invalid appid"}
        if body.get("secret") != SECRET:
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        if body.get("force_refresh"):
            self.forced += 1
            self.token = self._new_token()
            self.refused = ""
        return {"access_token": self.token, "expires_in": 7200}

    refused = ""

    def add_draft(self, raw: bytes) -> dict[str, Any]:
        if b"\\u" in raw:
            self.violations.append("escapes instead of UTF-8")
        body = json.loads(raw)
        for article in body["articles"]:
            if error := self._article_error(article):
                return error
        media_id = self.media_id()
        self.drafts[media_id] = {"articles": body["articles"], "update_time": time.time()}
        return {"media_id": media_id, "item": []}

    def _article_error(self, article: dict[str, Any]) -> dict[str, Any] | None:
        content = article["content"]
        for wrong, code in (
            (not 0 < len(article["title"]) <= 32, 45003),
            (len(article["digest"]) > 128, 45004),
            (len(article["author"]) > 16, 45110),
            (not content, 44003),
            (len(content) >= 20_000 or len(content.encode()) >= 1 << 20, 45002),
            (article["thumb_media_id"] not in self.pictures, 40007),
            (re.search(r"<(?:script|style|a|iframe|img)\b", content) is not None, 45166),
        ):
            if wrong:
                return {"errcode": code, "errmsg": "refused"}
        return None

    def add_picture(self, raw: bytes, kind: str) -> dict[str, Any]:
        start = raw.find(b"\r\n\r\n") + 4
        data = raw[start : raw.rfind(b"\r\n--")]
        if kind != "image" or not data.startswith((b"\x89PNG", b"\xff\xd8")):
            return {"errcode": 40005, "errmsg": "invalid file type"}
        if len(data) > 10 << 20:
            return {"errcode": 40009, "errmsg": "invalid image size"}
        media_id = self.media_id()
        self.pictures[media_id] = data
        return {"media_id": media_id, "url": "http://mmbiz.qpic.cn/x"}

    def list_of(self, where: dict[str, Any], things: dict[str, dict[str, Any]]) -> dict[str, Any]:
        if not 1 <= where["count"] <= 20:
            return {"errcode": 40097, "errmsg": "invalid args"}
        newest = sorted(things.items(), key=lambda kv: -kv[1]["update_time"])
        page = newest[where["offset"] : where["offset"] + where["count"]]
        return {
            "total_count": len(things),
            "item_count": len(page),
            "item": [
                {
                    "media_id": key,
                    "content": {"news_item": thing["articles"]},
                    "update_time": int(thing["update_time"]),
                }
                for key, thing in page
            ],
        }

    def submit(self, body: dict[str, Any]) -> dict[str, Any]:
        draft = self.drafts.pop(body["media_id"], None)
        if draft is None:
            return {"errcode": 53502, "errmsg": "media_id is invalid"}
        publish_id = str(100000000 + len(self.published))
        articles = [
            a | {"url": f"https://mp.weixin.qq.com/s/{publish_id}"} for a in draft["articles"]
        ]
        self.published[publish_id] = {"articles": articles, "update_time": time.time()}
        return {"errcode": 0, "errmsg": "ok", "publish_id": publish_id, "msg_data_id": "1"}

    def status(self, body: dict[str, Any]) -> dict[str, Any]:
        status = self.statuses[min(self.polls, len(self.statuses) - 1)]
        self.polls += 1
        answer: dict[str, Any] = {"publish_id": body["publish_id"], "publish_status": status}
        if status == 0:
            url = self.published[body["publish_id"]]["articles"][0]["url"]
            answer["article_detail"] = {"count": 1, "item": [{"idx": 1, "article_url": url}]}
        return answer

    def robot(self, raw: bytes, key: str) -> dict[str, Any]:
        message = json.loads(raw)
        kind = message["msgtype"]
        limits = {"text": 2048, "markdown": 4096}
        if key != ROBOT_KEY:
            return {"errcode": 93000, "errmsg": "invalid webhook url"}
        if kind in limits and len(message[kind]["content"].encode()) > limits[kind]:
            return {"errcode": 40058, "errmsg": "content exceeds max length"}
        if kind == "news" and not 1 <= len(message["news"]["articles"]) <= 8:
            return {"errcode": 40058, "errmsg": "articles"}
        self.messages.append(message)
        return {"errcode": 0, "errmsg": "ok"}

    def do(self, call: str, query: dict[str, str], raw: bytes) -> dict[str, Any]:
        if call == "stable_token":
            return self.stable_token(json.loads(raw))
        if call == "webhook/send":
            return self.robot(raw, query.get("key", ""))
        if call == "draft/add":
            return self.add_draft(raw)
        if call == "material/add_material":
            return self.add_picture(raw, query.get("type", ""))
        body = json.loads(raw)
        if call == "draft/batchget":
            return self.list_of(body, self.drafts)
        if call == "freepublish/batchget":
            return self.list_of(body, self.published)
        if call == "draft/delete":
            gone = self.drafts.pop(body["media_id"], None)
            return {"errcode": 0 if gone else 40007}
        if call == "freepublish/submit":
            return self.submit(body)
        if call == "freepublish/get":
            return self.status(body)
        return {"errcode": 40066, "errmsg": "invalid url"}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: Fake

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_POST(self) -> None:
        with contextlib.suppress(ConnectionError):
            self._answer()

    def _answer(self) -> None:
        fake = self.fake
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        call = url.path.removeprefix("/cgi-bin/")
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        with fake.lock:
            fake.calls[call] += 1
            fault = fake.next_fault(call)
        if fake.delay:
            time.sleep(fake.delay)
        if call not in ("stable_token", "webhook/send"):
            with fake.lock:
                if fault == "expire":
                    fake.token = fake._new_token()
                elif fault == "stale":
                    fake.refused = fake.token
                token = query.get("access_token")
                if token != fake.token or token == fake.refused:
                    code = 42001 if fault == "expire" else 40001
                    return self._json({"errcode": code, "errmsg": f"refused {token}"})
        if fault.startswith("code "):
            return self._json({"errcode": int(fault[5:]), "errmsg": "fault"})
        if fault.startswith("http "):
            return self._send(int(fault[5:]), b"<html>gateway</html>")
        if fault == "dropped":
            return self._break()
        if fault == "late":
            time.sleep(fake.patience * 1.6)
        with fake.lock:
            answer = fake.do(call, query, raw)
            if fault == "twice":
                fake.do(call, query, raw)
        if fault in ("lost", "late"):
            return self._break()
        if fault == "slow":
            time.sleep(fake.patience * 1.6)
            return self._break()
        if fault == "garbage":
            return self._send(200, json.dumps(answer).encode()[:9])
        return self._json({"errcode": -1, "errmsg": "busy"} if fault == "done -1" else answer)

    def _json(self, answer: dict[str, Any]) -> None:
        self._send(200, json.dumps(answer, ensure_ascii=False).encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")  # as WeChat does
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _break(self) -> None:
        self.close_connection = True
        self.connection.close()


@contextmanager
def serving(fake: Fake) -> Iterator[Fake]:
    """``fake`` on a free port of loopback."""
    handler = type("Handler", (_Handler,), {"fake": fake})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
