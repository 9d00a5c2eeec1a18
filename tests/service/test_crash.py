"""``kill -9`` twice on each database; ``crash.py`` itself does it thirty times."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.service.crash import crash
from tests.service.serving import new_database


@pytest.mark.slow
def test_on_sqlite(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path / name}.sqlite" for name in ("disturbed", "calm")]
    report = crash(*urls, kills=2, count=20, longest=1.5, seed=7, processes=1)
    assert report.kills == 2


@pytest.mark.slow
def test_on_postgresql_by_two_processes(postgres: str) -> None:
    urls = [new_database(postgres, name) for name in ("disturbed", "calm")]
    report = crash(*urls, kills=2, count=20, longest=1.5, seed=7, processes=2)
    assert report.documents >= 20
