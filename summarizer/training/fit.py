"""A run from its recipe to its weights: begun, resumed, stopped cleanly."""

from __future__ import annotations

import math
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import torch

from summarizer.exceptions import OptionError
from summarizer.seq2seq.checkpoint import TOKENIZER, Checkpoint, Salience
from summarizer.seq2seq.pointer import PointerBart
from summarizer.training import warmstart
from summarizer.training.evaluate import Evaluator
from summarizer.training.journal import Journal
from summarizer.training.memory import keep_pages
from summarizer.training.recipe import Recipe
from summarizer.training.state import Run
from summarizer.training.trainer import Worker


class Stopped(Exception):  # noqa: N818
    """A stop was asked for in the middle of something that can simply be done again."""


class Fit:
    """The run in one folder."""

    def __init__(self, run: Run, recipe: Recipe) -> None:
        self.run, self.recipe = run, recipe
        self.stopping = False
        self._loose = False
        self._left = math.inf  # active seconds

    def go(self, minutes: float | None = None) -> bool:
        """Train until the recipe is done (True) or a stop is asked for (False).

        SIGTERM and SIGINT stop after the step in hand, as do so many active ``minutes``.

        A folder that holds a state is resumed: the steps after the last save are made again,
        with the same results.
        """
        self._left = math.inf if minutes is None else 60 * minutes
        keep_pages()
        torch.set_num_threads(self.recipe.threads)
        torch.manual_seed(self.recipe.seed)
        state = self.run.load()
        if state is None:
            begin(self.run, self.recipe)
        self.model = PointerBart.load(self.run.start)
        if state is not None:
            self.model.load_state_dict(state["model"])
            self.model.tie_weights()
        self.journal = Journal(self.run.log, None if state is None else state["log"])
        with self._signals():
            return self._stages(state)

    def _stages(self, state: dict[str, Any] | None) -> bool:
        names = [stage.name for stage in self.recipe.stages]
        at = 0
        if state is not None:
            if state["stage"] not in names:
                raise OptionError(
                    f"the run is in stage {state['stage']!r}, the recipe has {', '.join(names)}"
                )
            at = names.index(state["stage"])
        for stage in self.recipe.stages[at:]:
            worker = Worker(self.run, self.recipe, self.model, stage)
            try:
                if not self._stage(worker, state):
                    return False
            finally:
                worker.close()
            state = None
        return True

    def _stage(self, worker: Worker, state: dict[str, Any] | None) -> bool:
        """Run one stage, from ``state`` if that is one of it, to its end (True) or to a stop."""
        try:
            with self._interruptible():
                worker.prepare()
        except Stopped:
            return False
        if state is not None and state["stage"] == worker.stage.name:
            worker.restore(state)
        else:
            self._begin(worker)
        try:
            return self._steps(worker)
        except Stopped:
            return self._stop(worker)

    def _begin(self, worker: Worker) -> None:
        pairs = zip(worker.stage.mix, worker.data, strict=True)
        counts = {f"{m.data}/{m.job}": len(examples) for m, examples in pairs}
        self.journal.write("stage", stage=worker.stage.name, examples=counts)
        self._save(worker)

    def _steps(self, worker: Worker) -> bool:
        evaluator = Evaluator(worker, self.journal)
        saved = worker.clock.seconds
        if worker.step == 0:
            with self._interruptible():
                evaluator.check()
        while worker.progress < 1 and not self.stopping:
            before = worker.clock.seconds
            worker.advance()
            self._left -= worker.clock.seconds - before
            self.stopping |= self._left <= 0
            if worker.step % self.recipe.log_every == 0:
                worker.report(self.journal)
            with self._interruptible():
                evaluator.perhaps()
            if (worker.clock.seconds - saved) / 60 >= self.recipe.save_minutes:
                self._save(worker)
                saved = worker.clock.seconds
        if self.stopping:
            return self._stop(worker)
        with torch.no_grad():
            for name, tensor in worker.tensors.items():
                tensor.copy_(worker.average.shadow[name])
        with self._interruptible():
            evaluator.score()
        self._save(worker)
        return True

    def _stop(self, worker: Worker) -> bool:
        self._save(worker)
        self.journal.write("stopped", stage=worker.stage.name, step=worker.step)
        return False

    def _save(self, worker: Worker) -> None:
        self.run.save(worker.state() | {"log": self.journal.size})

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        """Let a signal end what is inside at once, by :class:`Stopped`."""
        if self.stopping:
            raise Stopped
        self._loose = True
        try:
            yield
        finally:
            self._loose = False

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def stop(_number: int, _frame: FrameType | None) -> None:
            self.stopping = True
            if self._loose:
                raise Stopped

        before = {s: signal.signal(s, stop) for s in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def begin(run: Run, recipe: Recipe) -> None:
    """Write the run's first checkpoint folder: the recipe's start with a salience head."""
    checkpoint = Checkpoint.open(recipe.start)
    model = PointerBart.load(recipe.start)
    contract = checkpoint.contract
    if contract.salience is None:
        head = Salience(recipe.head.layers, recipe.head.heads, recipe.head.ffn)
        torch.manual_seed(recipe.seed)
        source = warmstart.E5Encoder() if recipe.head.e5 else None
        warmstart.add_head(model, head, source, checkpoint.shape.encoder_layers)
        contract = replace(contract, salience=head)
    model.save(run.start, contract, Path(recipe.start) / TOKENIZER)
