"""A service on loopback with the real model, started once for all tests of this folder."""

from __future__ import annotations

import io
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
import uvicorn

from service.app import create
from service.client import Client
from service.logging import JsonFormatter
from service.server import configuration
from service.settings import Settings
from service.store import keys
from service.store.keys import Scope
from service.store.session import Store
from tests.service.desk_pages import signed_in
from tests.service.fake_wechat import Fake
from tests.service.fake_wechat import serving as wechat_serving
from tests.service.serving import Running, empty, new_database, postgres_cluster, postgres_programs
from tests.service.wechat_letters import migrated


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("service")
    settings = Settings.read(
        port=0,
        threads=1,
        database_url=f"sqlite:///{folder / 'jianbao.sqlite'}",
        body_mb=1,
        job_mb=2,
        job_lines=200,
        page_chars=20_000,
        parse_seconds=20,
        quota_per_minute=0,
        lease_seconds=3,
        drain_seconds=5,
        upload_seconds=2,
    )
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("jianbao")
    logger.addHandler(handler)
    logger.setLevel("INFO")
    app = create(settings)
    context = app.state.context
    texts = [
        keys.create(context.store, name, scopes)[1]
        for name, scopes in (
            ("reader", [Scope.READ]),
            ("submitter", [Scope.READ, Scope.SUBMIT]),
            ("admin", [Scope.ADMIN]),
        )
    ]
    server = uvicorn.Server(configuration(app, settings))
    thread = threading.Thread(target=server.run)
    thread.start()
    until = time.monotonic() + 300
    while not (server.started and context.readiness.ready and context.jobs.working):
        assert time.monotonic() < until, context.readiness.faults
        assert thread.is_alive()
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Running(f"http://127.0.0.1:{port}", context, *texts, log)
    server.should_exit = True
    thread.join(30)
    logger.removeHandler(handler)


@pytest.fixture
def client(running: Running) -> Iterator[Client]:
    with running.client() as found:
        yield found


@pytest.fixture
def http(running: Running) -> Iterator[httpx.Client]:
    with running.http() as found:
        yield found


@pytest.fixture(scope="module")
def state(browser: Any, running: Running) -> dict[str, Any]:
    """An editor who signed in."""
    key = keys.create(running.context.store, "编辑", [Scope.READ, Scope.SUBMIT])[1]
    return signed_in(browser, running, key)


@pytest.fixture(scope="package")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, without a database's name."""
    if postgres_programs() is None:
        pytest.skip("PostgreSQL is not installed (initdb is not in PATH or /usr/lib/postgresql)")
    with postgres_cluster() as url:
        yield url


@pytest.fixture(scope="package")
def shared_database(postgres: str) -> str:
    """One database for all tests that need an empty one."""
    return new_database(postgres, "tests")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('db') / 'jianbao.sqlite'}"
    url: str = request.getfixturevalue("shared_database")
    empty(url)
    return url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    found = Store(database_url)
    found.upgrade()
    yield found
    found.close()


@pytest.fixture
def fake() -> Iterator[Fake]:
    with wechat_serving(Fake()) as found:
        yield found


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Store]:
    store = migrated(tmp_path)
    yield store
    store.close()
