"""Rating sheets: blind, reproducible, and read back without a slip."""

from __future__ import annotations

import io
import json
import math
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from eval.cache import opened
from eval.cli import command
from eval.data import load
from eval.rate import scores
from eval.rate.sheet import SCALES, Key, Sheet, key, make, read_key
from eval.rate.xlsx import MARKS, workbook
from eval.run import evaluate
from eval.systems import make_all
from summarizer.exceptions import DataError, OptionError
from summarizer.types import Task
from tests.eval.invented import ROWS, many, write_rows


def sheet_of(
    folder: Path, *specs: str, rows: list[dict[str, Any]] | None = None, seed: int = 1
) -> Sheet:
    dataset = load(write_rows(folder / "set.jsonl", rows or many(12)))
    with opened(folder / "cache.sqlite") as cache:
        result = evaluate(dataset, make_all(specs), [], cache)
    return make(result, Task.BRIEF, count=10, seed=seed)


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return sheet_of(tmp_path, "lead:60", "oracle")


@pytest.fixture
def known(sheet: Sheet, tmp_path: Path) -> Key:
    (tmp_path / "key.json").write_text(key(sheet), encoding="utf-8")
    return read_key(tmp_path / "key.json")


def answers(sheet: Sheet, rater: str, first: int, second: int) -> dict[str, Any]:
    """A rater who gives the first system ``first`` and the second ``second`` everywhere."""
    rows = []
    for pair in sheet.pairs:
        marks = {0: first, 1: second}
        a, b = marks[pair.first], marks[1 - pair.first]
        better = "=" if a == b else "A" if a > b else "B"
        rows.append(
            {
                "number": pair.number,
                "A": dict.fromkeys(SCALES, a),
                "B": dict.fromkeys(SCALES, b),
                "better": better,
            }
        )
    return {"sheet": sheet.name, "rater": rater, "answers": rows}


def filled(folder: Path, whole: dict[str, Any], known: Key) -> scores.Filled:
    path = folder / f"{whole['rater']}.json"
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return scores.read_filled(path, known)


def test_sheets_are_drawn_by_their_seed(tmp_path: Path) -> None:
    one = sheet_of(tmp_path, "lead:60", "oracle")
    assert sheet_of(tmp_path, "lead:60", "oracle") == one
    assert sheet_of(tmp_path, "lead:60", "oracle", seed=2) != one
    assert len(one.pairs) == 10
    assert {pair.first for pair in one.pairs} == {0, 1}
    for pair in one.pairs:
        texts = (pair.a, pair.b) if pair.first == 0 else (pair.b, pair.a)
        assert len(texts[0]) <= 60


def test_nothing_to_rate_is_said(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="wrote the same briefs"):
        sheet_of(tmp_path, "lead:60", "lead:60/10")


def test_marks_go_to_the_system_and_not_to_the_side(
    sheet: Sheet, known: Key, tmp_path: Path
) -> None:
    found = scores.judge([filled(tmp_path, answers(sheet, "甲", 2, 4), known)])
    for scale in found.scales:
        assert scale.means == pytest.approx((2, 4))
        assert scale.difference.delta == 2
        assert scale.difference.randomisation_p < 0.01
        assert math.isnan(scale.alpha)
    assert found.wins == (0, 0, 10)
    assert found.preference.delta == 1
    assert found.preference.randomisation_p < 0.01


def test_agreement_is_that_of_the_library(sheet: Sheet, known: Key, tmp_path: Path) -> None:
    import krippendorff

    one, other = answers(sheet, "甲", 2, 4), answers(sheet, "乙", 2, 4)
    agreed = scores.judge([filled(tmp_path, w, known) for w in (one, other)])
    assert all(scale.alpha == 1 for scale in agreed.scales)
    other["answers"][0]["A"]["adequacy"] = 1
    other["answers"][1]["B"]["adequacy"] = 5
    two = [filled(tmp_path, w, known) for w in (one, other)]
    differing = scores.judge(two)
    table = [[f.marks[n, s, "adequacy"] for s in (0, 1) for n in sorted(known.pairs)] for f in two]
    expected = krippendorff.alpha(reliability_data=table, level_of_measurement="ordinal")
    assert differing.scales[0].alpha == pytest.approx(expected)
    assert differing.scales[0].alpha < 1
    assert differing.scales[1].alpha == 1


