"""``kill -9`` twice on each database; ``crash.py`` itself does it thirty times."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.service.crash import crash
from tests.service.serving import Running, new_database

#: Two chunks of a job; the undisturbed one is done by the folder's own service.
HOW = {"kills": 2, "count": 16, "longest": 0.5, "seed": 7}


@pytest.mark.slow
def test_on_sqlite(running: Running, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'disturbed.sqlite'}"
    assert crash(url, running.client, processes=1, **HOW).kills == 2


@pytest.mark.slow
def test_on_postgresql_by_two_processes(running: Running, postgres: str) -> None:
    url = new_database(postgres, "disturbed")
    assert crash(url, running.client, processes=2, **HOW).documents >= 16
