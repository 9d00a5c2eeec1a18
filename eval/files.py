"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from summarizer.exceptions import DataError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write beside the place, sync, rename: a killed run leaves the old file or the new one.

    Raises DataError where the place cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise DataError(f"{path}: cannot be written: {error.strerror or error}") from error


def slug(name: str) -> str:
    """A name as part of a file name."""
    return re.sub(r"[^\w.=-]+", "-", name).strip("-.") or "system"
