"""Whole runs: rows, duplicates, interruptions, what is refused, every form of output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.archive.run import batch
from summarizer.exceptions import ArchiveError
from summarizer.options import Options
from summarizer.pages import split
from summarizer.pipeline import Summarizer
from summarizer.types import Page, Task
from tests import bulletins
from tests.archive.corpus import texts, write_folder, write_jsonl
from tests.archive.inline import FAST, Inline, Notes, Stop, errors, job, rows, run


def test_one_row_per_article_in_order_of_input(summarizer: Summarizer, tmp_path: Path) -> None:
    write_folder(tmp_path / "b", 3, short=True)
    write_jsonl(tmp_path / "a.jsonl", 3, short=True, first=3)
    page = "县长林岳到柳湾镇调研\n本报讯（记者 何静）" + bulletins.SHORT + "\n" + bulletins.MEETING
    (tmp_path / "page.txt").write_text(page, "utf-8")
    out = tmp_path / "out.jsonl"
    inputs = [tmp_path / "b", tmp_path / "a.jsonl", tmp_path / "page.txt"]
    outcome, _ = run(summarizer, job(out, *inputs))
    found = rows(out)
    assert [row["row"] for row in found] == list(range(outcome.stats.articles))
    assert [row["id"] for row in found[3:6]] == ["b3", "b4", "b5"]
    assert [row["record"] for row in found[3:6]] == [1, 2, 3]
    assert not errors(out)
    articles = split(Page(source="", text=page))
    for row, article in zip(found[6:], articles, strict=True):
        expected = summarizer.summarize_articles([article], FAST)[0]
        assert row["headline"] == expected.headline
        assert row["title"] == article.title
        start, end = row["span"]
        assert page[start:end].startswith(article.text[:5])
        for part in row["provenance"]:
            assert part["page"]
            assert all(0 <= a < b <= len(page) for a, b in part["page"])


def test_the_same_bulletin_is_written_once_and_reported_ten_times(
    summarizer: Summarizer, tmp_path: Path
) -> None:
    for n in range(10):  # the articles are the same, the files are not
        lead = f"第{n}版\n\n" if n % 2 else ""
        encoding = "utf-8" if n % 3 else "gb18030"
        (tmp_path / f"{n}.txt").write_text(lead + bulletins.SHORT, encoding)
    out = tmp_path / "out.jsonl"
    outcome, workers = run(summarizer, job(out, tmp_path, round_size=4))
    found = rows(out)
    assert workers.texts == 1
    assert len(found) == 10
    assert {row["headline"] for row in found} == {found[0]["headline"]}
    assert [row["duplicate_of"] for row in found] == [None] + [0] * 9
    assert outcome.stats.duplicates == 9
    for n, row in enumerate(found):
        text = (tmp_path / f"{n}.txt").read_bytes().decode("utf-8" if n % 3 else "gb18030")
        start, end = row["span"]
        assert text[start:end] == bulletins.SHORT
        assert row["provenance"][0]["page"][0][0] >= start


def test_interrupted_anywhere_the_files_are_the_same(
    summarizer: Summarizer, tmp_path: Path
) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", 45, short=True)
    with source.open("a", encoding="utf-8") as file:
        file.write('{"text": ""}\n{"text": ' + json.dumps(next(texts(1, short=True))) + "}\n")
    calm = tmp_path / "calm.jsonl"
    run(summarizer, job(calm, source))
    for stop in range(5):
        out = tmp_path / f"out{stop}.jsonl"
        with pytest.raises(Stop):
            run(summarizer, job(out, source), stop)
        assert not out.exists()
        spool = out.with_name(out.name + ".jianbao") / "rows.jsonl"
        with spool.open("ab") as file:  # a tail that was written and not committed
            file.write(b'{"torn')
        outcome, workers = run(summarizer, job(out, source))
        assert out.read_bytes() == calm.read_bytes()
        assert errors(out) == errors(calm)
        assert workers.texts == 45 - 10 * stop  # what was written is not written again
        assert outcome.stats.documents == 47


def test_a_finished_run_does_nothing_and_a_changed_one_is_refused(
    summarizer: Summarizer, tmp_path: Path
) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", 5, short=True)
    out = tmp_path / "out.jsonl"
    run(summarizer, job(out, source))
    before = out.read_bytes()
    outcome, workers = run(summarizer, job(out, source))
    assert outcome.already
    assert workers.texts == 0
    wider = Options(tasks=(Task.HEADLINE,), beam=2, candidates=1)
    with pytest.raises(ArchiveError, match=r"beam was 1, is 2.*--restart"):
        run(summarizer, job(out, source, options=wider))
    other = write_jsonl(tmp_path / "b.jsonl", 2, short=True)
    with pytest.raises(ArchiveError, match="inputs was"):
        run(summarizer, job(out, other))
    assert out.read_bytes() == before
    run(summarizer, job(out, other, restart=True))
    assert len(rows(out)) == 2
    out.unlink()
    with pytest.raises(ArchiveError, match="is gone"):
        run(summarizer, job(out, other))


def test_a_file_that_no_run_left_is_not_overwritten(summarizer: Summarizer, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", 1, short=True)
    out = tmp_path / "out.jsonl"
    out.write_text("mine")
    with pytest.raises(ArchiveError, match="exists"):
        run(summarizer, job(out, source))
    assert out.read_text() == "mine"


def test_two_runs_do_not_share_a_journal(summarizer: Summarizer, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", 3, short=True)
    given = job(tmp_path / "out.jsonl", source)
    workers = Inline(summarizer, given.setup)

    def second() -> None:
        with pytest.raises(ArchiveError, match="another run"):
            batch(given, Inline(summarizer, given.setup), Notes())

    workers.before_read = second
    batch(given, workers, Notes())


def test_files_that_came_later_are_noted(summarizer: Summarizer, tmp_path: Path) -> None:
    write_folder(tmp_path / "in", 12, short=True)
    out = tmp_path / "out.jsonl"
    with pytest.raises(Stop):
        run(summarizer, job(out, tmp_path / "in"), 1)
    (tmp_path / "in" / "new.txt").write_text(bulletins.SHORT)
    given, notes = job(out, tmp_path / "in"), Notes()
    batch(given, Inline(summarizer, given.setup), notes)
    assert len(rows(out)) == 12
    assert "1 files are new" in notes.lines[0]


def test_an_input_that_goes_between_sessions_does_not_stop_the_run(
    summarizer: Summarizer, tmp_path: Path
) -> None:
    first = write_jsonl(tmp_path / "a.jsonl", 12, short=True)
    second = write_jsonl(tmp_path / "b.jsonl", 60, short=True, first=12)
    out = tmp_path / "out.jsonl"
    with pytest.raises(Stop):
        run(summarizer, job(out, first, second), 1)
    second.unlink()  # some of it has been read ahead
    run(summarizer, job(out, first, second))
    assert [row["id"] for row in rows(out)][:12] == [f"b{n}" for n in range(12)]
    assert "不见了" in errors(out)[-1]["reason"]


def test_limit_and_progress(summarizer: Summarizer, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", 30, short=True)
    given, notes = job(tmp_path / "out.jsonl", source, limit=15), Notes()
    batch(given, Inline(summarizer, given.setup), notes)
    assert len(rows(tmp_path / "out.jsonl")) == 15
    assert notes.shares == sorted(notes.shares)
    assert notes.shares[-1] == pytest.approx(1.0)


def test_faults_are_lines_of_the_error_file_and_all_else_is_done(
    summarizer: Summarizer, tmp_path: Path
) -> None:
    folder = write_folder(tmp_path / "in", 15, short=True)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nbroken")
    (folder / "empty.txt").write_bytes(b"")
    with (folder / "large.txt").open("wb") as file:
        file.truncate(100 * 2**20)
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 4)
    given = job(tmp_path / "out.jsonl", folder, tmp_path / "in" / "gone.txt", round_size=6)
    (folder / "gone.txt").write_text(bulletins.SHORT)
    workers = Inline(summarizer, given.setup)
    workers.before_read = lambda: (folder / "gone.txt").unlink(missing_ok=True)
    outcome = batch(given, workers, Notes())
    assert len(rows(tmp_path / "out.jsonl")) == 15
    said = {Path(e["path"]).name: e["reason"] for e in errors(tmp_path / "out.jsonl")}
    assert "PDF" in said.pop("broken.pdf")
    assert said.pop("empty.txt") == "文件是空的"
    assert "超过64MB" in said.pop("large.txt")
    assert "不见了" in said.pop("gone.txt")
    assert "二进制" in said.pop("noise.bin")
    assert not said
    assert outcome.stats.failed == 5


def test_an_article_that_cannot_be_written_fails_alone(
    summarizer: Summarizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = [*texts(4, short=True), next(texts(1, short=True, first=2))]
    source = tmp_path / "a.jsonl"
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text in some))
    real = summarizer.summarize_articles

    def fails_on_one(articles: Any, options: Any = None) -> Any:
        if any(article.text == some[2] for article in articles):
            raise RuntimeError("a bug")
        return real(articles, options)

    monkeypatch.setattr(summarizer, "summarize_articles", fails_on_one)
    out = tmp_path / "out.jsonl"
    run(summarizer, job(out, source))
    assert len(rows(out)) == 3
    first, repeat = errors(out)
    assert (first["record"], first["stage"]) == (3, "write")
    assert "a bug" in first["reason"]
    assert repeat["record"] == 5


def test_records_by_other_field_names(summarizer: Summarizer, tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"正文": bulletins.SHORT, "编号": 12}) + '\n{"text": "x"}\nno\n')
    out = tmp_path / "out.jsonl"
    run(summarizer, job(out, source, fields={"text": "正文", "id": "编号"}))
    assert [row["id"] for row in rows(out)] == ["12"]
    assert ["正文" in e["reason"] for e in errors(out)] == [True, True]
