"""Raw bulletins to training files: read, cleaned, de-duplicated, filtered, split by date.

Sources are JSON lines (``text`` with ``headline`` and ``brief`` where there are any), or day
files of 新闻联播 and the like: Markdown with one ``##`` or ``###`` heading per story, JSON with a
list of stories. The result is one ``NAME.train.jsonl.gz`` and ``NAME.dev.jsonl.gz`` and a card
that says what was kept, what was dropped, and why.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from summarizer.cleaning import clean
from summarizer.exceptions import DataError
from summarizer.pages import split
from summarizer.training.rows import Row, read_rows
from summarizer.types import Page, Task

#: Least coverage of a reference by default: below, it says what the text does not.
COVERAGE = {Task.HEADLINE: 0.45, Task.BRIEF: 0.75}

#: Least length of a text in 字.
SHORTEST = 40

_HEADING = re.compile(r"^#{2,4}\s+(.+?)\s*#*$", re.MULTILINE)
_TAG = re.compile(r"^【[^】]{1,12}】\s*")
_DATE = re.compile(r"(20\d\d)[-年./]?(\d{1,2})[-月./]?(\d{1,2})")
_LETTERS = re.compile(r"\W+")


@dataclass
class Card:
    """What became of the rows: counts, lengths in 字, and reasons."""

    kept: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    lengths: dict[str, list[int]] = field(default_factory=dict)

    def add(self, part: str, row: Row) -> None:
        """Count a kept row."""
        self.kept[part] += 1
        self.lengths.setdefault(f"{part} text", []).append(len(row.text))
        for task in Task:
            if (reference := row.of(task)) is not None:
                self.lengths.setdefault(f"{part} {task.value}", []).append(len(reference))

    def markdown(self, name: str, split_at: str | None) -> str:
        """The data card."""
        lines = [f"# {name}", "", "| part | rows |", "|---|---|"]
        lines += [f"| {part} | {n:,} |" for part, n in sorted(self.kept.items())]
        lines += ["", f"Development rows are those from {split_at} on." if split_at else ""]
        lines += ["", "| 字 | median | 5 % | 95 % |", "|---|---|---|---|"]
        for what, found in sorted(self.lengths.items()):
            ordered = sorted(found)
            low, high = ordered[len(ordered) // 20], ordered[-1 - len(ordered) // 20]
            lines.append(f"| {what} | {statistics.median(ordered):.0f} | {low} | {high} |")
        lines += ["", "| dropped because | rows |", "|---|---|"]
        lines += [f"| {why} | {n:,} |" for why, n in self.dropped.most_common()]
        return "\n".join(lines) + "\n"


def build(
    paths: Iterable[Path],
    folder: Path,
    name: str,
    *,
    dev_from: str | None = None,
    coverage: dict[Task, float] | None = None,
) -> Card:
    """Write training and development files and the card into ``folder``.

    ``dev_from`` (YYYYMMDD) starts the development part: by date, so that no story is in both
    as its own sequel. Rows without a date go to training. ``coverage`` overrides ``COVERAGE``.
    Raises DataError for a source that cannot be read.
    """
    least = COVERAGE | (coverage or {})
    card, seen = Card(), set[bytes]()
    parts: dict[str, list[Row]] = {"train": [], "dev": []}
    for row in (row for path in paths for row in read(path)):
        found = _prepared(row, least, card)
        if found is None:
            continue
        key = hashlib.blake2b(_LETTERS.sub("", found.text).encode(), digest_size=12).digest()
        if key in seen:
            card.dropped["the same text again"] += 1
            continue
        seen.add(key)
        part = "dev" if dev_from and found.date >= dev_from else "train"
        parts[part].append(found)
        card.add(part, found)
    folder.mkdir(parents=True, exist_ok=True)
    for part, rows in parts.items():
        if rows:
            _write(folder / f"{name}.{part}.jsonl.gz", rows)
    (folder / f"{name}.card.md").write_text(card.markdown(name, dev_from), "utf-8")
    return card


def read(path: Path) -> Iterator[Row]:
    """The rows of one source file. Raises DataError."""
    if path.name.endswith((".jsonl", ".jsonl.gz")):
        yield from read_rows(path)
    elif path.suffix in (".md", ".markdown"):
        yield from _markdown(_text(path), _day(path.stem))
    elif path.suffix == ".json":
        yield from _json(path)
    else:
        raise DataError(f"{path}: not .jsonl, .jsonl.gz, .json or .md")


def covered(reference: str, text: str) -> float:
    """Share of the reference's character bigrams that ``text`` holds, punctuation left out."""
    bare = _LETTERS.sub("", reference)
    pairs = [bare[i : i + 2] for i in range(len(bare) - 1)]
    held = _LETTERS.sub("", text)
    return sum(p in held for p in pairs) / len(pairs) if pairs else 0.0


