"""Hashes of code: what was computed by other code is computed again, never mixed in silence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

#: What a module or package consists of, besides byte code.
_ENDINGS = (".py", ".txt", ".yaml", ".tsv", ".json")


@cache
def code_hash(*names: str) -> str:
    """SHA-256 over the files of modules and packages (with their data), by dotted names.

    A name that is not installed counts by its absence, so that installing it changes the hash.
    """
    whole = hashlib.sha256()
    for name in names:
        whole.update(f"{name}\n".encode())
        for path in _files(name):
            whole.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return whole.hexdigest()


def installed(package: str) -> str:
    """The version of an installed distribution, "-" where there is none."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"


def text_hash(parts: Iterable[str | None]) -> str:
    """SHA-256 of several texts; None, "" and different borders give different hashes."""
    whole = hashlib.sha256()
    for part in parts:
        encoded = b"-" if part is None else part.encode()
        whole.update(f"{len(encoded)}{'' if part is None else ':'}".encode() + encoded)
    return whole.hexdigest()


def _files(name: str) -> list[Path]:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return []
    origin = Path(spec.origin)
    if spec.submodule_search_locations is None:
        return [origin]
    found = (p for p in origin.parent.rglob("*") if p.suffix in _ENDINGS and p.is_file())
    return sorted(found, key=lambda path: path.relative_to(origin.parent).as_posix())
