"""Packages that only some installations have, and how to live with their manners."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from summarizer.exceptions import EngineError


def installed(*packages: str) -> bool:
    """Whether all of ``packages`` can be imported; none is."""
    return all(find_spec(package) is not None for package in packages)


def require(package: str, extra: str) -> None:
    """Raise EngineError with the command that installs ``package`` where it is missing."""
    if not installed(package):
        raise EngineError(f"{package} is not installed; run: pip install 'jianbao[{extra}]'")


@contextmanager
def quiet() -> Iterator[None]:
    """Keep transformers' bars, advice and warnings out of our standard error."""
    from transformers.utils import logging as transformers_logging

    level = transformers_logging.get_verbosity()
    bars = transformers_logging.is_progress_bar_enabled()
    transformers_logging.set_verbosity(logging.CRITICAL)
    transformers_logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        transformers_logging.set_verbosity(level)
        if bars:
            transformers_logging.enable_progress_bar()


@contextmanager
def quiet_hub() -> Iterator[None]:
    """Keep the hub client's advice out of our standard error; its download bars stay."""
    logger = logging.getLogger("huggingface_hub")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def one_line(error: BaseException) -> str:
    """The first sentence of an error that may be many lines long."""
    text = " ".join(str(error).split()) or type(error).__name__
    return re.split(r"(?<=[.;])\s", text)[0][:200].rstrip(".")
