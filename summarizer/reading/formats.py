"""Which format a document has: by its name's ending, else by its first bytes."""

from __future__ import annotations

import json
from pathlib import PurePath

#: The endings we read; any other is sniffed.
FORMATS = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".jsonl")

_SAME = {".htm": ".html", ".xhtml": ".html", ".shtml": ".html", ".markdown": ".md"}
_SAME |= {".ndjson": ".jsonl", ".text": ".txt"}
_HEAD = 2048

#: First bytes of what holds no text that we could read, and what to say about it.
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "是旧版 Word 或 WPS 文件，请另存为 .docx"),
    (b"{\\rtf", "是 RTF 文件，请另存为 .docx"),
    (b"\x89PNG", "是图片，没有文字；请先做文字识别"),
    (b"\xff\xd8\xff", "是图片，没有文字；请先做文字识别"),
    (b"GIF8", "是图片，没有文字；请先做文字识别"),
    (b"II*\x00", "是图片，没有文字；请先做文字识别"),
    (b"MM\x00*", "是图片，没有文字；请先做文字识别"),
    (b"PK\x03\x04", "是压缩包或其他办公文件，只能读 .docx"),
    (b"Rar!", "是压缩包，请先解压"),
    (b"7z\xbc\xaf", "是压缩包，请先解压"),
    (b"\x1f\x8b", "是压缩包，请先解压"),
)


def format_of(name: str, data: bytes) -> str:
    """One of FORMATS (".html" for ".htm"); ".txt" where nothing says otherwise."""
    if data.startswith(b"%PDF-"):
        return ".pdf"
    ending = PurePath(name).suffix.lower()
    ending = _SAME.get(ending, ending)
    if ending in FORMATS:
        return ending
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(b"PK\x03\x04") and (b"word/" in data or b"[Content_Types].xml" in data):
        return ".docx"
    lower = head.lower()
    if lower.startswith((b"<!doctype html", b"<html")) or b"<body" in lower:
        return ".html"
    return ".jsonl" if _is_record(data) else ".txt"


def foreign(data: bytes) -> str | None:
    """What to say about a file that is no text by its first bytes; None if it may be one."""
    for magic, message in _FOREIGN:
        if data.startswith(magic):
            return message
    return None


def _is_record(data: bytes) -> bool:
    line = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    if not line.startswith(b"{"):
        return False
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "text" in record
