"""``kill -9`` while digests are being sent: each ends as exactly one draft.

Run as a script for the long version: ``python tests/service/crash_wechat.py --kills 20``. A
service process makes and approves digests; whenever the fake WeChat server has just been asked
something, the process is killed and another started, on the same database.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx
from crash import Processes
from fake_wechat import APPID, SECRET, Fake, serving

ARTICLES = [
    "6月12日，云岭县委副书记、县长林岳到柳湾镇调研夏粮收购工作。",
    "6月12日，云岭县副县长高晓棠到石门乡检查防汛备汛工作。",
]


@dataclass(frozen=True)
class Report:
    """What came out."""

    kills: int
    digests: int
    requests: int  # draft/add that the server saw
    drafts: int
    seconds: float


def until(what: Callable[[], object], seconds: float = 120) -> object:
    """The first truthy answer; a service that is just starting again gives none."""
    end = time.monotonic() + seconds
    while True:
        try:
            found = what()
        except (httpx.HTTPError, KeyError):
            found = None
        if found:
            return found
        assert time.monotonic() < end, "nothing came for too long"
        time.sleep(0.05)


def crash(kills: int, seed: int) -> Report:
    """Kill ``kills`` times. Raises AssertionError where a digest is not exactly one draft."""
    begun, chance, killed, edition = time.monotonic(), random.Random(seed), 0, 0
    fake = Fake(patience=2, delay=0.12)
    fake.faults = {"draft/add": ["", "lost", "", "late", ""] * 10}
    with serving(fake), tempfile.TemporaryDirectory(prefix="jianbao-crash-") as name:
        folder = Path(name)
        os.environ |= {
            "JIANBAO_WECHAT_APPID": APPID,
            "JIANBAO_WECHAT_SECRET": SECRET,
            "JIANBAO_WECHAT_URL": fake.url,
            "JIANBAO_WECHAT_TIMEOUT": "2",
            "JIANBAO_WECHAT_PAUSE": "0.05",
            "JIANBAO_WECHAT_SETTLE": "3",
        }
        service = Processes(f"sqlite:///{folder / 'jianbao.sqlite'}", 1, folder)
        http = httpx.Client(
            base_url=f"http://127.0.0.1:{service.ports[0]}", timeout=30, trust_env=False
        )
        for text in ARTICLES:
            body = {"text": text, "headline": text[6:20], "brief": text}
            until(lambda body=body: http.post("/v1/feedback", json=body).json()["id"])
        digests: dict[str, str] = {}

        def call() -> bool:
            """Whether WeChat is just being asked, and by this wait."""
            return sum(fake.calls.values()) > asked

        while killed < kills:
            edition += 1
            record = until(lambda number=edition: _made(http, number))
            assert isinstance(record, dict)
            digests[record["id"]] = record["digest"]["code"]
            asked = sum(fake.calls.values())
            path = f"/v1/digests/{record['id']}"
            approval = {"version": record["version"]}
            until(
                lambda path=path, a=approval: (
                    http.post(f"{path}/approve", json=a).status_code in (200, 409)
                )
            )
            while killed < kills:
                until(lambda path=path: call() or _state(http, path) in ("sent", "failed"))
                if not call():
                    break
                time.sleep(chance.uniform(0, 0.25))
                service.kill(0)
                killed += 1
                asked = sum(fake.calls.values())
        for digest_id in digests:
            path = f"/v1/digests/{digest_id}"
            until(lambda path=path: _state(http, path) in ("sent", "failed"))
            assert http.get(path).json()["error"] is None
        service.stop()
        found = Counter(
            code
            for draft in fake.drafts.values()
            for code in digests.values()
            if code in draft["articles"][0]["content"]
        )
        assert found == Counter(digests.values()), found
        assert not fake.violations
        return Report(
            killed,
            len(digests),
            fake.calls["draft/add"],
            len(fake.drafts),
            time.monotonic() - begun,
        )


def _made(http: httpx.Client, edition: int) -> dict[str, object] | None:
    today = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600))
    answer = http.post("/v1/digests", json={"day": today, "edition": edition})
    return dict(answer.json()) if answer.status_code == 201 else None


def _approved(http: httpx.Client, path: str, body: dict[str, object]) -> bool:
    """Approved now, or by an earlier request whose answer was lost."""
    return http.post(f"{path}/approve", json=body).status_code in (200, 409)


def _state(http: httpx.Client, path: str) -> str:
    return str(http.get(path).json()["state"])


def main() -> None:
    """The long version."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    sys.stdout.write(f"{crash(given.kills, given.seed)}\n")


if __name__ == "__main__":
    main()
