"""Our own pipeline with any engine, checks on or off; and any Hugging Face folder through it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from eval.data import Item
from eval.fingerprint import code_hash, text_hash
from eval.systems.base import Output, System, settings, whole
from summarizer.exceptions import OptionError
from summarizer.options import BEAM, Options
from summarizer.types import Article, CharMap, Summary, Task

if TYPE_CHECKING:
    from summarizer.pipeline import Summarizer

SETTINGS = (
    "model",
    "engine",
    "checks",
    "beam",
    "candidates",
    "length",
    "max_chars",
    "threads",
    "batch",
)


class Pipeline(System):
    """``pipeline[:key=value,…]``; the model is loaded when the first item needs it.

    One article at a time by default, so that progress is kept article by article.
    """

    #: All of the library: a list of its modules was out of date whenever one was added.
    code = ("summarizer",)

    def __init__(self, name: str, given: str) -> None:
        super().__init__(name)
        found = settings(name, given, SETTINGS)
        if found.get("checks", "on") not in ("on", "off"):
            raise OptionError(f"system {name!r}: checks is on or off")
        self.batch = whole(name, "batch", found.get("batch", "1"))
        self._model = found.get("model")
        self._engine = found.get("engine", "auto")
        self._threads = whole(name, "threads", found["threads"]) if "threads" in found else None
        numbers = {
            key: whole(name, key, found[key])
            for key in ("beam", "candidates", "max_chars")
            if key in found
        }
        if "candidates" in numbers:
            numbers.setdefault("beam", max(BEAM, numbers["candidates"]))
        elif "beam" in numbers:
            numbers["candidates"] = min(BEAM, numbers["beam"])
        self._options = Options.of(
            checks=found.get("checks", "on") == "on", length=found.get("length"), **numbers
        )

    @cached_property
    def _summarizer(self) -> Summarizer:
        from summarizer.pipeline import Summarizer

        return Summarizer.load(self._model, engine=self._engine, threads=self._threads)

    @property
    def fingerprint(self) -> str:
        # Not the name: the same model under another folder or label writes the same.
        engine = self._summarizer.engine
        options = self._options.model_dump_json()
        code = code_hash(type(self).__module__, *self.code)
        return text_hash((engine.name, engine.fingerprint, options, str(self.batch), code))

    def write(self, items: Sequence[Item], tasks: Sequence[Task]) -> list[Mapping[Task, Output]]:
        articles = [
            Article(source=i.id, index=0, text=i.text, origin=CharMap.identity(len(i.text)))
            for i in items
        ]
        options = self._options.model_copy(update={"tasks": tuple(tasks)})
        summaries = self._summarizer.summarize_articles(articles, options)
        return [{task: output(summary, task) for task in tasks} for summary in summaries]


def output(summary: Summary, task: Task) -> Output:
    """One task's part of a summary, ours or one that came over the wire."""
    text = summary.headline if task is Task.HEADLINE else summary.brief
    return Output(
        text or None,
        method=summary.method[task].value if task in summary.method else "",
        read_share=summary.read_share.get(task),
        note="；".join(summary.reasons.get(task, ())),
    )


def folder(name: str, given: str) -> System:
    """``hf:FOLDER[,key=value…]``: a seq2seq folder as it writes, without checks."""
    place, _, rest = given.partition(",")
    if not place:
        raise OptionError(f"system {name!r}: name a folder, such as hf:models/bart")
    if "checks=" in rest or "model=" in rest:
        raise OptionError(f"system {name!r}: hf is without checks; use pipeline:model={place}")
    return Pipeline(name, f"model={place},checks=off" + (f",{rest}" if rest else ""))
