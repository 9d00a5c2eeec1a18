"""Themes: a folder with ``article.html`` (Jinja2) and ``style.css``; three are shipped.

A newsroom's own theme is a folder of the same two files, named by its path. Templates see
``digest``, ``sections``, ``bare`` (ids of items printed without brief) and ``omitted`` (how
many items found no room), and may import ``parts.html``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
)

from summarizer.exceptions import OptionError

#: Printed name -> folder. The first is the default.
SHIPPED = {"要闻": "news", "简洁": "plain", "红色经典": "red"}

#: Masthead ground and text of the cover, per shipped theme.
COLOURS = {
    "要闻": ("#1f4e79", "#ffffff"),
    "简洁": ("#f4f4f2", "#262626"),
    "红色经典": ("#b01e1e", "#ffeec2"),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """A template and its style sheet."""

    name: str
    template: Template
    css: str
    ground: str
    ink: str


def theme(name: str) -> Theme:
    """A shipped theme by its name, or one of the newsroom by its folder.

    Raises OptionError that lists the choices, or tells the fault of the folder.
    """
    root = _root()
    folder = root / SHIPPED[name] if name in SHIPPED else Path(name)
    page, sheet = folder / "article.html", folder / "style.css"
    if not (page.is_file() and sheet.is_file()):
        choices = "、".join(SHIPPED)
        raise OptionError(
            f"theme {name}: is none of {choices}, nor a folder with article.html and style.css"
        )
    try:
        template = environment(folder).get_template("article.html")
    except TemplateError as error:
        raise OptionError(f"theme {name}: article.html: {error}") from None
    ground, ink = COLOURS.get(name, COLOURS["要闻"])
    return Theme(name, template, sheet.read_text(encoding="utf-8"), ground, ink)


def _root() -> Path:
    return Path(str(files("summarizer.digest") / "themes"))


@cache
def environment(folder: Path | None = None) -> Environment:
    """Templates of ``folder`` and, behind them, those that themes share."""
    folders = [FileSystemLoader(path) for path in (folder, _root()) if path is not None]
    found = Environment(
        loader=ChoiceLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["others"] = _others
    return found


def _others(item: object) -> str:
    """The outlets that told the same, each once: 另见：云岭县融媒体中心."""
    linked = getattr(item, "linked", ())
    return "、".join(dict.fromkeys(link.outlet for link in linked))
