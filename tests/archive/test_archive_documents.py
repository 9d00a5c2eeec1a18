"""Sources to documents: every container, its order, and what is wrong with it."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from summarizer.archive.documents import documents
from summarizer.archive.places import is_remote, look, walk
from summarizer.archive.types import Document, Fields, Source
from summarizer.exceptions import ArchiveError
from summarizer.reading import MOST_BYTES

TEXT = "6月3日，清河市召开夏粮收购工作会议。"


def source(path: Path) -> Source:
    return Source(1, *look(str(path)))


def found(path: Path, skip: int = 0, **fields: str) -> list[Document]:
    return list(documents(source(path), Fields(**fields), skip))


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in records)


def test_a_file_is_one_document_that_the_worker_opens(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    (document,) = found(path)
    assert (document.kind, document.data, document.done) == ("file", b"", 1.0)
    assert found(path, skip=1) == []


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz"])
def test_lines_keep_their_numbers(tmp_path: Path, name: str) -> None:
    data = lines({"text": TEXT}) + b"\n" + lines({"text": TEXT})
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    assert [d.where.record for d in found(path)] == [1, 3]
    assert [d.where.record for d in found(path, skip=1)] == [3]


def test_zip_members_with_gbk_names_records_and_no_rubbish(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("b.txt", TEXT)
        archive.writestr("__MACOSX/b.txt", "x")
        archive.writestr(".DS_Store", "x")
        archive.writestr("c.jsonl", lines({"text": TEXT}, {"text": TEXT}))
    data = path.read_bytes().replace(b"b.txt", "县.tx".encode("gb18030"))
    path.write_bytes(data)
    names = [(d.where.member, d.where.record, d.kind) for d in found(path)]
    assert names == [("县.tx", None, "member"), ("c.jsonl", 1, "line"), ("c.jsonl", 2, "line")]


def test_a_damaged_zip_member_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "错" * 100)
        archive.writestr("b.txt", TEXT)
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(bytes(data))
    first, second = found(path)
    assert first.kind == "failure"
    assert "损坏" in str(first.data)
    assert second.data == TEXT.encode()


def test_tar_is_streamed_in_order(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, data in (
            ("2.txt", b"two"),
            ("1.txt", b"one"),
            ("d/r.jsonl", lines({"text": "x"})),
        ):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    assert [(d.where.member, d.kind) for d in found(path)] == [
        ("2.txt", "member"),
        ("1.txt", "member"),
        ("d/r.jsonl", "line"),
    ]
    assert [d.where.member for d in found(path, skip=2)] == ["d/r.jsonl"]


def test_a_cut_off_tar_says_so_after_what_could_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name in ("1.txt", "2.txt"):
            info = tarfile.TarInfo(name)
            info.size = 5000
            archive.addfile(info, io.BytesIO(b"x" * 5000))
    path.write_bytes(path.read_bytes()[:8000])
    first, *_, last = found(path)
    assert first.where.member == "1.txt"
    assert last.kind == "failure"
    assert "不完整" in str(last.data)


def test_parquet_rows_by_named_columns(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    table = pyarrow.table({"正文": [TEXT, None], "编号": [7, 8], "other": [1, 2]})
    parquet.write_table(table, path)
    good, bad = found(path, text="正文", id="编号")
    assert (good.where.id, good.where.record, good.data, good.done) == ("7", 1, TEXT, 0.5)
    assert bad.kind == "failure"
    (wrong,) = found(path)
    assert "--text-field" in str(wrong.data)
    assert "正文" in str(wrong.data)


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.jsonl.gz", "a.parquet"])
def test_a_broken_container_is_one_failure(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"no container at all" * 100)
    (document,) = found(path)
    assert document.kind == "failure"
    assert "损坏" in str(document.data)


@pytest.mark.parametrize("skip", [0, 5])
def test_what_has_gone_or_changed_is_said_whatever_is_skipped(tmp_path: Path, skip: int) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(*({"text": TEXT} for _ in range(9))))
    listed = source(path)
    path.write_bytes(lines({"text": TEXT}))
    (document,) = documents(listed, Fields(), skip)
    assert "有改动" in str(document.data)
    path.unlink()
    (document,) = documents(listed, Fields(), skip)
    assert "不见了" in str(document.data)


def test_a_member_that_is_too_large_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"\0" * (MOST_BYTES + 1))
    (document,) = found(path)
    assert "超过64MB" in str(document.data)


def test_walk_takes_files_folders_and_globs_and_leaves_rubbish(tmp_path: Path) -> None:
    for name in ("a/1.txt", "a/b/2.txt", "a/.hidden", "a/~$1.docx", "c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    names = {Path(f.path).name for f in walk(str(tmp_path / "a"))}
    assert names == {"1.txt", "2.txt"}
    assert [f.path for f in walk(str(tmp_path / "*.txt"))] == [str(tmp_path / "c.txt")]
    with pytest.raises(ArchiveError, match="no such file"):
        list(walk(str(tmp_path / "none*")))
    (tmp_path / "empty").mkdir()
    assert list(walk(str(tmp_path / "empty"))) == []


def test_remote_paths_go_through_fsspec() -> None:
    fsspec = pytest.importorskip("fsspec")
    fs = fsspec.filesystem("memory")
    fs.pipe("/bucket/1.txt", TEXT.encode())
    fs.pipe("/bucket/2.jsonl", lines({"text": TEXT}))
    try:
        sources = sorted(walk("memory://bucket"))
        assert [f.path for f in sources] == ["memory://bucket/1.txt", "memory://bucket/2.jsonl"]
        assert all(is_remote(f.path) for f in sources)
        assert [f.path for f in walk("memory://bucket/*.txt")] == ["memory://bucket/1.txt"]
        (document,) = documents(Source(1, *sources[1]), Fields())
        assert document.kind == "line"
    finally:
        fs.rm("/bucket", recursive=True)
