"""Invented bulletins as files, for tests and for measuring: seeded, any number, all different.

The texts are those of ``jianbao bench``, so that its rate and an archive's can be compared;
nobody but a developer needs them as files, so this is a script beside the tests:

    python -m tests.archive.corpus 100000 bulletins.jsonl --short
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from summarizer.bench_texts import bulletin


def texts(count: int, *, short: bool = False, first: int = 0) -> Iterator[str]:
    """``count`` bulletins of 200 to 400 字; ``short`` keeps the first sentence, 30 to 90 字.

    A short one ends with its number, or there would be too few different ones.
    """
    for number in range(first, first + count):
        text = bulletin(number)
        if short:
            sentence = text.split("。", 1)[0]
            text = f"{sentence}，这是今年第{number + 1}次。"
        yield text


def write_jsonl(path: Path, count: int, *, short: bool = False, first: int = 0) -> Path:
    """One record per bulletin; ids are their numbers."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts(count, short=short, first=first), first):
            file.write(json.dumps({"id": f"b{number}", "text": text}, ensure_ascii=False) + "\n")
    return path


def write_folder(folder: Path, count: int, *, short: bool = False, first: int = 0) -> Path:
    """One .txt per bulletin, a hundred to a folder."""
    for number, text in enumerate(texts(count, short=short, first=first), first):
        place = folder / f"{number // 100:05d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:08d}.txt").write_text(text + "\n", "utf-8")
    return folder


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=Path, help="a .jsonl file, or a folder of .txt files")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    write = write_jsonl if given.out.suffix == ".jsonl" else write_folder
    write(given.out, given.count, short=given.short, first=given.first)


if __name__ == "__main__":
    main()
