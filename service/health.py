"""Ready, or not: a golden article must come out right first.

The article and what must be in its summary are in ``golden.json``: invented, plain, and
written so that a sound model has no difficulty. The exact words are not compared, since
processors differ in the last bit and better weights find better words; that the model itself
wrote them, with confidence, with who did what in them, and that every check passed, is. A model
that copies writes nearly readable words with a wrong tokenizer too, but believes in them less
(two pieces in each pair exchanged: headline -0.36 for -0.01, brief 1.54 for 2.30, and words go
missing). Prove a new model with a wrong tokenizer too; it may need a golden article of its own.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from service.batching import Batcher
from summarizer.exceptions import OptionError
from summarizer.options import Options
from summarizer.pages import split
from summarizer.types import Method, Page, Summary, Task


class Golden(BaseModel):
    """An article and what its summary must hold; ``score`` is the least log probability."""

    model_config = ConfigDict(extra="forbid")

    text: str
    headline: list[str]
    brief: list[str]
    score: dict[Task, float]

    @classmethod
    def load(cls, path: Path | None = None) -> Golden:
        """The one in ``path``, or the shipped one. Raises OptionError where it is none."""
        try:
            text = (path or files("service") / "golden.json").read_text(encoding="utf-8")
            return cls.model_validate_json(text)
        except (OSError, ValueError) as error:
            what = str(error).splitlines()[0]
            raise OptionError(f"JIANBAO_GOLDEN: {path}: {what}") from None

    def faults(self, summary: Summary) -> list[str]:
        """What is wrong with the summary of the golden article."""
        found: list[str] = []
        for task, words in ((Task.HEADLINE, self.headline), (Task.BRIEF, self.brief)):
            text = (summary.headline if task is Task.HEADLINE else summary.brief) or ""
            missing = [word for word in words if word not in text]
            if missing:
                found.append(f"{task.value}: without {'、'.join(missing)}")
            if summary.method[task] is Method.EXTRACTIVE:
                found.append(f"{task.value}: not the model's words")
            if any(c.passed is False for c in summary.checks if c.task is task):
                found.append(f"{task.value}: a check failed")
            best = max((c.score for c in summary.candidates if c.task is task), default=-99.0)
            if best < self.score[task]:
                found.append(f"{task.value}: score {best:.2f} is below {self.score[task]}")
        return found


class Readiness:
    """Whether this process may be sent requests."""

    def __init__(self, golden: Golden) -> None:
        self._golden = golden
        self.faults: list[str] = ["the model is being loaded"]

    @property
    def ready(self) -> bool:
        """Whether the golden article came out right."""
        return not self.faults

    def failed(self, reason: str) -> None:
        """The process will not become ready, or is no longer."""
        self.faults = [reason]

    def prove(self, batcher: Batcher) -> None:
        """Summarise the golden article and judge the result. Blocks."""
        articles = split(Page(source="golden", text=self._golden.text))
        if len(articles) != 1:
            self.faults = [f"the golden article was split into {len(articles)}"]
            return
        [found] = batcher.group(articles, Options()).result()
        if isinstance(found, Exception):
            self.faults = [f"the golden article failed: {type(found).__name__}"]
        else:
            self.faults = self._golden.faults(found)
