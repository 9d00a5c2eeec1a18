"""An HTTP endpoint that speaks our API: ``http://host:port`` or ``https://host``."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener

from pydantic import ValidationError

from eval.data import Item
from eval.fingerprint import code_hash, text_hash
from eval.systems.base import Output, System
from eval.systems.pipeline import output
from summarizer.exceptions import EngineError, OptionError
from summarizer.types import Summary, Task

#: Names the variable that holds the API key.
KEY = "JIANBAO_API_KEY"

TIMEOUT = 120.0  # seconds
TRIES = 5
_BUSY = (429, 503)


class Endpoint(System):
    """``POST /v1/summaries`` per item; of several articles the longest is the item's.

    A refusal of one item (4xx) is that item's output: nothing, with the reason. A server that
    is busy is asked again after its Retry-After; one that fails ends the run.
    """

    batch = 1

    def __init__(self, name: str, given: str) -> None:
        super().__init__(name)
        self._base = name.rstrip("/")
        try:
            host = urlsplit(name).hostname
        except ValueError:
            host = None
        if not host:
            raise OptionError(f"system {name!r}: not an address such as http://host:8000")
        self._opener = _opener(host)

    @property
    def fingerprint(self) -> str:
        return text_hash((self._base, self._models, code_hash(__name__)))

    @cached_property
    def _models(self) -> str:
        """What the server says it runs: a new model there is a new system here."""
        try:
            return json.dumps(self._call("/v1/models", None), sort_keys=True)
        except _RefusalError:
            return ""

    def write(self, items: Sequence[Item], tasks: Sequence[Task]) -> list[Mapping[Task, Output]]:
        return [self._one(item, tasks) for item in items]

    def _one(self, item: Item, tasks: Sequence[Task]) -> Mapping[Task, Output]:
        asked = {"text": item.text, "options": {"tasks": [task.value for task in tasks]}}
        try:
            found = self._call("/v1/summaries", asked)
        except _RefusalError as refusal:
            return {task: Output(None, note=str(refusal)) for task in tasks}
        try:
            summaries = [Summary.model_validate(entry) for entry in found["articles"]]
        except (ValidationError, TypeError, KeyError) as error:
            raise EngineError(f"{self._base}: the answer has no list of articles") from error
        if not summaries:
            return {task: Output(None, note="no article found") for task in tasks}
        longest = max(summaries, key=lambda summary: len(summary.text))
        return {task: output(longest, task) for task in tasks}

    def _call(self, path: str, body: dict[str, Any] | None) -> Any:
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        request = Request(self._base + path, data=data)
        request.add_header("Content-Type", "application/json")
        if key := os.environ.get(KEY):
            request.add_header("Authorization", f"Bearer {key}")
        for attempt in range(TRIES):
            try:
                with self._opener.open(request, timeout=TIMEOUT) as answer:
                    return json.load(answer)
            except HTTPError as error:
                with error:
                    if error.code in _BUSY and attempt + 1 < TRIES:
                        time.sleep(_pause(error.headers.get("Retry-After"), attempt))
                        continue
                    if error.code in (401, 403):
                        problem = f"{self._base}: {error.code}: put a key into {KEY}"
                        raise EngineError(problem) from None
                    if 400 <= error.code < 500 and error.code not in _BUSY:
                        raise _RefusalError(f"{error.code} {error.reason}") from None
                    raise EngineError(f"{self._base}: {error.code} {error.reason}") from None
            except (URLError, TimeoutError, ConnectionError) as error:
                reason = getattr(error, "reason", error)
                raise EngineError(f"{self._base}: no answer ({reason})") from None
            except ValueError:
                raise EngineError(f"{self._base}: the answer is not JSON") from None
        raise AssertionError("unreachable: the last attempt returns or raises")


class _RefusalError(Exception):
    """The server does not take this request."""


def _pause(retry_after: str | None, attempt: int) -> float:
    asked = float(retry_after) if retry_after and retry_after.isdigit() else 0.5 * 2**attempt
    return min(30.0, asked)


def _opener(host: str) -> OpenerDirector:
    """Proxies of the environment are for other machines, not for this one."""
    here = host in ("localhost", "127.0.0.1", "::1")
    return build_opener(ProxyHandler({})) if here else build_opener()
