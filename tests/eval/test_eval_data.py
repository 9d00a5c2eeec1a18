"""Data sets: every fault has its file and line, and no fault passes."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval import jsonl
from eval.data import load, load_all, read
from summarizer.exceptions import DataError
from summarizer.types import Task

GOOD = {
    "id": "a1",
    "text": "5月12日，云岭县召开防汛工作会议。",
    "references": [
        {"headline": "云岭县召开防汛工作会议", "brief": "5月12日，云岭县召开防汛工作会议。"},
        {"headline": "云岭县部署防汛工作", "brief": None},
    ],
    "kind": "meeting",
}


def write(path: Path, *records: Any) -> Path:
    lines = [
        r if isinstance(r, bytes) else json.dumps(r, ensure_ascii=False).encode() for r in records
    ]
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def faults(path: Path) -> list[str]:
    return [str(problem).removeprefix(str(path)) for problem in read(path)[1]]


def test_items_keep_their_fields(tmp_path: Path) -> None:
    dataset = load(write(tmp_path / "set.jsonl", GOOD))
    (item,) = dataset.items
    assert (dataset.name, item.id, item.kind, item.where) == ("set", "a1", "meeting", "set.jsonl:1")
    assert item.targets(Task.HEADLINE) == ("云岭县召开防汛工作会议", "云岭县部署防汛工作")
    assert len(item.targets(Task.BRIEF)) == 1
    assert dataset.tasks == (Task.HEADLINE, Task.BRIEF)


def test_rows_without_id_are_numbered_by_line(tmp_path: Path) -> None:
    row = {"date": "20300101", "text": "正文。", "headline": "标题", "coverage": 0.9}
    path = tmp_path / "news.dev.jsonl.gz"
    path.write_bytes(gzip.compress((json.dumps(row) + "\n\n" + json.dumps(row)).encode()))
    dataset = load(path)
    assert [item.id for item in dataset.items] == ["news.dev:1", "news.dev:3"]
    assert (dataset.name, dataset.tasks) == ("news.dev", (Task.HEADLINE,))


def test_a_folder_is_one_set(tmp_path: Path) -> None:
    folder = tmp_path / "briefs"
    folder.mkdir()
    write(folder / "b.jsonl", GOOD | {"id": "b"})
    write(folder / "a.jsonl", GOOD)
    (folder / "guide.md").write_text("编写规范")
    dataset = load(folder)
    assert (dataset.name, [item.id for item in dataset.items]) == ("briefs", ["a1", "b"])
    write(folder / "c.jsonl", GOOD)
    with pytest.raises(DataError, match=r"c\.jsonl:1: id 'a1' is already that of a\.jsonl:1"):
        load(folder)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (GOOD | {"sumary": "x"}, "unknown field 'sumary'; known are id, text, headline"),
        (GOOD | {"text": 5}, "field 'text' is not a string"),
        (GOOD | {"text": " \n"}, "field 'text' is empty"),
        ({"id": "x", "headline": "标题"}, "field 'text' is missing"),
        ({"id": "x", "text": "正文"}, "neither headline nor brief"),
        ({"id": "x", "text": "正文", "headline": ""}, "field 'headline' is empty: leave it out"),
        ({"id": "", "text": "正文", "headline": "标题"}, "field 'id' is empty"),
        ({"id": True, "text": "正文", "headline": "标题"}, "field 'id' is not a string"),
        (GOOD | {"references": []}, "'references' is not a list of at least one"),
        (GOOD | {"references": ["标题"]}, "reference 1: not an object"),
        (GOOD | {"references": [{"brief": "　"}]}, "reference 1: field 'brief' is empty"),
        (GOOD | {"references": [{"title": "x"}]}, "reference 1: unknown field 'title'"),
        (GOOD | {"headline": "标题"}, "both 'references' and 'headline'"),
        (GOOD | {"kind": 3}, "field 'kind' is not a string"),
        (b'{"id": "x", "text": "\\ud83d", "brief": "y"}', "half a surrogate pair"),
        (b'{"id": "x", "id": "y", "text": "t"}', "field 'id' comes twice"),
        (b'{"id": "x"', "not JSON: Expecting ',' delimiter at character"),
        (b"[1, 2]", "a JSON array; needed is one object per line"),
        (b"[" * 100_000, "not JSON: nested too deeply"),
        (json.dumps(GOOD, ensure_ascii=False).encode("gb18030"), "it may be GB18030: iconv -f"),
        (b"\x80\xff\xff", "not UTF-8 at byte 1"),
    ],
)
def test_faults_have_their_line(tmp_path: Path, record: Any, message: str) -> None:
    (fault,) = faults(write(tmp_path / "set.jsonl", GOOD | {"id": "first"}, record))
    assert fault.startswith(":2: ")
    assert message in fault


def test_duplicate_ids_name_the_first(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", GOOD, GOOD | {"id": "b"}, GOOD)
    assert faults(path) == [":3: id 'a1' is already that of set.jsonl:1"]


def test_a_huge_line_is_named_and_the_next_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "MAX_LINE", 1000)
    path = write(tmp_path / "set.jsonl", GOOD | {"text": "长" * 2_000_000}, GOOD)
    dataset, (problem,) = read(path)
    assert problem.line == 1
    assert "line of 6 MB; at most" in problem.what
    assert [item.id for item in dataset.items] == ["a1"]


def test_other_files_are_refused(tmp_path: Path) -> None:
    assert faults(tmp_path / "absent.jsonl") == [": cannot be read: No such file or directory"]
    assert faults(write(tmp_path / "empty.jsonl")) == [": empty: no items"]
    wide = tmp_path / "wide.jsonl"
    wide.write_bytes(json.dumps(GOOD).encode("utf-16"))
    assert "UTF-16" in faults(wide)[0]
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(json.dumps(GOOD).encode())[:-9])
    assert "broken gzip" in faults(cut)[-1]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", b"\xef\xbb\xbf" + json.dumps(GOOD).encode())
    assert len(load(path).items) == 1


def test_load_counts_the_other_faults(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", b"x", b"y", b"z")
    with pytest.raises(DataError, match=r"set\.jsonl:1: not JSON.*and 2 more"):
        load(path)


def test_two_sets_need_two_names(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    paths = [write(tmp_path / "set.jsonl", GOOD), write(tmp_path / "x" / "set.jsonl.gz", GOOD)]
    with pytest.raises(DataError, match="called 'set'"):
        load_all(paths)


@given(st.binary(max_size=300))
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_give_items_or_problems(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.jsonl"
    path.write_bytes(content)
    dataset, problems = read(path)
    assert problems or dataset.items
