"""Data sets: JSON lines read strictly, so that a fault is found before anything is computed.

A line is ``{"id", "text", "references": [{"headline", "brief"}, ...], "kind"}`` or, with one
reference, ``{"id", "text", "headline", "brief"}``. Without ``id`` the id is ``file:line``.
Files are UTF-8, plain or gzip; a folder is one data set of all its ``*.jsonl`` and
``*.jsonl.gz`` files. A file without one fault is used; otherwise none of it is.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from summarizer.exceptions import DataError
from summarizer.types import Task

#: The longest line that is read, in bytes: a page of 1,500 字 with references is about 10 kB.
MAX_LINE = 4 * 1024 * 1024

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


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a file; line 0 means the file as a whole."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.what}"


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


def records(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Per non-blank line its number from 1 and its object, or what is wrong with it.

    A fault that ends the reading (no file, broken gzip) comes last. Memory is bounded by
    ``MAX_LINE`` whatever the file holds.
    """
    number = 0
    try:
        with _opened(path) as file:
            for number, line in _lines(file):
                found = line if isinstance(line, str) else _object(line, first=number == 1)
                if found != "":
                    yield number, found
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield number + 1, f"broken gzip data after line {number} ({error}): copy the file again"
    except OSError as error:
        yield 0, f"cannot be read: {error.strerror or error}"


def stem(path: Path) -> str:
    """The name of a file or folder without the endings of JSON lines."""
    name = path.resolve().name if path.name in ("", ".", "..") else path.name
    for suffix in _SUFFIXES:
        name = name.removesuffix(suffix)
    return name or path.name


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return cast(BinaryIO, gzip.open(path, "rb") if packed else path.open("rb"))


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | str]]:
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        if len(line) <= MAX_LINE:
            yield number, line
            continue
        size = len(line)
        while line and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE)
            size += len(line)
        limit = MAX_LINE // 1024**2
        yield number, f"line of {size / 1024**2:.0f} MB; at most {limit} MB: one bulletin per line"


def _object(line: bytes, *, first: bool) -> dict[str, Any] | str:
    """The object of a line, "" for a blank one, or the fault."""
    if first:
        if line.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "UTF-16; needed is UTF-8: iconv -f UTF-16 -t UTF-8"
        line = line.removeprefix(b"\xef\xbb\xbf")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {error.start + 1}{_guess(line)}"
    if not text.strip():
        return ""
    try:
        found = json.loads(text, object_pairs_hook=_unique)
    except RecursionError:
        return "not JSON: nested too deeply"
    except json.JSONDecodeError as error:
        return f"not JSON: {error.msg} at character {error.colno}"
    except ValueError as error:
        return str(error)
    if not isinstance(found, dict):
        return f"a JSON {_KINDS.get(type(found), 'value')}; needed is one object per line"
    return found


_KINDS = {list: "array", str: "string", int: "number", float: "number", bool: "boolean"}


def _guess(line: bytes) -> str:
    for encoding in ("gb18030", "big5"):
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            continue
        return f"; it may be {encoding.upper()}: iconv -f {encoding.upper()} -t UTF-8"
    return ""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        (twice, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise ValueError(f"field {twice!r} comes twice")
    return found


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