def test_gaps_are_no_marks(sheet: Sheet, known: Key, tmp_path: Path) -> None:
    whole = answers(sheet, "甲", 3, 3)
    for answer in whole["answers"][2:]:
        answer.update(A={}, B={}, better="")
    found = scores.judge([filled(tmp_path, whole, known)])
    assert found.items == 2
    assert found.wins == (0, 2, 0)
    assert found.scales[0].means == (3, 3)


def test_a_workbook_comes_back_as_it_was_filled(sheet: Sheet, known: Key, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(workbook(sheet)))
    text = "\n".join(str(c.value) for page in book for row in page.iter_rows() for c in row)
    assert "lead" not in text
    assert "oracle" not in text
    ratings, notes = book["评分"], book["说明"]
    assert len(ratings.data_validations.dataValidation) == 2
    whole = answers(sheet, "乙", 1, 5)
    for row, answer in enumerate(whole["answers"], 2):
        for column, (side, scale) in enumerate(MARKS, 5):
            ratings.cell(row, column, answer[side][scale])
        ratings.cell(row, 5 + len(MARKS), answer["better"].lower())
    notes["B1"] = "乙"
    book.save(tmp_path / "乙.xlsx")
    assert scores.read_filled(tmp_path / "乙.xlsx", known) == filled(tmp_path, whole, known)
    ratings.cell(3, 6, 7)
    book.save(tmp_path / "bad.xlsx")
    with pytest.raises(DataError, match=r"bad\.xlsx:3: a mark is 1 to 5, not 7"):
        scores.read_filled(tmp_path / "bad.xlsx", known)


def test_texts_are_no_formulas(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    rows = [{**ROWS[0], "text": "=1+1\x0b。" + ROWS[0]["text"]}]
    sheet = sheet_of(tmp_path, "lead:60", "oracle", rows=rows)
    cell = load_workbook(io.BytesIO(workbook(sheet)))["评分"].cell(2, 2)
    assert cell.data_type == "s"
    assert str(cell.value).startswith("=1+1。")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sheet": "other"}, "of sheet other; the key is of"),
        ({"answers": "none"}, "no answers"),
        ({"answers": [{"number": 99}]}, "no item 99 on this sheet"),
        ({"answers": [{"number": 1, "A": {"adequacy": 9}}]}, "adequacy = 9 is no mark"),
        ({"answers": [{"number": 1, "A": {"style": 3}}]}, "style = 3 is no mark"),
        ({"answers": [{"number": 1, "better": "C"}]}, "better is A, B or =, not 'C'"),
    ],
)
def test_what_is_no_answer_is_refused(
    sheet: Sheet, known: Key, tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    with pytest.raises(DataError, match=message):
        filled(tmp_path, answers(sheet, "甲", 3, 3) | change, known)


def test_other_files_are_refused(known: Key, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[]")
    (tmp_path / "x.xlsx").write_text("no zip")
    for name in ("x.json", "x.xlsx", "absent.json"):
        with pytest.raises(DataError, match=name):
            scores.read_filled(tmp_path / name, known)
    with pytest.raises(DataError, match="not a key"):
        read_key(tmp_path / "x.json")
    with pytest.raises(DataError, match="no item has been rated"):
        scores.judge([])


def test_the_commands(tmp_path: Path) -> None:
    data = write_rows(tmp_path / "set.jsonl", many(8))
    words = ["rate", "make", "--data", str(data), "--cache", str(tmp_path / "c.sqlite")]
    runner = CliRunner()
    one = runner.invoke(command, [*words, "--system", "lead"])
    assert isinstance(one.exception, OptionError)
    out = ["--items", "6", "-o", str(tmp_path / "out")]
    made = runner.invoke(command, [*words, "--system", "lead:60", "--system", "oracle", *out])
    assert "6 pairs, 0 items left out" in made.stdout
    known = read_key(tmp_path / "out" / "key.json")
    rows = [
        {"number": n, "A": {"fluency": 4 - f}, "B": {"fluency": 3 + f}, "better": "="}
        for n, (_, f) in known.pairs.items()
    ]
    raters = []
    for name in ("甲", "乙"):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps({"sheet": known.sheet, "rater": name, "answers": rows}))
        raters.append(str(path))
    read = runner.invoke(command, ["rate", "read", str(tmp_path / "out" / "key.json"), *raters])
    assert read.exit_code == 0, read.exception
    assert "A = lead:60" in read.stdout
    assert "通顺可读 fluency       A 4.00 [4.00, 4.00]  B 3.00" in read.stdout
    assert "alpha 1.00" in read.stdout
