"""Word files (.docx): paragraphs, tables and text boxes in their order, headings marked ``#``.

Source of the element names: ECMA-376, WordprocessingML.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from summarizer.exceptions import ReadingError

if TYPE_CHECKING:
    from docx.document import Document

#: A page unpacks to less than this; more is a bomb, in bytes.
MOST_UNPACKED = 96 * 2**20
_MOST_XML = 24 * 2**20
_MOST_FILES = 4000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)
_TITLE = re.compile(r"title|标题", re.IGNORECASE)

#: A row of a table is one line if its cells are shorter than this, in 字; otherwise the table
#: only lays out text.
_SHORT_CELL = 30


def docx_text(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text and warnings. Raises ReadingError for what is no docx, locked, damaged or too large."""
    _check(data, name)
    import docx

    try:
        document = docx.Document(BytesIO(data))
        lines = list(_lines(document))
    except Exception as error:
        # A damaged package can make the parser fail in any way; each means the same here.
        raise ReadingError(f"{name}：docx 文件损坏（{type(error).__name__}）") from error
    text = "\n".join(lines)
    if not text.strip():
        raise ReadingError(f"{name}：docx 里没有文字（只有图片？）")
    return text, ()


def _check(data: bytes, name: str) -> None:
    """Look at the package's directory before anything is unpacked."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadingError(f"{name}：文件已加密或是旧版 Word 文件，请去掉密码并另存为 .docx")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            files = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise ReadingError(f"{name}：不是 docx 文件，或文件不完整") from error
    if "word/document.xml" not in {f.filename for f in files}:
        raise ReadingError(f"{name}：不是 Word 文件（缺 word/document.xml）")
    if any(f.flag_bits & 1 for f in files):
        raise ReadingError(f"{name}：文件已加密，请先去掉密码")
    xml = max(f.file_size for f in files if f.filename.endswith((".xml", ".rels")))
    unpacked = sum(f.file_size for f in files)
    if len(files) > _MOST_FILES or xml > _MOST_XML or unpacked > MOST_UNPACKED:
        raise ReadingError(f"{name}：解开后太大（{unpacked >> 20}MB），不像一篇稿件，没有读")


def _lines(document: Document) -> Iterator[str]:
    levels = _heading_levels(document)
    yield from _block_lines(document.element.body, levels)


def _heading_levels(document: Document) -> dict[str, int]:
    """Style id to heading level; the names are in the language of the writer's Word."""
    levels: dict[str, int] = {}
    for style in document.styles.element.iter(f"{_W}style"):
        label = style.find(f"{_W}name")
        words = label.get(f"{_W}val", "") if label is not None else ""
        number = _HEADING.fullmatch(words.strip())
        if number:
            levels[style.get(f"{_W}styleId", "")] = int(number[1])
        elif _TITLE.fullmatch(words.strip()):
            levels[style.get(f"{_W}styleId", "")] = 1
    return levels


def _block_lines(parent: Any, levels: dict[str, int]) -> Iterator[str]:
    """Lines of paragraphs and tables, without recursion: tables may nest as deep as they like."""
    waiting = [iter(parent)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag == f"{_W}p":
            yield from _paragraph_lines(child, levels)
        elif child.tag == f"{_W}tr" and (row := _row(child)) is not None:
            yield row
        elif isinstance(child.tag, str) and child.tag != _FALLBACK:
            waiting.append(iter(child))


def _row(row: Any) -> str | None:
    """A row of short cells as one line; None if it holds running text."""
    cells: list[str] = []
    for cell in row.findall(f"{_W}tc"):
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merged is not None and merged.get(f"{_W}val") != "restart":
            continue
        words = [w for p in cell.iter(f"{_W}p") if (w := _words(p).strip())]
        if len(words) > 1 or any(len(w) > _SHORT_CELL for w in words):
            return None
        cells += words
    return " ".join(cells) if len(cells) > 1 else None


def _paragraph_lines(paragraph: Any, levels: dict[str, int]) -> Iterator[str]:
    text = _words(paragraph).strip()
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    level = levels.get(style.get(f"{_W}val", ""), 0) if style is not None else 0
    if text:
        yield f"{'#' * level} {' '.join(text.split())}" if level else text
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(a.tag == _FALLBACK for a in box.iterancestors()):
            for inner in box.iter(f"{_W}p"):
                words = _words(inner).strip()
                if words:
                    yield words


def _words(paragraph: Any) -> str:
    """The paragraph's own text: not that of its text boxes, not what a revision deleted."""
    found: list[str] = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        owner = next(element.iterancestors(f"{_W}p"))
        if owner is not paragraph:
            continue
        if element.tag == f"{_W}t":
            found.append(element.text or "")
        elif element.getparent().tag == f"{_W}r":  # w:tab is a tab stop elsewhere
            found.append("\t" if element.tag == f"{_W}tab" else "\n")
    return "".join(found)
