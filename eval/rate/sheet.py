"""What is rated: items drawn by a seed, two outputs each, their sides drawn as well."""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.fingerprint import text_hash
from eval.run import Result
from summarizer.exceptions import DataError, OptionError
from summarizer.types import Task

FORMAT = 1

#: The scales, 1 worst to 5 best: name, Chinese name, what 1, 3 and 5 mean.
SCALES: dict[str, tuple[str, str]] = {
    "adequacy": ("内容完整", "1 主要内容缺失，3 要点有遗漏，5 要点齐全"),
    "faithfulness": ("忠实原文", "1 有严重事实错误，3 有不准确之处，5 与原文完全一致"),
    "fluency": ("通顺可读", "1 读不通，3 需要修改，5 可直接刊用"),
}

SIDES = ("A", "B")

#: Which side is better, and how it is written down.
PREFERENCES = {"A": "A 更好", "=": "相当", "B": "B 更好"}


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of a sheet; ``first`` is the index of the system that is shown as A."""

    number: int
    id: str
    source: str
    a: str
    b: str
    first: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pairs in the order shown. ``name`` ties filled sheets to their key."""

    task: Task
    systems: tuple[str, str]
    seed: int
    same: int  # items left out because both systems wrote the same
    pairs: tuple[Pair, ...]

    @property
    def name(self) -> str:
        """Hash of what is shown."""
        shown = (part for p in self.pairs for part in (p.source, p.a, p.b))
        return text_hash((self.task, *shown))[:10]


def make(result: Result, task: Task, *, count: int, seed: int) -> Sheet:
    """Up to ``count`` items on which the two systems of ``result`` differ.

    Raises OptionError if there is no such item.
    """
    first, second = result.systems
    outputs = [result.cells[s, task].outputs for s in (first, second)]
    texts = [
        (item, outputs[0][i].text or "", outputs[1][i].text or "")
        for i, item in enumerate(result.items[task])
    ]
    differing = [entry for entry in texts if entry[1] != entry[2]]
    if not differing:
        raise OptionError(f"{first} and {second} wrote the same {task.value}s: nothing to rate")
    dice = random.Random(f"{seed}:{task.value}")
    dice.shuffle(differing)
    pairs: list[Pair] = []
    for number, (item, one, other) in enumerate(differing[:count], 1):
        swapped = dice.random() < 0.5
        a, b = (other, one) if swapped else (one, other)
        pairs.append(Pair(number, item.id, item.text, a, b, int(swapped)))
    return Sheet(task, (first, second), seed, len(texts) - len(differing), tuple(pairs))


def key(sheet: Sheet) -> str:
    """Which system is which: to be kept away from those who rate."""
    whole = {
        "format": FORMAT,
        "sheet": sheet.name,
        "task": sheet.task.value,
        "systems": sheet.systems,
        "seed": sheet.seed,
        "same": sheet.same,
        "pairs": [{"number": p.number, "id": p.id, "first": p.first} for p in sheet.pairs],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Key:
    """A key read back: per number the item's id and the system shown as A."""

    sheet: str
    task: Task
    systems: tuple[str, str]
    same: int
    pairs: dict[int, tuple[str, int]]


def read_key(path: Path) -> Key:
    """Raises DataError for anything that is not a key."""
    try:
        whole: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if whole["format"] != FORMAT:
            raise DataError(f"{path}: a key of format {whole['format']}, not {FORMAT}")
        first, second = whole["systems"]
        pairs = {int(p["number"]): (str(p["id"]), int(p["first"])) for p in whole["pairs"]}
        return Key(whole["sheet"], Task(whole["task"]), (first, second), int(whole["same"]), pairs)
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: not a key that rate make wrote ({error!r})") from None


def shown(sheet: Sheet) -> dict[str, Any]:
    """What the HTML sheet may know: nothing of the systems."""
    pairs = [{k: v for k, v in asdict(p).items() if k not in ("first", "id")} for p in sheet.pairs]
    return {
        "sheet": sheet.name,
        "task": sheet.task.value,
        "scales": [[name, label, help] for name, (label, help) in SCALES.items()],
        "pairs": pairs,
    }
