"""What passes between the steps of an archive run; all of it survives a trip through JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from summarizer.options import Options
from summarizer.types import CharMap, Value

#: What was written for one text: the fields of a row that do not depend on where it stands,
#: or ``{"failure": reason}``. See :func:`summarizer.archive.rows.core`.
Core = dict[str, Any]


class Fields(Value):
    """Names of the text and the id in JSON Lines records and Parquet rows."""

    text: str = "text"
    id: str = "id"


class Source(NamedTuple):
    """One input file. ``stamp`` changes when its content does; ``seq`` is its place in order."""

    seq: int
    path: str
    size: int  # bytes
    stamp: str


class Where(Value):
    """Where a document was found. ``record`` is a line or row, counted from 1."""

    path: str
    member: str | None = None  # name inside a zip or tar
    record: int | None = None
    id: str | None = None


class Document(NamedTuple):
    """A document not read yet.

    ``data`` is, by ``kind``: nothing (file: the worker opens it), the content of a member, a JSON
    line, the text of a row, or why there is nothing to read. ``done`` is the share of its
    source that has been consumed with it, 0 to 1.
    """

    where: Where
    kind: Literal["file", "member", "line", "text", "failure"]
    data: bytes | str
    stamp: str
    done: float


class Bulletin(Value):
    """One article of a document. ``origin`` maps its text to the document's page."""

    where: Where
    index: int
    title: str | None
    dateline: str | None
    byline: str | None
    text: str
    origin: CharMap
    sha256: str  # of the text: what duplicates share


class Failure(Value):
    """Something that is not in the output, and why: one line of the error file."""

    where: Where
    stage: Literal["read", "write"]
    reason: str
    index: int | None = None  # the article, where only one of a document's failed


class Reading(Value):
    """What one document held. ``seconds`` is what it took to read."""

    where: Where
    bulletins: tuple[Bulletin, ...] = ()
    failures: tuple[Failure, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


class Plan(Value):
    """A round: what its documents held, and which articles must be written.

    ``fresh`` are places in :meth:`bulletins`, longest article first; the others repeat an
    article of this or an earlier round. ``done`` is how many bytes of input, ``documents`` how
    many documents of the run lie before its end.
    """

    number: int
    readings: tuple[Reading, ...]
    fresh: tuple[int, ...]
    done: int
    documents: int

    def bulletins(self) -> list[Bulletin]:
        """All articles of the round, in input order."""
        return [b for reading in self.readings for b in reading.bulletins]


class Chunk(NamedTuple):
    """Texts that go through the model together."""

    round: int
    number: int
    texts: tuple[str, ...]


class Written(NamedTuple):
    """A chunk's results, one per text, and the seconds they took."""

    chunk: Chunk
    cores: list[Core]
    seconds: float


class Setup(Value):
    """All that a worker needs to know; the same for every worker of a run."""

    options: Options
    fields: Fields = Fields()
    model: str | None = None
    engine: str = "auto"
    threads: int = 1
    house: Path | None = None


class Workers(Protocol):
    """Processes that read documents and write summaries, here or on other machines."""

    def model(self) -> str:
        """``Summary.model`` of the model that the workers hold.

        Raises what loading it raises.
        """
        ...

    def read(self, batches: Iterable[list[Document]]) -> Iterator[list[Reading]]:
        """Readings of each batch, in order; a document that cannot be read is one as well."""
        ...

    def write(self, chunks: Iterable[Chunk]) -> Iterator[Written]:
        """Results of each chunk as they come; ``chunks`` is drawn from only when there is room."""
        ...

    def close(self) -> None:
        """End the processes."""
        ...
