"""Rows, labels, and raw bulletins to training files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from summarizer.cli.train import command
from summarizer.exceptions import DataError
from summarizer.training import corpus
from summarizer.training.labels import kept
from summarizer.training.rows import Row, read_rows
from summarizer.types import Task
from tests import bulletins
from tests.training import news


def test_rows_of_training_files_and_of_data_sets(tmp_path: Path) -> None:
    lines = [
        {"text": "正文。", "headline": "标题", "coverage": 0.9, "date": "20250401"},
        {"id": "a", "text": "正文。", "references": [{"brief": "一。"}, {"headline": "二"}]},
    ]
    path = tmp_path / "rows.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    found = list(read_rows(path))
    assert found == [
        Row("正文。", "标题", date="20250401", coverage=0.9),
        Row("正文。", None, "一。"),
        Row("正文。", "二"),
    ]
    assert found[0].of(Task.HEADLINE) == "标题"
    assert found[0].of(Task.BRIEF) is None


def test_of_rows_of_an_archive_only_the_models_own_are_examples(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    row = {"text": "正文。", "headline": "标题", "brief": "简讯。"}
    methods = [
        {"headline": "model", "brief": "model"},
        {"headline": "model", "brief": "extractive"},
        {"brief": "repaired"},
    ]
    lines = [json.dumps({**row, "method": method}, ensure_ascii=False) for method in methods]
    path.write_text("\n".join(lines), "utf-8")
    assert [(r.headline, r.brief) for r in read_rows(path)] == [
        ("标题", "简讯。"),
        ("标题", None),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not JSON"),
        ('["text"]', 'string "text"'),
        ('{"text": " "}', '"text" is empty'),
        ('{"text": "甲", "brief": 3}', '"brief" must be a string'),
        ('{"text": "甲", "references": {}}', '"references" must be a list'),
        ('{"text": "甲", "coverage": "high"}', '"coverage" must be a number'),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, line: str, what: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "甲"}\n' + line, "utf-8")
    with pytest.raises(DataError, match=rf"rows.jsonl:2: .*{what}"):
        list(read_rows(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none.jsonl: cannot be read"):
        list(read_rows(tmp_path / "none.jsonl"))


def test_labels_mark_what_the_brief_keeps() -> None:
    text = "县长林岳主持召开会议，副县长参加。会议强调安全。"
    marked = kept(text, "林岳主持召开会议。会议强调安全。")
    told = "".join(c for c, m in zip(text, marked, strict=True) if m)
    assert told == "林岳主持召开会议。会议强调安全。"
    assert kept("县长", "长处").sum() == 0  # one character is chance


def test_raw_bulletins_become_files_and_a_card(tmp_path: Path) -> None:
    rows = news.rows(6)
    news.write(tmp_path / "in" / "rows.jsonl", [*rows, rows[0]])
    day = tmp_path / "in" / "20250501.md"
    day.write_text(
        f"# 2025年5月1日\n\n## 【要闻】林岳主持召开防汛会议\n\n{bulletins.MEETING}\n\n"
        f"### 全球股市全线大涨刷新纪录\n\n{bulletins.STATISTICS}\n\n## 短讯\n\n太短。\n",
        "utf-8",
    )
    story = {
        "title": "清河市召开夏粮收购工作会议",
        "content": bulletins.SHORT
        + "会议要求，各粮站六月十日前开仓，敞开收购，及时付款，不给农民打白条，严防压级压价。",
    }
    (tmp_path / "in" / "2025-06-03.json").write_text(
        json.dumps({"stories": [story]}, ensure_ascii=False), "utf-8"
    )
    result = CliRunner().invoke(
        command,
        [
            "data",
            str(tmp_path / "in"),
            "--out",
            str(tmp_path / "out"),
            "--name",
            "云岭",
            "--dev-from",
            "20250501",
        ],
    )
    assert result.exit_code == 0, result.output
    train = list(read_rows(tmp_path / "out" / "云岭.train.jsonl.gz"))
    dev = list(read_rows(tmp_path / "out" / "云岭.dev.jsonl.gz"))
    assert [r.headline for r in train] == [r.headline for r in rows]
    assert sorted(r.headline or "" for r in dev) == [
        "林岳主持召开防汛会议",
        "清河市召开夏粮收购工作会议",
    ]
    assert {r.date for r in dev} == {"20250501", "20250603"}
    card = (tmp_path / "out" / "云岭.card.md").read_text("utf-8")
    for line in (
        "| train | 6 |",
        "| dev | 2 |",
        "| the same text again | 1 |",
        "| headline not supported by the text | 1 |",
        "| text under 40 字 | 1 |",
    ):
        assert line in card


def test_coverage_counts_supported_pairs() -> None:
    assert corpus.covered("林岳主持会议", "林岳同志主持会议") == pytest.approx(4 / 5)
    assert corpus.covered("。", "林岳") == 0


def test_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("text", "utf-8")
    with pytest.raises(DataError, match=r"rows.csv: not .jsonl"):
        list(corpus.read(path))
    path = tmp_path / "day.json"
    path.write_text('{"stories": 3}', "utf-8")
    with pytest.raises(DataError, match="expected a list of stories"):
        list(corpus.read(path))
