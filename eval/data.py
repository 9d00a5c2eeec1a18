"""Data sets: JSON lines read strictly, so that a fault is found before anything is computed.

A line is ``{"id", "text", "references": [{"headline", "brief"}, ...], "kind"}`` or, with one
reference, ``{"id", "text", "headline", "brief"}``. Without ``id`` the id is ``file:line``.
Files are UTF-8, plain or gzip; a folder is one data set of all its ``*.jsonl`` and
``*.jsonl.gz`` files. A file without one fault is used; otherwise none of it is.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.jsonl import Problem, records
from summarizer.exceptions import DataError
from summarizer.types import Task

#: The reference set that ships with the package.
SHIPPED = Path(__file__).with_name("briefs")

_TEXTS = ("headline", "brief")
_NOTES = ("kind", "date", "source", "title", "coverage")  # kept out of every computation
_FIELDS = ("id", "text", *_TEXTS, "references", *_NOTES)
_SUFFIXES = (".gz", ".jsonl", ".json")


@dataclass(frozen=True, slots=True)
class Reference:
    """What one editor wrote; None where the editor was not asked for it."""

    headline: str | None
    brief: str | None

    def of(self, task: Task) -> str | None:
        """The text for one task."""
        return self.headline if task is Task.HEADLINE else self.brief


@dataclass(frozen=True, slots=True)
class Item:
    """One bulletin with its references; ``where`` is ``file:line``."""

    id: str
    text: str
    references: tuple[Reference, ...]
    kind: str
    where: str

    def targets(self, task: Task) -> tuple[str, ...]:
        """The references for one task; () where no editor wrote one."""
        return tuple(found for r in self.references if (found := r.of(task)) is not None)

    @property
    def digest(self) -> str:
        """Hash of the text and the references: equal for items that are the same."""
        parts = [self.text, *(f"{r.headline}\0{r.brief}" for r in self.references)]
        return hashlib.sha256("\0\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Dataset:
    """Items in file order. ``name`` is the file's or folder's name without its ending."""

    name: str
    items: tuple[Item, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that at least one item has a reference for."""
        return tuple(task for task in Task if any(item.targets(task) for item in self.items))

    @property
    def digest(self) -> str:
        """Hash over the items and their order."""
        whole = hashlib.sha256()
        for item in self.items:
            whole.update(f"{item.id}\0{item.digest}\n".encode())
        return whole.hexdigest()

    def first(self, count: int | None) -> Dataset:
        """The first ``count`` items; all of them for None."""
        return self if count is None else Dataset(self.name, self.items[:count])

    def every(self, step: int) -> Dataset:
        """Each ``step``-th item from the first on."""
        return Dataset(self.name, self.items[::step])


def load(path: Path) -> Dataset:
    """The data set at ``path``, a file or a folder.

    Raises DataError naming file and line of the first fault, and how many there are.
    """
    dataset, problems = read(path)
    if problems:
        more = f" (and {len(problems) - 1} more; see jianbao eval validate)" * (len(problems) > 1)
        raise DataError(f"{problems[0]}{more}")
    return dataset


def load_all(paths: Sequence[Path]) -> list[Dataset]:
    """Several data sets, in order. Raises DataError for a fault or two sets of one name."""
    found = [load(path) for path in paths]
    for name, count in Counter(d.name for d in found).items():
        if count > 1:
            raise DataError(f"{count} data sets are called {name!r}: rename a file")
    return found


def read(path: Path) -> tuple[Dataset, list[Problem]]:
    """The sound items of ``path`` and every fault, in file order."""
    name = stem(path)
    files = [path]
    if path.is_dir():
        files = sorted(p for p in path.iterdir() if p.name.endswith((".jsonl", ".jsonl.gz")))
        if not files:
            return Dataset(name, ()), [Problem(path, 0, "a folder without *.jsonl files")]
    items: list[Item] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for file in files:
        before = len(items), len(problems)
        for number, record in records(file):
            found = record if isinstance(record, str) else _item(record, file, number)
            if isinstance(found, Item) and found.id in seen:
                found = f"id {found.id!r} is already that of {seen[found.id]}"
            if isinstance(found, str):
                problems.append(Problem(file, number, found))
            else:
                seen[found.id] = found.where
                items.append(found)
        if before == (len(items), len(problems)):
            problems.append(Problem(file, 0, "empty: no items"))
    return Dataset(name, tuple(items)), problems


def stem(path: Path) -> str:
    """The name of a file or folder without the endings of JSON lines."""
    name = path.resolve().name if path.name in ("", ".", "..") else path.name
    for suffix in _SUFFIXES:
        name = name.removesuffix(suffix)
    return name or path.name


def _item(record: dict[str, Any], path: Path, number: int) -> Item | str:
    """The item of a record, or the first thing wrong with it."""
    if fault := _unknown(record, _FIELDS):
        return fault
    text = record.get("text")
    if fault := _text_fault("text", text, needed=True):
        return fault
    identity = record.get("id", f"{stem(path)}:{number}")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if fault := _text_fault("id", identity, needed=True):
        return fault
    references = _references(record)
    if isinstance(references, str):
        return references
    kind = record.get("kind") or ""
    if not isinstance(kind, str):
        return "field 'kind' is not a string"
    return Item(identity, str(text), references, kind, f"{path.name}:{number}")


def _references(record: dict[str, Any]) -> tuple[Reference, ...] | str:
    if "references" not in record:
        found = _reference(record, "")
        return found if isinstance(found, str) else (found,)
    if both := [name for name in _TEXTS if name in record]:
        return f"both 'references' and {both[0]!r}: put each text into 'references'"
    listed = record["references"]
    if not isinstance(listed, list) or not listed:
        return "field 'references' is not a list of at least one reference"
    references: list[Reference] = []
    for i, entry in enumerate(listed, 1):
        place = f"reference {i}: "
        if not isinstance(entry, dict):
            return f"{place}not an object with headline and brief"
        found = _unknown(entry, _TEXTS) or _reference(entry, place)
        if isinstance(found, str):
            return found if found.startswith(place) else place + found
        references.append(found)
    return tuple(references)


def _reference(entry: dict[str, Any], place: str) -> Reference | str:
    for name in _TEXTS:
        if fault := _text_fault(name, entry.get(name), needed=False):
            return place + fault
    found = Reference(entry.get("headline"), entry.get("brief"))
    if found.headline is None and found.brief is None:
        return f"{place}neither headline nor brief: nothing to compare with"
    return found


def _unknown(record: dict[str, Any], known: Sequence[str]) -> str:
    for name in record:
        if name not in known:
            return f"unknown field {name!r}; known are {', '.join(known)}"
    return ""


def _text_fault(name: str, value: object, *, needed: bool) -> str:
    """What is wrong with a text field, or "". null is the same as leaving it out."""
    if value is None:
        return f"field {name!r} is missing" if needed else ""
    if not isinstance(value, str):
        return f"field {name!r} is not a string"
    if not value.strip():
        return f"field {name!r} is empty" + ("" if needed else ": leave it out instead")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        return f"field {name!r} has half a surrogate pair at character {error.start + 1}"
    return ""
