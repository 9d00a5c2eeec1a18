"""A source becomes documents: a file is one, JSON Lines, Parquet, zip and tar hold many.

Containers are streamed: one member or row group is in memory at a time. What cannot be opened
is a document too, one that says why.
"""

from __future__ import annotations

import gzip
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import IO, Any, cast

from summarizer.archive.places import look, open_binary
from summarizer.archive.types import Document, Fields, Source, Where
from summarizer.exceptions import ReadingError
from summarizer.reading import MOST_BYTES
from summarizer.reading.encoding import readable, whole
from summarizer.reading.jsonl import lines
from summarizer.seq2seq.optional import require

_LINES = (".jsonl", ".ndjson")
_ZIPPED_LINES = tuple(f"{ending}.gz" for ending in _LINES)
_TAR = (".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")

#: Rows of a Parquet file that are in memory at a time.
_ROWS = 256

_UTF8_NAME = 0x800  # bit of a zip member's flags (APPNOTE 4.4.4)

_BROKEN = (zipfile.BadZipFile, tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error)

_Items = Iterator[Document]
_Reader = Callable[[Source, IO[bytes]], _Items]


def documents(source: Source, fields: Fields, skip: int = 0) -> _Items:
    """The documents of ``source`` in their order, without the first ``skip``.

    A source that cannot be opened, or is no longer what was listed, is one document that says
    so, whatever ``skip``: nothing is lost in silence.
    """
    reader = _reader(source.path, fields)
    if reader is None:
        if not skip:
            yield Document(Where(path=source.path), "file", b"", source.stamp, 1.0)
        return
    try:
        if look(source.path).stamp != source.stamp:
            yield _failure(source, "运行期间文件有改动")
            return
        with open_binary(source.path) as file:
            yield from islice(reader(source, file), skip, None)
    except FileNotFoundError:
        yield _failure(source, "文件不见了（运行期间被移走或删除）")
    except _BROKEN as error:
        yield _failure(source, f"文件损坏或不完整（{type(error).__name__}），其后的内容未读")
    except OSError as error:
        yield _failure(source, f"读不出来（{error.strerror or error}）")
    except ReadingError as error:
        yield _failure(source, str(error))


def _reader(path: str, fields: Fields) -> _Reader | None:
    lower = path.lower()
    if lower.endswith(_LINES):
        return _plain_lines
    if lower.endswith(_ZIPPED_LINES):
        return _zipped_lines
    if lower.endswith(".zip"):
        return _zip
    if lower.endswith(_TAR):
        return _tar
    if lower.endswith(".parquet"):
        return partial(_parquet, fields)
    return None


def _failure(source: Source, reason: str) -> Document:
    return Document(Where(path=source.path), "failure", reason, source.stamp, 1.0)


def _share(file: IO[bytes], source: Source) -> float:
    return min(1.0, file.tell() / max(1, source.size))


def _lines(
    source: Source, file: IO[bytes], member: str | None, share: Callable[[], float]
) -> _Items:
    empty = True
    for number, line in lines(file, member or source.path):
        empty = False
        where = Where(path=source.path, member=member, record=number)
        if isinstance(line, ReadingError):
            reason = str(line).partition("：")[2]
            yield Document(where, "failure", reason, source.stamp, share())
        else:
            yield Document(where, "line", line, source.stamp, share())
    if empty:
        where = Where(path=source.path, member=member)
        yield Document(where, "failure", "文件是空的", source.stamp, share())


def _plain_lines(source: Source, file: IO[bytes]) -> _Items:
    return _lines(source, file, None, lambda: _share(file, source))


def _zipped_lines(source: Source, file: IO[bytes]) -> _Items:
    with gzip.open(file, "rb") as inner:
        yield from _lines(source, cast(IO[bytes], inner), None, lambda: _share(file, source))


def _zip(source: Source, file: IO[bytes]) -> _Items:
    with zipfile.ZipFile(file) as archive:
        members = [m for m in archive.infolist() if not m.is_dir() and not _hidden(m.filename)]
        if not members:
            yield _failure(source, "压缩包是空的")
        for n, member in enumerate(members, 1):
            name, done = _zip_name(member), n / len(members)
            where = Where(path=source.path, member=name)
            try:
                if not name.lower().endswith(_LINES) and member.file_size > MOST_BYTES:
                    raise ReadingError(f"超过{MOST_BYTES >> 20}MB，请拆开后再读")
                with archive.open(member) as inner:
                    yield from _member(source, inner, where, done)
            except ReadingError as error:
                yield Document(where, "failure", str(error), source.stamp, done)
            except (RuntimeError, NotImplementedError):  # zipfile's word for encrypted, or odd
                reason = "加密或压缩方式不支持，请先解压"
                yield Document(where, "failure", reason, source.stamp, done)
            except _BROKEN as error:
                reason = f"压缩包内文件损坏（{type(error).__name__}）"
                yield Document(where, "failure", reason, source.stamp, done)


def _tar(source: Source, file: IO[bytes]) -> _Items:
    empty = True
    with tarfile.open(fileobj=file, mode="r|*") as archive:
        for member in archive:
            if not member.isfile() or _hidden(member.name):
                continue
            empty = False
            done = _share(file, source)
            where = Where(path=source.path, member=_printable(member.name))
            inner = archive.extractfile(member)
            assert inner is not None
            if not member.name.lower().endswith(_LINES) and member.size > MOST_BYTES:
                reason = f"超过{MOST_BYTES >> 20}MB，请拆开后再读"
                yield Document(where, "failure", reason, source.stamp, done)
                continue
            yield from _member(source, inner, where, done)
            archive.members = []  # type: ignore[attr-defined]  # else every header is kept
    if empty:
        yield _failure(source, "压缩包是空的")


def _member(source: Source, inner: IO[bytes], where: Where, done: float) -> _Items:
    if str(where.member).lower().endswith(_LINES):
        yield from _lines(source, inner, where.member, lambda: done)
    else:
        yield Document(where, "member", inner.read(), source.stamp, done)


def _parquet(fields: Fields, source: Source, file: IO[bytes]) -> _Items:
    require("pyarrow", "archive")
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.ParquetFile(file)
        names = set(table.schema_arrow.names)
        if fields.text not in names:
            known = "、".join(sorted(names)[:10])
            raise ReadingError(f"没有“{fields.text}”列（有：{known}），请用 --text-field 指定")
        columns = [name for name in (fields.text, fields.id) if name in names]
        total = table.metadata.num_rows
        if not total:
            yield _failure(source, "文件是空的")
        number = 0
        for batch in table.iter_batches(_ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield _row(source, row, number, number / total, fields)
    except pyarrow.ArrowException as error:
        raise ReadingError(f"Parquet 损坏或不能读（{type(error).__name__}）") from error


def _row(source: Source, row: dict[str, Any], number: int, done: float, fields: Fields) -> Document:
    key, text = row.get(fields.id), row.get(fields.text)
    name = None if key is None or key == "" else whole(str(key))
    where = Where(path=source.path, record=number, id=name)
    if not isinstance(text, str) or not readable(text):
        reason = f"{fields.text} 里没有文字"
        return Document(where, "failure", reason, source.stamp, done)
    return Document(where, "text", whole(text), source.stamp, done)


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) for part in name.split("/") if part != ".")


def _zip_name(member: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names in GBK without saying so; zipfile reads them as cp437."""
    if member.flag_bits & _UTF8_NAME or member.filename.isascii():
        return _printable(member.filename)
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return _printable(member.filename)


def _printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")
