"""The run's log: JSON lines that a resumed run continues where its state was saved."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Journal:
    """Appends events; lines are written at once and whole."""

    def __init__(self, path: Path, size: int | None = None) -> None:
        """``size`` cuts off what was logged after the state that the run resumes from."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        if size is not None and path.exists():
            with path.open("rb+") as file:
                file.truncate(size)

    def write(self, event: str, **values: Any) -> None:
        """Append one event with the time of day."""
        line = {"event": event, "time": round(time.time(), 1), **values}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self.path.stat().st_size if self.path.exists() else 0


def events(path: Path) -> Iterator[dict[str, Any]]:
    """The events of a log; a line that is cut off ends them."""
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            try:
                yield json.loads(line)
            except ValueError:
                return
