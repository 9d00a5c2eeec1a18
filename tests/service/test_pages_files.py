"""Files on the workbench, in Chromium: one dropped on the desk, many uploaded as a batch."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.service.desk_pages import BULLETINS, PAGE, opened, written
from tests.service.serving import Running

_DROP = """([form, name, content]) => {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], name));
    for (const kind of ["dragenter", "dragover", "drop"]) {
        const event = new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true});
        form.dispatchEvent(event);
    }
}"""


def _drop(window: Any, name: str, content: bytes) -> None:
    """What the desktop does when a file is let go over the form."""
    form = window.locator("[data-drop]").element_handle()
    window.evaluate(_DROP, [form, name, base64.b64encode(content).decode()])


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_dropped_file_becomes_a_desk(
    browser: Any, running: Running, state: dict[str, Any], encoding: str
) -> None:
    text = PAGE[: PAGE.index(BULLETINS[2][0])]
    with opened(browser, running, state) as (window, faults):
        window.goto("/")
        _drop(window, "县报.txt", text.encode(encoding))
        assert "县报.txt" in window.locator("[data-file]").inner_text()
        window.click("text=开始")
        written(window)
        titles = window.locator(".kicker span").all_inner_texts()
        assert titles == [f"原题：{title}" for title, _ in BULLETINS[:2]]
        assert window.locator("#h0").input_value()
        assert faults == []


def test_a_batch_from_upload_to_download(
    browser: Any, running: Running, state: dict[str, Any]
) -> None:
    with opened(browser, running, state) as (window, faults):
        window.goto("/batches")
        files = [
            {"name": "一.txt", "mimeType": "text/plain", "buffer": BULLETINS[0][1].encode()},
            {"name": "二.txt", "mimeType": "text/plain", "buffer": BULLETINS[1][1].encode("gbk")},
            {"name": "坏.docx", "mimeType": "application/zip", "buffer": b"PK no"},
        ]
        window.set_input_files("#file", files)
        assert "一.txt、二.txt、坏.docx" in window.locator("[data-file]").inner_text()
        window.click("text=提交")
        window.locator("text=已完成").wait_for(timeout=180_000)
        assert "共 3 份，成 2，未成 1" in window.locator("#progress").inner_text()
        with window.expect_download() as begun:
            window.click("text=下载结果（表格）")
        table = begun.value.path().read_text(encoding="utf-8-sig").splitlines()
        assert begun.value.suggested_filename.endswith(".csv")
        assert table[0].startswith("来源,篇次,原题,标题")
        assert [line.split(",")[0] for line in table[1:]] == ["一.txt", "二.txt"]
        with window.expect_download() as begun:
            window.click("text=下载未成的")
        assert "坏.docx" in begun.value.path().read_text(encoding="utf-8-sig")
        assert faults == []
