"""What a run measures while it goes on: dev losses often, what is printed now and then."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cached_property

from summarizer.seq2seq.checkpoint import TOKENIZER
from summarizer.seq2seq.optional import installed
from summarizer.training.curve import Curve
from summarizer.training.journal import Journal, events
from summarizer.training.rows import Row, read_rows
from summarizer.training.score import LENGTH, selected
from summarizer.training.trainer import Worker

#: Seconds after which a scoring run is given up.
PATIENCE = 3600


class Evaluator:
    """Decides when to evaluate, and does it with the averaged weights."""

    def __init__(self, worker: Worker, journal: Journal, stopping: Callable[[], bool]) -> None:
        self._worker, self._journal, self._stopping = worker, journal, stopping
        self._checked = self._scored = worker.clock.seconds

    def perhaps(self) -> None:
        """Evaluate if it is time."""
        recipe, now = self._worker.recipe, self._worker.clock.seconds
        if (now - self._checked) / 60 >= recipe.check_minutes:
            self.check()
        if (now - self._scored) / 60 >= recipe.score_minutes:
            self.score()

    def check(self) -> None:
        """Log dev losses and the ROUGE-L of clause selection."""
        worker = self._worker
        self._checked = worker.clock.seconds
        if not worker.dev:
            return
        with worker.average.applied():
            losses = worker.dev_losses()
            selects = worker.model.salience is not None and worker.stage.changes("salience")
            found = self._selection() if selects else None
        self._log("check", loss=losses, **({} if found is None else {"clauses": found}))

    def score(self) -> None:
        """Save the averaged weights, draw the curve, let the default engine write.

        That happens in another process (``python -m summarizer.training.score``), whose memory,
        threads and faults are its own.
        """
        worker = self._worker
        self._scored = worker.clock.seconds
        with worker.average.applied():
            worker.model.save(
                worker.run.weights, worker.checkpoint.contract, worker.run.start / TOKENIZER
            )
        if installed("matplotlib"):
            Curve.of(events(worker.run.log)).draw(worker.run.plot)
        if worker.recipe.score:
            self._write_and_measure()

    def _write_and_measure(self) -> None:
        worker = self._worker
        sets = [f"{worker.recipe.data[n].path}={k}" for n, k in worker.recipe.score.items()]
        graphs = worker.run.folder / "graphs"
        command = [sys.executable, "-m", "summarizer.training.score", str(worker.run.weights)]
        child = subprocess.Popen(
            [*command, "--threads", str(worker.recipe.threads), *sets],
            stdout=subprocess.PIPE,
            env=os.environ | {"JIANBAO_CACHE": str(graphs)},
        )
        end = time.monotonic() + PATIENCE
        while child.poll() is None and not self._stopping() and time.monotonic() < end:
            try:
                child.wait(1)
            except subprocess.TimeoutExpired:
                continue
        if child.poll() is None:
            child.terminate()
        output = child.communicate()[0]
        shutil.rmtree(graphs, ignore_errors=True)
        if child.returncode == 0:
            self._keep_best(json.loads(output))
        elif not self._stopping():
            self._log("score-failed", code=child.returncode)

    def _keep_best(self, scores: dict[str, dict[str, float]]) -> None:
        value = sum(s[t] for s in scores.values() for t in ("headline", "brief") if t in s)
        best = self._worker.run.best
        note = best / "score.json"
        before = json.loads(note.read_text("utf-8"))["sum"] if note.is_file() else -1.0
        if value > before:
            shutil.copytree(self._worker.run.weights, best, dirs_exist_ok=True)
            note.write_text(json.dumps({"sum": value, "scores": scores}), "utf-8")
        self._log("score", scores=scores, best=value > before)

    def _selection(self) -> float | None:
        if not self._rows:
            return None
        return selected(self._worker.tagger, self._rows, LENGTH)

    @cached_property
    def _rows(self) -> list[Row]:
        """The dev rows with briefs."""
        names = dict.fromkeys(m.data for m in self._worker.recipe.dev if m.job == "salience")
        paths = [self._worker.recipe.data[name].path for name in names]
        return [row for path in paths for row in read_rows(path) if row.brief]

    def _log(self, event: str, **values: object) -> None:
        worker = self._worker
        minutes = round(worker.clock.seconds / 60, 2)
        self._journal.write(
            event, stage=worker.stage.name, step=worker.step, minutes=minutes, **values
        )
