"""The systems that can be evaluated. A new one is a class or function, and a line below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eval.systems.base import System
from eval.systems.baselines import lead, textrank
from eval.systems.http import Endpoint
from eval.systems.oracle import Oracle
from eval.systems.outputs import Outputs
from eval.systems.pipeline import Pipeline, folder
from summarizer.exceptions import OptionError

#: What stands before the colon, what makes the system, and how it is written.
SYSTEMS: dict[str, tuple[Callable[[str, str], System], str]] = {
    "lead": (lead, "lead[:BRIEF[/HEADLINE]]: the first clauses, in 字"),
    "textrank": (textrank, "textrank[:BRIEF[/HEADLINE]]: the most central sentences"),
    "oracle": (Oracle, "oracle[:BRIEF[/HEADLINE]]: the best extract, sees the references"),
    "pipeline": (Pipeline, "pipeline[:checks=off,engine=…,model=…,beam=…,length=…,batch=…]"),
    "hf": (folder, "hf:FOLDER: a Hugging Face seq2seq folder as it writes, unchecked"),
    "file": (Outputs, "file:PATH: JSON lines with id, headline, brief"),
    "http": (Endpoint, "http://HOST[:PORT]: an endpoint that speaks our API"),
    "https": (Endpoint, "https://HOST"),
}

#: The systems of ``jianbao eval`` when none is named.
DEFAULT = ("lead", "textrank", "oracle", "pipeline")


def make(spec: str) -> System:
    """The system that ``spec`` names. Raises OptionError for one that is not known."""
    kind, _, given = spec.partition(":")
    if kind not in SYSTEMS:
        raise OptionError(f"system {spec!r}: not one of {', '.join(SYSTEMS)}")
    return SYSTEMS[kind][0](spec, given)


def make_all(specs: Sequence[str]) -> list[System]:
    """Systems in order. Raises OptionError if one is named twice."""
    for i, spec in enumerate(specs):
        if spec in specs[:i]:
            raise OptionError(f"system {spec!r} is named twice")
    return [make(spec) for spec in specs]
