"""``kill -9`` while digests are being sent: each ends as exactly one draft.

Run as a script for the long version: ``python tests/service/crash_wechat.py --kills 20``. A
process with the service's durable workflow (and no model, so that it starts fast) sends approved
digests; whenever the fake WeChat server has just been asked something it is killed, and another
is started on the same database.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dbos import DBOS, DBOSPortableJSONSerializer

from service.digests.room import Room
from service.digests.settings import DigestSettings
from service.digests.work import Work
from service.store import digests
from service.store.digests import DigestState, Kept
from service.store.session import Store
from service.wechat.settings import WechatSettings
from summarizer.digest.making import make
from summarizer.digest.rules import Rules
from summarizer.digest.types import Story, story_id
from tests.service.fake_wechat import APPID, SECRET, Fake, serving

TEXT = "6月12日，云岭县委副书记、县长林岳到柳湾镇调研夏粮收购工作。"
STORY = Story(
    id=story_id("-", 0, TEXT),
    source="-",
    outlet="云岭日报",
    text=TEXT,
    headline="林岳到柳湾镇调研夏粮收购工作",
    brief=TEXT,
)


@dataclass(frozen=True)
class Report:
    """What came out."""

    kills: int
    digests: int
    requests: int  # draft/add that the server saw
    drafts: int
    seconds: float


def send(url: str) -> None:
    """The process that is killed: sends what is approved, and ends when nothing is left."""
    store = Store(url)
    room = Room(store, DigestSettings.read(), WechatSettings.read(), f"sender-{os.getpid()}")
    work = Work(store, room)
    work.announce()
    DBOS(
        config={
            "name": "jianbao",
            "application_version": "crash",
            "executor_id": "sender",
            "system_database_url": f"{url}.dbos",
            "serializer": DBOSPortableJSONSerializer(),
            "enable_otlp": False,
            "use_listen_notify": False,
            "log_level": "ERROR",
        }
    )
    DBOS.launch()
    work.start()
    while digests.approved(store, 3600):
        time.sleep(0.05)
    os._exit(0)


def crash(kills: int, seed: int) -> Report:
    """Kill ``kills`` times. Raises AssertionError where a digest is not exactly one draft."""
    begun, chance, killed = time.monotonic(), random.Random(seed), 0
    fake = Fake(patience=1, delay=0.1)
    fake.faults = {"draft/add": ["", "lost", "", "late", ""] * 20}
    sent: list[Kept] = []
    with serving(fake), tempfile.TemporaryDirectory(prefix="jianbao-crash-") as name:
        url = f"sqlite:///{Path(name) / 'jianbao.sqlite'}"
        store = Store(url)
        store.upgrade()
        while killed < kills or not sent:
            kept = _approved(store, len(sent) + 1)
            sent.append(kept)
            while True:
                process = _start(url, fake)
                if killed < kills and _asked(fake, process):
                    time.sleep(chance.uniform(0, 0.3))
                    killed += process.poll() is None
                    process.kill()
                process.wait(120)
                if not digests.approved(store, 3600):
                    break
        for kept in sent:
            found = digests.get(store, kept.id)
            assert found is not None
            assert (found.state, found.error) == (DigestState.SENT, None)
        store.close()
    codes = [kept.digest.code for kept in sent]
    drafts = [draft["articles"][0]["content"] for draft in fake.drafts.values()]
    found_codes = Counter(code for content in drafts for code in codes if code in content)
    assert found_codes == Counter(codes), found_codes
    assert not fake.violations
    seconds = round(time.monotonic() - begun, 1)
    return Report(killed, len(codes), fake.calls["draft/add"], len(drafts), seconds)


def _approved(store: Store, edition: int) -> Kept:
    digest = make([STORY], date(2024, 6, 12), Rules.load(), edition=edition)
    kept = digests.add(store, [STORY], digest, "要闻")
    approved = digests.approve(store, kept.id, kept.version, "编辑")
    assert approved is not None
    return approved


def _start(url: str, fake: Fake) -> subprocess.Popen[bytes]:
    settings = {
        "JIANBAO_WECHAT_APPID": APPID,
        "JIANBAO_WECHAT_SECRET": SECRET,
        "JIANBAO_WECHAT_URL": fake.url,
        "JIANBAO_WECHAT_TIMEOUT": str(fake.patience),
        "JIANBAO_WECHAT_PAUSE": "0.05",
        "JIANBAO_WECHAT_SETTLE": "2",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    return subprocess.Popen([sys.executable, __file__, "--send", url], env=os.environ | settings)


def _asked(fake: Fake, process: subprocess.Popen[bytes]) -> bool:
    """Wait until the process asks WeChat something; False where it ended first."""
    before = sum(fake.calls.values())
    end = time.monotonic() + 120
    while sum(fake.calls.values()) == before:
        if process.poll() is not None:
            return False
        assert time.monotonic() < end, "the process asked nothing for two minutes"
        time.sleep(0.01)
    return True


def main() -> None:
    """The long version."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--send", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.send:
        send(given.send)
    sys.stdout.write(f"{crash(given.kills, given.seed)}\n")


if __name__ == "__main__":
    main()
