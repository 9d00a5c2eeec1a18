"""Systems: names, baselines, the oracle as a ceiling, files, endpoints, the pipeline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.data import Item, load
from eval.systems import SYSTEMS, make, make_all
from eval.systems.base import System
from eval.systems.oracle import best_clauses, best_span
from summarizer.exceptions import DataError, EngineError, OptionError
from summarizer.rouge import rouge, units
from summarizer.types import Task
from tests.eval.invented import ROWS, serving, write_rows

BOTH = tuple(Task)


@pytest.fixture
def items(tmp_path: Path) -> tuple[Item, ...]:
    return load(write_rows(tmp_path / "set.jsonl")).items


def mean_rouge(system: System, items: tuple[Item, ...], task: Task) -> float:
    rows = system.write(items, BOTH)
    scores = [
        rouge(row[task].text or "", item.targets(task))["rouge-L"]
        for row, item in zip(rows, items, strict=True)
    ]
    return sum(scores) / len(scores)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("gpt", "not one of lead, textrank"),
        ("lead:abc", "such as 100/20"),
        ("lead:0", "such as 100/20"),
        ("lead:1/2/3", "such as 100/20"),
        ("pipeline:chekcs=off", "'chekcs=off' is not one of model, engine, checks"),
        ("pipeline:checks=maybe", "checks is on or off"),
        ("pipeline:beam=x", "beam is a positive number"),
        ("pipeline:candidates=99", "candidates"),
        ("hf:", "name a folder"),
        ("hf:x,checks=on", "without checks"),
        ("file:", "name a file"),
        ("http:", "not an address"),
    ],
)
def test_a_wrong_name_says_what_is_right(spec: str, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        make(spec)


def test_systems_are_named_once() -> None:
    assert [s.name for s in make_all(["lead:80", "lead:90"])] == ["lead:80", "lead:90"]
    with pytest.raises(OptionError, match="named twice"):
        make_all(["lead", "oracle", "lead"])
    assert all(kind in help for kind, (_, help) in SYSTEMS.items())


def test_baselines_keep_their_length(items: tuple[Item, ...]) -> None:
    for spec in ("lead:40/12", "textrank:60/16", "lead", "textrank"):
        for row in make(spec).write(items, BOTH):
            headline, brief = row[Task.HEADLINE].text, row[Task.BRIEF].text
            assert headline
            assert brief
            assert "\n" not in headline + brief
            assert headline[-1] not in "。，；"
            assert len(brief) <= 140
            assert len(headline) <= 32


def test_the_oracle_is_a_ceiling(items: tuple[Item, ...]) -> None:
    for task in Task:
        ceiling = mean_rouge(make("oracle"), items, task)
        assert ceiling > 0.7
        assert all(mean_rouge(make(s), items, task) <= ceiling for s in ("lead", "textrank"))


def test_the_oracle_finds_what_was_copied() -> None:
    text = ROWS[3]["text"]
    clauses = "何墨强调，隐患未整改到位的，一律不得复工。"
    assert best_clauses(text, [units(clauses)], 190) == clauses
    assert best_span(text, [units("检查辖区安全生产工作")], 32) == "检查辖区安全生产工作"
    assert len(best_clauses(text, [units(text)], 30)) <= 30
    assert best_clauses(text, [units("丙丁戊己")], 190) == best_span(text, [("丙",)], 32) == ""


def test_the_oracle_depends_on_references_and_no_other_does(items: tuple[Item, ...]) -> None:
    item = items[0]
    other = Item(item.id, item.text, items[1].references, item.kind, item.where)
    assert make("oracle").key(item) != make("oracle").key(other)
    assert make("lead").key(item) == make("lead").key(other)


def test_a_file_of_outputs(items: tuple[Item, ...], tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    lines = [
        {"id": "flood", "headline": "标题", "brief": None},
        {"source": "school", "index": 0, "headline": "启用", "brief": " 简讯。 ", "model": "m"},
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines))
    rows = make(f"file:{path}").write(items, BOTH)
    assert rows[0][Task.HEADLINE].text == "标题"
    assert rows[0][Task.BRIEF].text is None
    assert rows[2][Task.BRIEF].text == "简讯。"
    assert rows[1][Task.BRIEF].note == "out.jsonl has no id statistics"
    before = make(f"file:{path}").fingerprint
    path.write_text(json.dumps(lines[0]))
    assert make(f"file:{path}").fingerprint != before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"id": "a", "headline": 5}', r":1: field 'headline' is not a string"),
        ('{"headline": "x"}', r":1: neither 'id' nor 'source'"),
        ('{"id": "a", "text": "x"}', r":1: neither 'headline' nor 'brief'"),
        ('{"id": "a", "brief": "x"}\n{"id": "a", "brief": "y"}', r":2: id 'a' comes twice"),
        ("", r"empty: no outputs"),
    ],
)
def test_faults_of_a_file_have_their_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(content)
    with pytest.raises(DataError, match=message):
        _ = make(f"file:{path}").fingerprint


def test_an_endpoint(items: tuple[Item, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANBAO_API_KEY", "k1")
    with serving() as server:
        server.busy = 2
        server.refuse = "统计局"
        system = make(server.url)
        rows = system.write(items, BOTH)
        assert rows[0][Task.HEADLINE].text == ROWS[0]["text"][:12]
        assert (rows[0][Task.BRIEF].method, rows[0][Task.BRIEF].read_share) == ("model", 1.0)
        assert rows[1][Task.BRIEF].text is None
        assert rows[1][Task.BRIEF].note.startswith("422")
        assert set(server.keys) == {"Bearer k1"}
        before = make(server.url).fingerprint
        server.model = "m2"
        assert make(server.url).fingerprint != before
        server.status = 500
        with pytest.raises(EngineError, match="500"):
            system.write(items[:1], BOTH)
        url = server.url
    with pytest.raises(EngineError, match="no answer"):
        make(url).write(items[:1], BOTH)


def test_the_pipeline_writes_checked_text(items: tuple[Item, ...]) -> None:
    system = make("pipeline:threads=1")
    row = system.write(items[3:], BOTH)[0]
    assert row[Task.HEADLINE].text
    assert row[Task.BRIEF].text
    assert row[Task.BRIEF].method in ("model", "repaired", "extractive")
    assert row[Task.BRIEF].read_share == 1.0
    assert system.write(items[3:], BOTH)[0] == row
    unchecked = make("pipeline:threads=1,checks=off")
    assert unchecked.fingerprint != system.fingerprint
    assert make("pipeline:threads=2").fingerprint == system.fingerprint


def test_a_hugging_face_folder(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    from tests import tiny

    system = make(f"hf:{tiny.bart_chinese(tmp_path / 'bart')},threads=1")
    item = Item("statistics", tiny.SOURCE, (), "", "here:1")
    row = system.write([item], [Task.BRIEF])[0]
    assert row[Task.BRIEF].text == tiny.BRIEF
    assert row[Task.BRIEF].method == "model"
