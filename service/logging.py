"""Logs: one JSON object per line on stderr, with the request's id, without a word of a bulletin.

Messages of exceptions may quote what was sent, so of an exception only its class and the lines
of code are written.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

from summarizer.exceptions import JianbaoError

#: The request that the current task works for.
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "taskName",
    "color_message",
}


class JsonFormatter(logging.Formatter):
    """A record as one JSON object: time, level, logger, event, then the extras."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
        }
        if request_id := REQUEST_ID.get():
            entry["request_id"] = request_id
        entry |= {k: v for k, v in vars(record).items() if k not in _PLAIN and _is_plain(v)}
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            entry["exception"] = type(error).__name__
            if isinstance(error, JianbaoError):
                entry["detail"] = str(error)
            frames = traceback.extract_tb(error.__traceback__)
            entry["at"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]
            ]
        return json.dumps(entry, ensure_ascii=False)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def configure(level: str) -> None:
    """Send every log of this process through :class:`JsonFormatter` to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("jianbao").setLevel(level)
    logging.getLogger("uvicorn").setLevel(level)
    for name in ("dbos", "alembic", "uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers = []
        logger.propagate = True
    logging.getLogger("uvicorn.access").disabled = True  # the middleware's line says more


def adopt_dbos() -> None:
    """DBOS brings a handler of its own; its records go the way of all others."""
    logger = logging.getLogger("dbos")
    logger.handlers = [h for h in logger.handlers if h.name != "__dbos_console_log_handler__"]
    logger.handlers.append(logging.NullHandler())  # or it installs another
    logger.propagate = True
