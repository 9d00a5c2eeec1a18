"""What is made once for the whole run: the shipped model, tiny checkpoints, the real samples."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from summarizer.pipeline import Summarizer
from tests import tiny


@pytest.fixture(scope="session")
def summarizer() -> Summarizer:
    """The shipped model behind the default engine."""
    return Summarizer.load(threads=1)


@pytest.fixture(scope="session")
def sample_page() -> str:
    """An invented newspaper page with the faults of real ones; ``make demo`` reads it too."""
    return (Path(__file__).parent / "pages" / "yunling.txt").read_text("utf-8")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real samples and data, where it is to be had."""
    here = Path(__file__).resolve().parents[1]
    folder = Path(os.environ.get("JIANBAO_SHARED", here.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no shared folder with real samples at {folder}")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium, one per module of tests."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    api = pytest.importorskip("playwright.sync_api")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    with api.sync_playwright() as playing:
        found = playing.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a family's tiny checkpoint, trained when it is first asked for."""
    root = tmp_path_factory.mktemp("checkpoints")
    return cache(lambda family: tiny.FAMILIES[family](root / family))
