"""The sheet as one HTML page that keeps its state in the browser and saves JSON."""

from __future__ import annotations

import json
from pathlib import Path

from eval.rate.sheet import Sheet, shown

_HERE = Path(__file__).parent


def page(sheet: Sheet) -> str:
    """The page; it knows texts and sides, never systems."""
    encoded = json.dumps(shown(sheet), ensure_ascii=False).replace("<", "\\u003c")
    template = (_HERE / "sheet.html").read_text(encoding="utf-8")
    return template.replace("/*DATA*/", encoded)
