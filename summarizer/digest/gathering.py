"""Files of a day become stories: read, split, summarised, each with its outlet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from summarizer.digest.types import Story, of_article
from summarizer.exceptions import ReadingError
from summarizer.pages import split
from summarizer.pipeline import Summarizer
from summarizer.reading import FORMATS, read_all
from summarizer.types import Article

_AGENCY: Final = re.compile(r"新华社|中新社|人民网|新华网|央视网|央广网|中新网")
_OUTLET: Final = re.compile(
    r"[一-龥]{2,10}?(?:日报|晚报|时报|晨报|早报|周报|融媒体中心|融媒|电视台|新闻网|客户端)"
)
_OWN: Final = ("本报", "本台", "本网", "本刊")
#: 来源：云岭县人民政府网, as the page itself credits it.
_CREDITED: Final = re.compile(
    r"(?:^|\s)(?:信息|稿件|文章|本文|新闻)?来源\s?[:：]\s?([^\s，。；：:]{2,20})"
)
_DAYS: Final = ("{0:%Y-%m-%d}", "{0:%Y%m%d}", "{0:%Y}年{0.month}月{0.day}日")


def files_of(folder: Path, day: date) -> list[Path]:
    """The readable files of ``folder``, those of its sub-folder named after ``day`` if it has one.

    Sub-folders are outlets. Raises ReadingError where there is no folder or nothing to read.
    """
    if not folder.is_dir():
        raise ReadingError(f"{folder}：没有这个文件夹，请检查路径")
    named = [folder / form.format(day) for form in _DAYS]
    root = next((path for path in named if path.is_dir()), folder)
    found = [
        path
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.suffix.lower() in FORMATS and not _hidden(path, root)
    ]
    if not found:
        raise ReadingError(f"{root}：没有可读的文件（{' '.join(sorted(FORMATS))}）")
    return found


def _hidden(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return any(part.startswith(".") for part in parts) or path.stem.upper() == "README"


def gather(
    files: Iterable[Path],
    root: Path,
    summarizer: Summarizer,
    *,
    outlet: str | None = None,
) -> Iterator[Story | ReadingError]:
    """The stories of ``files``; what cannot be read is an item too.

    ``outlet`` is printed where neither the text nor a folder below ``root`` names one.
    """
    articles: list[tuple[Article, str]] = []
    for page in read_all(files):
        if isinstance(page, ReadingError):
            yield page
            continue
        articles += [(a, outlet_of(a, Path(page.source), root, outlet)) for a in split(page)]
    summaries = summarizer.stream(article for article, _ in articles)
    for (article, name), summary in zip(articles, summaries, strict=True):
        told = article.model_copy(update={"byline": _reporters(article.byline)})
        yield of_article(told, summary, outlet=name, day=None)


def outlet_of(article: Article, path: Path, root: Path, default: str | None) -> str:
    """Who published an article: its dateline's agency or paper, the source that it credits, its
    folder, or ``default``; what names none is the newsroom's own (本报)."""
    dateline = article.dateline or ""
    for pattern in (_AGENCY, _OUTLET):
        if found := pattern.search(dateline):
            return found[0]
    if credited := _CREDITED.search(article.byline or ""):
        return credited[1]
    try:
        inside = path.relative_to(root).parts[:-1]
    except ValueError:
        inside = ()
    for part in reversed(inside):
        if re.search(r"[一-龥]", part):
            return part
    if default:
        return default
    return dateline[:2] if dateline[:2] in _OWN else _OWN[0]


def _reporters(byline: str | None) -> str | None:
    """A byline without the source it credits, which is the outlet's place."""
    return _CREDITED.sub("", byline).strip() or None if byline else None
