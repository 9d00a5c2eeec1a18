"""PDF files, page by page; what has no text layer is said."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import TYPE_CHECKING

from summarizer.exceptions import ReadingError

if TYPE_CHECKING:
    from pypdf import PdfReader

#: More pages than these are a book.
MOST_PAGES = 400

#: Reading stops behind so many characters.
MOST_CHARACTERS = 4_000_000


def pdf_text(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text and warnings. Raises ReadingError if the file is locked, damaged, or only scanned."""
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # we say what matters in one line
    try:
        reader = pypdf.PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError(f"{name}：PDF 已加密，请先去掉密码")
        count = len(reader.pages)
        texts = _texts(reader, min(count, MOST_PAGES))
    except ReadingError:
        raise
    except PyPdfError as error:
        raise ReadingError(f"{name}：PDF 损坏或不完整，请打开后另存为新的 PDF") from error
    except Exception as error:
        # A damaged file can make the parser fail in any way; each of them means the same here.
        if "crypto" in str(error).lower():
            raise ReadingError(f"{name}：PDF 已加密，请先去掉密码") from error
        raise ReadingError(f"{name}：PDF 损坏，请打开后另存为新的 PDF") from error
    empty = [str(i) for i, text in enumerate(texts, 1) if not text.strip()]
    if len(empty) == len(texts):
        raise ReadingError(f"{name}：PDF 里没有文字（扫描件？），请先做文字识别")
    warnings = []
    if empty:
        warnings.append(f"第{'、'.join(empty[:10])}{'…' * (len(empty) > 10)}页没有文字（扫描件？）")
    if len(texts) < count:
        warnings.append(f"共{count}页，只读了前{len(texts)}页")
    return "\n".join(texts), tuple(warnings)


def _texts(reader: PdfReader, count: int) -> list[str]:
    texts: list[str] = []
    total = 0
    for i in range(count):
        if total > MOST_CHARACTERS:
            break
        texts.append(reader.pages[i].extract_text())
        total += len(texts[-1])
    return texts
