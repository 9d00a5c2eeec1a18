"""The report and the rating sheet: self-contained, true to the data, and alive in a browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from eval.cache import opened
from eval.data import load
from eval.metrics import metrics
from eval.rate.page import page as rating_page
from eval.rate.sheet import make as make_sheet
from eval.report import render
from eval.report.marks import differences, marks
from eval.run import Result, evaluate
from eval.systems import make_all
from summarizer.types import Task
from tests.eval.invented import ROWS, write_rows

EVIL = "</script><script>document.title='broken'</script><b>粗体</b>&amp;"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module")
def result(place: Path) -> Result:
    """LEAD, the oracle, and a file with a wrong figure, a gap and a text that is no HTML."""
    rows = [*ROWS, {**ROWS[3], "id": "evil", "text": ROWS[3]["text"] + EVIL}]
    write_rows(place / "set.jsonl", rows)
    wrong = [{"id": row["id"], **row["references"][0]} for row in rows]
    wrong[0]["brief"] = wrong[0]["brief"].replace("23座", "32座")
    wrong[1]["brief"] = None
    wrong[4]["headline"] = EVIL
    write_rows(place / "wrong.jsonl", wrong)
    systems = make_all(["lead", "oracle", f"file:{place / 'wrong.jsonl'}"])
    present, _ = metrics(["rouge", "facts", "length", "copying"])
    with opened(place / "cache.sqlite") as cache:
        return evaluate(load(place / "set.jsonl"), systems, present, cache)


@pytest.fixture(scope="module")
def page(result: Result, place: Path) -> Path:
    with opened(place / "cache.sqlite") as cache:
        text = render([result], cache)
        assert render([result], cache) == text
    with opened(place / "fresh.sqlite") as cache:
        assert render([result], cache) == text
    path = place / "report.html"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_is_self_contained(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"<(link|img|iframe|object)\b|\bsrc=|@import|url\(|https?://", text)
    assert text.count("<script") == 2
    assert text.count("</script>") == 2
    assert "rouge-L|unit:char+num+latin" in text
    # Seven plots, as no fact of a headline is wrong; three pairs of systems for each task.
    assert text.count("<svg viewBox") == 7
    assert text.count('<svg class="interval') == 6
    # What sees the references is named a ceiling in each table, and is never called best.
    assert text.count("上限，已看参考") == 4
    for row in re.findall(r"<tr>.*?</tr>", text, re.S):
        assert "上限" not in row or 'class="best"' not in row
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert found
    view = json.loads(found[1])["set/brief"]
    assert [item["id"] for item in view["items"]] == [*(row["id"] for row in ROWS), "evil"]
    assert view["items"][4]["text"].endswith(EVIL)
    (fault,) = view["items"][0]["outputs"][2]["failed"]
    assert fault["kind"] == "数字"
    start, end = fault["span"]
    assert "32座" in view["items"][0]["outputs"][2]["text"][start - 1 : end + 1]
    assert view["items"][1]["outputs"][2]["text"] is None


def test_differences_are_those_of_content() -> None:
    new, gone = differences("5月12日，林岳主持会议。", "林岳主持防汛会议。")
    assert new == [[0, 5]]
    assert gone == [[10, "防汛"]]
    assert differences("一样", "一样") == ([], [])
    assert differences("甲乙丙", "丁戊") == ([[0, 3]], [[3, "丁戊"]])


def test_marks_choose_the_closest_reference(result: Result) -> None:
    from eval.metrics.base import Case

    item = result.items[Task.BRIEF][0]
    second = item.targets(Task.BRIEF)[1]
    found = marks(Case(Task.BRIEF, item.text, item.targets(Task.BRIEF), second))
    assert found["ref"] == 1
    assert found["new"] == found["gone"] == []
    clause, source = found["trace"][0]
    assert second[slice(*clause)].startswith("5月12日")
    assert item.text[slice(*source[0])].startswith("5月12日")


def test_marks_name_every_failed_kind(result: Result) -> None:
    from eval.metrics.base import Case

    item = result.items[Task.BRIEF][0]
    wrong = "共有99万人参加。他强调，要加强防汛值守、加强防汛值守。"
    failed = marks(Case(Task.BRIEF, item.text, item.targets(Task.BRIEF), wrong))["failed"]
    assert {"数字", "文字通顺"} <= {f["kind"] for f in failed}


def opened_page(browser: Any, path: Path, **options: Any) -> tuple[Any, list[str]]:
    shown = browser.new_page(**options)
    faults: list[str] = []
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.on(
        "request",
        lambda r: (
            faults.append(r.url) if not r.url.startswith(("file:", "blob:", "data:")) else None
        ),
    )
    shown.goto(path.as_uri())
    return shown, faults


def test_the_report_in_a_browser(browser: Any, page: Path) -> None:
    shown, faults = opened_page(browser, page, viewport={"width": 1360, "height": 900})
    assert shown.title() == "简报评测报告"
    assert shown.evaluate("scrollY") == 0
    assert shown.locator("section.view:visible").count() == 1
    shown.click("nav button >> text=简讯")
    assert shown.locator("section.view:visible h2").inner_text() == "set\n简讯" or (
        "简讯" in shown.locator("section.view:visible h2").inner_text()
    )
    shown.select_option("#sort-system", "2")
    scores = [s.split(" ")[0] for s in shown.locator("#list .score").all_inner_texts()]
    assert scores == sorted(scores, key=float)
    shown.check("#descending")
    assert shown.locator("#list .score").first.inner_text().startswith("100.0")
    shown.check("#only-failed")
    assert shown.locator("#list button").count() == 1
    assert "32座" in shown.locator(".output.s2 .failed").all_inner_texts()[0] + "座"
    assert "数字" in shown.locator(".output.s2 ul").inner_text()
    shown.hover(".output.s2 .clause >> nth=0")
    assert shown.locator("#source .from.hit").first.inner_text().startswith("5月12日")
    shown.uncheck("#only-failed")
    shown.fill("#search", "粗体")
    assert shown.locator("#list button").count() == 1
    assert EVIL in shown.locator("#source").inner_text()
    shown.fill("#search", "没有这样的词")
    assert "没有符合条件" in shown.locator("#detail").inner_text()
    shown.fill("#search", "")
    shown.locator("#search").blur()
    before = shown.locator("#list [aria-current=true]").get_attribute("data-item")
    shown.keyboard.press("j")
    assert shown.locator("#list [aria-current=true]").get_attribute("data-item") != before
    shown.emulate_media(media="print")
    assert shown.locator("section.view:visible").count() == 2
    assert faults == []
    shown.close()


@pytest.mark.parametrize("width", [390, 768])
def test_the_report_fits_small_screens(browser: Any, page: Path, width: int) -> None:
    shown, faults = opened_page(browser, page, viewport={"width": width, "height": 800})
    assert shown.evaluate("document.documentElement.scrollWidth") == width
    assert faults == []
    shown.close()


def test_the_rating_sheet_in_a_browser(browser: Any, result: Result, place: Path) -> None:
    with opened(place / "cache.sqlite") as cache:
        two = evaluate(result.dataset, make_all(["lead", "oracle"]), metrics(["rouge"])[0], cache)
    sheet = make_sheet(two, Task.BRIEF, count=2, seed=3)
    path = place / "sheet.html"
    path.write_text(rating_page(sheet), encoding="utf-8")
    for name in ("lead", "oracle"):
        assert name not in path.read_text(encoding="utf-8")
    shown, faults = opened_page(browser, path, viewport={"width": 1200, "height": 900})
    shown.click("#save")
    assert "请先填写评分人" in shown.locator("#missing").inner_text()
    shown.fill("#rater", "编辑甲")
    for number in (1, 2):
        for side in "AB":
            for scale in ("adequacy", "faithfulness", "fluency"):
                mark = 5 if side == "A" else number
                shown.locator(f"[name='{side}-{scale}'][value='{mark}']").check(force=True)
        shown.locator("[name=better][value=A]").check(force=True)
        if number == 1:
            shown.click("#next")
    assert shown.locator("#done").inner_text() == "2 / 2"
    shown.reload()
    assert shown.locator("#done").inner_text() == "2 / 2"
    with shown.expect_download() as saved:
        shown.click("#save")
    saved.value.save_as(place / "filled.json")
    whole = json.loads((place / "filled.json").read_text(encoding="utf-8"))
    assert (whole["sheet"], whole["rater"]) == (sheet.name, "编辑甲")
    assert whole["answers"][1]["B"] == {"adequacy": 2, "faithfulness": 2, "fluency": 2}
    shown.evaluate("localStorage.clear()")
    shown.reload()
    assert shown.locator("#done").inner_text() == "0 / 2"
    shown.set_input_files("#load", place / "filled.json")
    shown.wait_for_function("document.getElementById('done').textContent === '2 / 2'")
    assert faults == []
    shown.close()