def _prepared(row: Row, least: dict[Task, float], card: Card) -> Row | None:
    articles = split(Page(source="", text=row.text))
    text = articles[0].text if len(articles) == 1 else clean(row.text).text
    if len(text) < SHORTEST:
        card.dropped[f"text under {SHORTEST} 字"] += 1
        return None
    found = replace(row, text=text, headline=_headline(row.headline), brief=_brief(row.brief))
    shares: list[float] = []
    for task in Task:
        reference = found.of(task)
        if reference is None:
            continue
        share = covered(reference, text)
        if share < least[task]:
            card.dropped[f"{task.value} not supported by the text"] += 1
            if task is Task.HEADLINE:
                found = replace(found, headline=None)
            else:
                found = replace(found, brief=None)
        else:
            shares.append(share)
    if (row.headline or row.brief) and not shares:
        return None
    return replace(found, coverage=round(min(shares), 3) if shares else None)


def _headline(text: str | None) -> str | None:
    found = _TAG.sub("", " ".join((text or "").split())).rstrip("。")
    return found or None


def _brief(text: str | None) -> str | None:
    return clean(text).text.replace("\n", "") or None if text else None


def _markdown(text: str, day: str) -> Iterator[Row]:
    heads = list(_HEADING.finditer(text))
    day = day or _day(text[: heads[0].start()] if heads else text[:200])
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        body = text[head.end() : following.start() if following else len(text)].strip()
        if body:
            yield Row(body, headline=head[1], date=day)


def _json(path: Path) -> Iterator[Row]:
    try:
        found = json.loads(_text(path))
    except ValueError as error:
        raise DataError(f"{path}: not JSON ({error})") from None
    day = _day(path.stem)
    if isinstance(found, dict):
        day = _day(str(found.get("date") or "")) or day
        found = next((v for v in found.values() if isinstance(v, list)), None)
    if not isinstance(found, list):
        raise DataError(f"{path}: expected a list of stories")
    for i, story in enumerate(found):
        if not isinstance(story, dict):
            raise DataError(f"{path}: story {i} is not an object")
        text = _first(story, "text", "content", "body")
        if text:
            yield Row(
                text,
                headline=_first(story, "headline", "title") or None,
                brief=_first(story, "brief", "summary", "abstract") or None,
                date=_day(_first(story, "date")) or day,
            )


def _first(story: dict[str, Any], *names: str) -> str:
    return next((story[n] for n in names if isinstance(story.get(n), str)), "")


def _day(text: str) -> str:
    found = _DATE.search(text)
    return f"{found[1]}{int(found[2]):02}{int(found[3]):02}" if found else ""


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from None


def _write(path: Path, rows: Iterable[Row]) -> None:
    part = path.with_suffix(".part")
    with gzip.open(part, "wt", encoding="utf-8") as file:
        for row in rows:
            filled = {k: v for k, v in asdict(row).items() if v not in (None, "")}
            file.write(json.dumps(filled, ensure_ascii=False) + "\n")
    part.replace(path)
