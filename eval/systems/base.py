"""What every system under test offers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.data import Item
from eval.fingerprint import code_hash, text_hash
from summarizer.exceptions import OptionError
from summarizer.types import Task


@dataclass(frozen=True, slots=True)
class Output:
    """What a system wrote for one task: None where it wrote nothing, and ``note`` why.

    ``method`` and ``read_share`` are what the system itself tells, where it does.
    """

    text: str | None
    method: str = ""
    read_share: float | None = None
    note: str = ""


class System(ABC):
    """Something that writes headlines and briefs. Made from ``name``, its specification."""

    #: Items written together; what is finished is kept, so a killed run loses at most these.
    batch: int = 16
    #: Whether the references are shown to it, as they are to an oracle.
    sees_references: bool = False
    #: Modules and packages whose change makes its cached outputs stale.
    code: tuple[str, ...] = ()

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def fingerprint(self) -> str:
        """Equal only for systems that write the same; the cache is keyed by it."""
        return text_hash((self.name, code_hash(type(self).__module__, *self.code)))

    def key(self, item: Item) -> str:
        """What of the item the outputs depend on."""
        return item.digest if self.sees_references else text_hash((item.text,))

    @abstractmethod
    def write(self, items: Sequence[Item], tasks: Sequence[Task]) -> list[Mapping[Task, Output]]:
        """One mapping per item, in order, with an output for each of ``tasks``."""


def limits(name: str, given: str, defaults: Mapping[Task, int]) -> dict[Task, int]:
    """Ceilings in 字 from ``BRIEF`` or ``BRIEF/HEADLINE``, such as "100/20".

    Raises OptionError for anything else.
    """
    if not given:
        return dict(defaults)
    parts = given.split("/")
    if len(parts) > 2 or not all(p.isascii() and p.isdigit() and int(p) > 0 for p in parts):
        raise OptionError(f"system {name!r}: lengths are BRIEF or BRIEF/HEADLINE, such as 100/20")
    brief = int(parts[0])
    headline = int(parts[1]) if len(parts) > 1 else min(brief, defaults[Task.HEADLINE])
    return {Task.BRIEF: brief, Task.HEADLINE: headline}


def settings(name: str, given: str, known: Sequence[str]) -> dict[str, str]:
    """``key=value`` pairs separated by commas. Raises OptionError for an unknown key."""
    found: dict[str, str] = {}
    for part in filter(None, given.split(",")):
        key, equals, value = part.partition("=")
        if not equals or key not in known or key in found:
            raise OptionError(f"system {name!r}: {part!r} is not one of {', '.join(known)} (=…)")
        found[key] = value
    return found


def whole(name: str, key: str, value: str) -> int:
    """A positive number, or OptionError."""
    if not (value.isascii() and value.isdigit() and int(value)):
        raise OptionError(f"system {name!r}: {key} is a positive number, not {value!r}")
    return int(value)
