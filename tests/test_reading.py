"""Reading: every format and encoding to one text; every fault to one line; any bytes survived."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.exceptions import ReadingError
from summarizer.pages import split
from summarizer.reading import FORMATS, read, read_all, read_bytes
from tests import documents
from tests.bulletins import MEETING, SHORT, STATISTICS

HEADLINE = "云岭县召开防汛备汛工作会议"
PARAGRAPHS = MEETING.split("\n")
TRADITIONAL = "雲嶺縣召開防汛備汛工作會議，縣長林岳強調，要壓實各級責任，嚴禁遲報瞞報。"


def text_of(data: bytes, name: str) -> str:
    [page] = read_bytes(data, name)
    return page.text


@pytest.mark.parametrize("text", [HEADLINE, SHORT, MEETING, STATISTICS])
@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
def test_simplified_text_in_every_encoding(text: str, codec: str) -> None:
    assert text_of(text.encode(codec), "a.txt") == text


@pytest.mark.parametrize("codec", ["big5", "big5hkscs", "gb18030", "utf-8", "utf-16"])
def test_traditional_text_in_every_encoding(codec: str) -> None:
    assert text_of(TRADITIONAL.encode(codec), "a.txt") == TRADITIONAL


def test_a_few_broken_bytes_are_a_warning_not_an_error() -> None:
    data = (MEETING * 3).encode("gb18030")
    [page] = read_bytes(data[:400] + b"\xff" + data[401:], "a.txt")
    assert len(page.warnings) == 1
    assert "无法解码" in page.warnings[0]


def test_markdown() -> None:
    source = f"---\ntitle: x\n---\n# {HEADLINE}\n\n**{SHORT}**[全文](http://a.b/c)\n\n- 一项\n"
    text = text_of(source.encode(), "a.md")
    assert text.split("\n") == [f"# {HEADLINE}", "", SHORT + "全文", "", "一项", ""]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_web_page_is_read_without_what_surrounds_the_article(charset: str) -> None:
    text = text_of(documents.html(HEADLINE, PARAGRAPHS, charset=charset), "a.html")
    assert f"# {HEADLINE}" in text
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    assert "不是正文" not in text
    assert "县情概况" not in text


@pytest.mark.parametrize("level", [1, 2])
def test_a_short_web_page_keeps_its_lines(level: int) -> None:
    text = "县政协召开主席会议，听取有关情况的汇报。"
    found = f"<h{level}>县政协召开主席会议</h{level}><p>{text}</p><p>{SHORT}</p>"
    page = f"<html><body>{found}</body></html>".encode()
    assert text_of(page, "a.html") == f"{'#' * level} 县政协召开主席会议\n{text}\n{SHORT}"


def test_a_word_file_with_a_heading_and_a_table() -> None:
    table = [["指标", "增速"], ["工业增加值", "8.4%"]]
    lines = text_of(documents.docx(HEADLINE, PARAGRAPHS, table), "a.docx").split("\n")
    assert lines == [f"# {HEADLINE}", *PARAGRAPHS, "指标 增速", "工业增加值 8.4%"]


def test_a_pdf_with_a_text_layer() -> None:
    lines = [HEADLINE, *PARAGRAPHS]
    assert text_of(documents.pdf(lines), "a.pdf").splitlines() == lines


def test_jsonl_one_page_per_record_and_bad_lines_named() -> None:
    lines = [
        json.dumps({"id": "一", "text": SHORT}, ensure_ascii=False),
        "{",
        "",
        json.dumps({"text": 3}),
        json.dumps({"text": STATISTICS}, ensure_ascii=False),
    ]
    data = "\n".join(lines).encode()
    with pytest.raises(ReadingError, match=r"a\.jsonl:2：不是 JSON"):
        list(read_bytes(data, "a.jsonl"))
    good = "\n".join([lines[0], lines[4]]).encode()
    assert [p.source for p in read_bytes(good, "a.jsonl")] == ["一", "a.jsonl:2"]


@pytest.mark.parametrize(
    ("data", "name", "format_found"),
    [
        (documents.pdf([HEADLINE]), "-", HEADLINE),
        (documents.docx(HEADLINE, [SHORT]), "upload", f"# {HEADLINE}\n{SHORT}"),
        (json.dumps({"id": 1, "text": SHORT}).encode(), "-", SHORT),
        (SHORT.encode(), "-", SHORT),
    ],
)
def test_without_a_telling_name_the_first_bytes_tell(
    data: bytes, name: str, format_found: str
) -> None:
    assert text_of(data, name).strip() == format_found


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.txt", "空的"),
        (b" \n\r\n\t", "a.txt", "空的"),
        ("。，！".encode(), "a.txt", "没有文字"),
        (b"\x00\x01\x02\x03" * 50, "a.txt", "二进制"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.txt", "图片"),
        (b"PK\x03\x04" + bytes(50), "a.zip", "压缩包"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "a.doc", "旧版 Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "a.docx", "加密"),
        (documents.pdf([]), "a.pdf", "扫描件"),
        (documents.pdf([HEADLINE], password="x"), "a.pdf", "加密"),
        (documents.pdf([HEADLINE])[:300], "a.pdf", "PDF 损坏"),
        (documents.docx(HEADLINE, [SHORT])[:900], "a.docx", "docx"),
        (bytes(range(128, 256)) * 20, "a.txt", "编码"),
        (b"", "a.jsonl", "空的"),
        (b"<html><body><script>x()</script></body></html>", "a.html", "没有文字"),
    ],
)
def test_a_fault_is_one_clear_line(data: bytes, name: str, said: str) -> None:
    with pytest.raises(ReadingError, match=said) as raised:
        list(read_bytes(data, name))
    assert str(raised.value).startswith(name)
    assert "\n" not in str(raised.value)


def test_files_that_cannot_be_opened_and_the_others_are_read(tmp_path: Path) -> None:
    good = tmp_path / "好.txt"
    good.write_text(SHORT, "utf-8")
    found = list(read_all([tmp_path / "none.txt", tmp_path, good]))
    assert [isinstance(f, ReadingError) for f in found] == [True, True, False]
    assert "没有这个文件" in str(found[0])
    assert "是文件夹" in str(found[1])
    with pytest.raises(ReadingError, match="没有这个文件"):
        list(read(tmp_path / "none.txt"))


def _survives(data: bytes, name: str) -> None:
    """Read and split ``data``; only a declared error may come of it."""
    try:
        pages = list(read_bytes(data, name))
    except ReadingError:
        return
    for page in pages:
        for article in split(page):
            article.model_dump_json()


NAMES = ["-", *(f"a{ending}" for ending in FORMATS)]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=600), st.sampled_from(NAMES))
def test_any_bytes(data: bytes, name: str) -> None:
    _survives(data, name)


SEEDS: dict[str, bytes] = {
    ".txt": MEETING.encode(),
    ".md": f"# {HEADLINE}\n\n| a | b |\n|---|---|\n**{SHORT}**".encode(),
    ".html": documents.html(HEADLINE, PARAGRAPHS),
    ".docx": documents.docx(HEADLINE, PARAGRAPHS, [["指标", "增速"]]),
    ".pdf": documents.pdf([HEADLINE, SHORT]),
    ".jsonl": json.dumps({"id": "一", "text": MEETING}).encode(),
}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(SEEDS)), st.data())
def test_damaged_documents(ending: str, data: st.DataObject) -> None:
    seed = bytearray(SEEDS[ending])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(seed) - 1))
        seed[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=8))
        seed = seed or bytearray(b"x")
    _survives(bytes(seed), f"a{ending}")


def test_half_a_character_in_the_map_of_a_font() -> None:
    damaged = documents.pdf([HEADLINE]).replace(b"<4E91> <4E91>", b"<4E91> <DE54>")
    [page] = read_bytes(damaged, "a.pdf")
    page.text.encode()


MEGABYTE = 2**20


def _filled(unit: str | bytes, size: int = MEGABYTE) -> bytes:
    data = unit.encode() if isinstance(unit, str) else unit
    return (data * (size // len(data) + 1))[:size]


#: Texts that are nothing but one thing. Every unit of the last ones is an edit of its own, which
#: makes a megabyte of them take half a minute; an eighth shows that the time grows with the size.
LARGE: dict[str, Callable[[], bytes]] = {
    "random": lambda: random.Random(5).randbytes(MEGABYTE),
    "hanzi without a stop": lambda: _filled("县"),
    "open quotes": lambda: _filled("“"),
    "open brackets": lambda: _filled("（《"),
    "headings": lambda: _filled("云岭县召开会议\n"),
    "bylines": lambda: _filled("（记者 乔一禾）\n"),
    "datelines": lambda: _filled("本报讯 "),
    "bulletins": lambda: _filled(f"{HEADLINE}\n本报讯 {MEETING}\n"),
    "tags": lambda: _filled("<div>"),
    "surrogates in UTF-16": lambda: _filled(b"\x00\xd8"),
    "digits": lambda: _filled("1,234.5%", MEGABYTE // 8),
    "entities": lambda: _filled("&amp;nbsp;", MEGABYTE // 8),
    "commas": lambda: _filled(",县", MEGABYTE // 8),
    "newlines": lambda: _filled("\n县", MEGABYTE // 8),
    "blanks": lambda: _filled("县 ", MEGABYTE // 8),
    "straight quotes": lambda: _filled('"县', MEGABYTE // 8),
    "lines of one letter": lambda: _filled("a\n", MEGABYTE // 8),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", LARGE)
def test_a_megabyte_of_anything(what: str) -> None:
    before = time.process_time()
    _survives(LARGE[what](), "-")
    assert time.process_time() - before < 60


@pytest.mark.parametrize(("what", "name"), [("tags", "a.html"), ("headings", "a.md")])
def test_a_megabyte_of_markup(what: str, name: str) -> None:
    _survives(LARGE[what](), name)
