"""Fixtures that load the shipped model once for the whole run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from summarizer.pipeline import Summarizer


@pytest.fixture(scope="session")
def summarizer() -> Summarizer:
    """The shipped model behind the default engine."""
    return Summarizer.load(threads=2)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real samples and data, where it is to be had."""
    here = Path(__file__).resolve().parents[1]
    folder = Path(os.environ.get("JIANBAO_SHARED", here.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no shared folder with real samples at {folder}")
    return folder
