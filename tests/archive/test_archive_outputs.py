"""Every form of output, where it may be, and the report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from summarizer.archive.publishing import Places
from summarizer.archive.report import as_html, as_json, as_lines
from summarizer.archive.rows import core
from summarizer.archive.run import Outcome
from summarizer.archive.stats import Stats
from summarizer.exceptions import OptionError
from summarizer.pipeline import Summarizer
from summarizer.types import Check, Method, Summary, Task
from tests.archive.corpus import texts, write_jsonl
from tests.archive.inline import Stop, job, rows, run


def test_shards_and_parquet_hold_the_same_rows(summarizer: Summarizer, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    source = write_jsonl(tmp_path / "a.jsonl", 25, short=True)
    plain, whole = tmp_path / "p.jsonl", tmp_path / "w.parquet"
    run(summarizer, job(plain, source, with_text=True))
    run(summarizer, job(whole, source, with_text=True))
    expected = rows(plain)
    assert [row["text"] for row in expected] == list(texts(25, short=True))
    table = parquet.read_table(whole).to_pylist()
    assert [set(row) for row in table] == [set(row) for row in expected]
    for row, other in zip(table, expected, strict=True):
        assert row["headline"] == other["headline"]
        assert row["provenance"] == other["provenance"]
        assert row["method"] == {"headline": "model", "brief": None} | other["method"]
    parts = tmp_path / "parts.jsonl"
    with pytest.raises(Stop):
        run(summarizer, job(parts, source, with_text=True, shard=10), 2)
    assert sorted(p.name for p in parts.iterdir()) == ["part-00000.jsonl", "part-00001.jsonl"]
    run(summarizer, job(parts, source, with_text=True, shard=10))
    names = sorted(p.name for p in parts.iterdir())
    assert names == ["_SUCCESS", "part-00000.jsonl", "part-00001.jsonl", "part-00002.jsonl"]
    joined = b"".join((parts / name).read_bytes() for name in names[1:])
    assert joined == plain.read_bytes()


def test_a_kind_that_passed_several_times_is_named_once() -> None:
    kinds = ["names", "dates", "names", "speaker", "dates"]
    summary = Summary(
        source="-",
        index=0,
        title=None,
        text="县长林岳出席。",
        headline="林岳出席",
        brief=None,
        checks=tuple(Check(kind=kind, task=Task.HEADLINE, passed=True) for kind in kinds),
        read_share={Task.HEADLINE: 1},
        method={Task.HEADLINE: Method.MODEL},
        model="none",
    )
    assert core(summary)["checks"] == {"headline": ["names", "dates", "speaker"]}


def test_output_through_fsspec(summarizer: Summarizer, tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    source = write_jsonl(tmp_path / "a.jsonl", 5, short=True)
    run(summarizer, job(tmp_path / "out.jsonl", source))
    with pytest.raises(OptionError, match="--work"):
        Places.of("memory://results/out.jsonl")
    places = Places.of("memory://results/out.jsonl", tmp_path / "work")
    run(summarizer, replace(job(tmp_path / "x.jsonl", source), places=places))
    fs = fsspec.filesystem("memory")
    assert fs.cat("/results/out.jsonl") == (tmp_path / "out.jsonl").read_bytes()
    assert fs.exists("/results/out.errors.jsonl")
    fs.rm("/results", recursive=True)


def test_the_report_says_what_happened(summarizer: Summarizer, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "<b>.jsonl", 6, short=True)
    with source.open("a") as file:
        file.write("no\n")
    outcome, _ = run(summarizer, job(tmp_path / "out.jsonl", source))
    assert as_json(outcome)["articles"] == 6
    assert "稿件6篇" in as_lines(outcome)[0]
    page = as_html(outcome, "out & in")
    assert "out &amp; in" in page
    assert "&lt;b&gt;.jsonl:1" in page
    assert "不是 JSON" in page


def test_what_a_place_must_be(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="must end with"):
        job(tmp_path / "out.csv")
    with pytest.raises(OptionError, match="shard"):
        job(tmp_path / "out.jsonl", shard=0)


def test_what_was_not_written_is_counted_apart() -> None:
    stats = Stats()
    row = {"duplicate_of": None, "chars": 9, "method": {"brief": "extractive"}, "reasons": {}}
    stats.count_row({**row, "brief": "会议召开。"})
    stats.count_row({**row, "brief": None, "reasons": {"brief": ["原文中没有可用作简讯的语句"]}})
    assert stats.methods == {"brief": {"extractive": 1, "none": 1}}
    lines = as_lines(Outcome(stats=stats, articles=2, seconds=1.0))
    assert any("摘自原文1" in line and "未写出1" in line for line in lines)
