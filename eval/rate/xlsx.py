"""The sheet as a workbook, and filled workbooks read back."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from eval.rate.sheet import PREFERENCES, SCALES, SIDES, Sheet
from summarizer.exceptions import DataError

_RATINGS, _NOTES = "评分", "说明"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

#: Columns of the ratings: number, source, A, B, then the marks.
MARKS = tuple((side, scale) for side in SIDES for scale in SCALES)
_FIRST_MARK = 5


def workbook(sheet: Sheet) -> bytes:
    """An xlsx file with lists to choose from; texts are texts, whatever they start with."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = _RATINGS
    heads = ["序号", "原文", "A", "B"]
    heads += [f"{side} {SCALES[scale][0]}" for side, scale in MARKS]
    heads += ["更好（A、B 或 =）", "备注"]
    page.append(heads)
    for pair in sheet.pairs:
        row = pair.number + 1
        page.cell(row, 1, pair.number)
        for column, text in enumerate((pair.source, pair.a or "（无）", pair.b or "（无）"), 2):
            cell = page.cell(row, column, _CONTROL.sub("", text))
            cell.data_type = "s"  # a text that starts with "=" is no formula
    top = Alignment(wrap_text=True, vertical="top")
    for line in page.iter_rows():
        for written in line:
            written.alignment = top
    for head in page[1]:
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="F0E9E0")
    for column, width in enumerate((6, 60, 36, 36, *[9] * len(MARKS), 12, 24), 1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = "B2"
    last = len(sheet.pairs) + 1
    better = _FIRST_MARK + len(MARKS)
    for choices, start, end in (
        ("1,2,3,4,5", _FIRST_MARK, better - 1),
        ("A,B,=", better, better),
    ):
        rule = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
        rule.showErrorMessage = True
        rule.add(f"{get_column_letter(start)}2:{get_column_letter(end)}{last}")
        page.add_data_validation(rule)
    notes = book.create_sheet(_NOTES)
    for entry in (
        ("评分人", ""),
        ("表号", sheet.name),
        ("", ""),
        *((label, help) for label, help in SCALES.values()),
        ("更好", "两份相比哪份更好；相当填 ="),
    ):
        notes.append(entry)
    notes.column_dimensions["A"].width = 14
    notes.column_dimensions["B"].width = 60
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read_workbook(path: Path) -> dict[str, Any]:
    """A filled workbook in the form of the HTML sheet's JSON.

    Raises DataError naming file and row of what is not a mark.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, data_only=True)
        page, notes = book[_RATINGS], book[_NOTES]
    except (BadZipFile, InvalidFileException, KeyError, OSError) as error:
        raise DataError(f"{path}: not a filled rating workbook ({error})") from None
    answers: list[dict[str, Any]] = []
    for row, cells in enumerate(page.iter_rows(min_row=2, values_only=True), 2):
        if not cells or cells[0] is None:
            continue
        answer: dict[str, Any] = {"number": cells[0], "A": {}, "B": {}}
        for (side, scale), value in zip(MARKS, cells[_FIRST_MARK - 1 :], strict=False):
            if value not in (None, ""):
                answer[side][scale] = _mark(value, path, row)
        better = cells[_FIRST_MARK - 1 + len(MARKS)]
        if better not in (None, ""):
            answer["better"] = str(better).strip().upper()
            if answer["better"] not in PREFERENCES:
                raise DataError(f"{path}:{row}: better is A, B or =, not {better!r}")
        answers.append(answer)
    return {
        "sheet": str(notes["B2"].value),
        "rater": str(notes["B1"].value or "").strip() or path.stem,
        "answers": answers,
    }


def _mark(value: object, path: Path, row: int) -> int:
    text = str(value).strip().removesuffix(".0")
    if text not in ("1", "2", "3", "4", "5"):
        raise DataError(f"{path}:{row}: a mark is 1 to 5, not {value!r}")
    return int(text)
