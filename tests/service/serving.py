"""What the service's tests share: bulletins, a running service, a PostgreSQL of our own."""

from __future__ import annotations

import io
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx
import psycopg

from service.client import Client
from service.context import Context
from service.problems import KINDS

ARTICLE = (
    "本报讯 6月3日，云岭县委副书记、县长林岳到柳湾镇调研夏粮收购工作。"
    "林岳强调，要备足仓容和资金，让农民卖上放心粮。"
)
SECOND = (
    "本报讯 6月4日，清河市副市长高晓棠到石门乡检查防汛备汛工作。"
    "高晓棠要求，要落实24小时值班制度，备足抢险物资。"
)
PAGE = f"林岳到柳湾镇调研夏粮收购\n{ARTICLE}\n\n高晓棠到石门乡检查防汛\n{SECOND}\n"


ROOT = Path(__file__).parents[2]
JSON = {"Content-Type": "application/json"}


def problem(answer: httpx.Response, kind: str) -> dict[str, object]:
    """The problem in ``answer``, checked to be one."""
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, object] = answer.json()
    assert found["type"] == f"urn:jianbao:problem:{kind}", found
    assert found["status"] == answer.status_code == KINDS[kind][0]
    assert found["instance"] == f"urn:jianbao:request:{answer.headers['x-request-id']}"
    return found


@dataclass(frozen=True)
class Running:
    """A service that runs, and keys for it."""

    url: str
    context: Context
    reader: str
    submitter: str
    admin: str
    log: io.StringIO

    def client(self, key: str | None = None) -> Client:
        return Client(self.url, key or self.submitter, patience=20)

    def http(self, key: str | None = None) -> httpx.Client:
        headers = {"Authorization": f"Bearer {key or self.submitter}"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=60, trust_env=False)


@dataclass(frozen=True)
class Process:
    """A service in a process of its own, as an operator runs it: no keys, on this machine."""

    url: str
    log: Path
    handle: subprocess.Popen[bytes]

    @classmethod
    def start(cls, log: Path, database_url: str, **settings: object) -> Process:
        """Start one; ``settings`` by their names, small."""
        port = settings.pop("port", None) or free_port()
        given = {"auth": "loopback", "database_url": database_url, "threads": 1, "port": port}
        names = {f"JIANBAO_{k.upper()}": str(v) for k, v in (given | settings).items()}
        with log.open("ab") as file:
            handle = subprocess.Popen(
                [sys.executable, "-m", "service"], env=os.environ | names, stderr=file, cwd=ROOT
            )
        return cls(f"http://127.0.0.1:{port}", log, handle)

    def ready(self, seconds: float = 300) -> Process:
        """The same, once its model is sound."""
        with self.http() as http:
            until = time.monotonic() + seconds
            while True:
                try:
                    if http.get("/readyz").status_code == 200:
                        return self
                except httpx.TransportError:
                    assert self.handle.poll() is None, self.log.read_text("utf-8")
                assert time.monotonic() < until, self.log.read_text("utf-8")
                time.sleep(0.1)

    def client(self) -> Client:
        return Client(self.url, patience=0)

    def http(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=60, trust_env=False)

    def events(self) -> Iterator[dict[str, object]]:
        """The log's lines; the last of a killed process may be cut off."""
        for line in self.log.read_text("utf-8").splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                continue

    def stop(self) -> int:
        """End it as an operator does; its exit code."""
        self.handle.terminate()
        return self.handle.wait(300)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def postgres_programs() -> Path | None:
    """The folder of initdb and postgres, where they are installed."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


@contextmanager
def postgres_cluster() -> Iterator[str]:
    """A PostgreSQL server in a folder of its own: ``postgresql://jianbao@127.0.0.1:PORT``.

    It refuses to run as root; then the user postgres or nobody runs it.
    """
    programs = postgres_programs()
    assert programs is not None
    user = None
    if os.getuid() == 0:
        names = {entry.pw_name for entry in pwd.getpwall()}
        user = "postgres" if "postgres" in names else "nobody"
    folder = Path(tempfile.mkdtemp(prefix="jianbao-postgres-"))
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", free_port()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    try:
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "jianbao", "-A", "trust", "-N", "-E", "UTF8"],
            check=True,
            user=user,
            **quiet,
        )
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), "-k", folder, "-c", "fsync=off"],
            user=user,
            **quiet,
        )
        try:
            url = f"postgresql://jianbao@127.0.0.1:{port}"
            _wait_for(url)
            yield url
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: nothing is kept
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(url: str, name: str) -> str:
    """A fresh database of the server at ``url``."""
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    return f"{url}/{name}"


def empty(url: str) -> None:
    """Drop all that the database at ``url`` holds: quicker than a new one, which is 1,000 files."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET lock_timeout = '30s'")
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def _wait_for(url: str) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(f"{url}/postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
