"""What a run measures while it goes on: dev losses often, what is printed now and then."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cached_property

from summarizer.seq2seq.checkpoint import TOKENIZER
from summarizer.seq2seq.optional import installed
from summarizer.training.curve import Curve
from summarizer.training.journal import Journal, events
from summarizer.training.rows import Row, read_rows
from summarizer.training.score import LENGTH, figures, selected
from summarizer.training.trainer import Worker

#: Seconds after which a scoring run is given up.
PATIENCE = 3600


class Evaluator:
    """Decides when to evaluate, and does it with the averaged weights."""

    def __init__(self, worker: Worker, journal: Journal) -> None:
        self._worker, self._journal = worker, journal
        self._checked = self._scored = worker.clock.seconds

    def perhaps(self) -> None:
        """Evaluate if it is time."""
        recipe, now = self._worker.recipe, self._worker.clock.seconds
        if (now - self._scored) / 60 >= recipe.score_minutes:
            self.score()
        elif (now - self._checked) / 60 >= recipe.check_minutes:
            self.check()

    def check(self) -> None:
        """Write the averaged weights, log dev losses and the ROUGE-L of clause selection."""
        worker = self._worker
        self._checked = worker.clock.seconds
        values: dict[str, object] = {}
        with worker.average.applied():
            worker.model.save(worker.run.weights, worker.contract, worker.run.start / TOKENIZER)
            if worker.dev:
                values["loss"] = worker.dev_losses()
            if worker.model.salience is not None and worker.stage.changes("salience"):
                values["clauses"] = self._selection()
        self._log("check", **values)

    def score(self) -> None:
        """Draw the curve, and let the default engine write with the weights of a new check.

        That happens in another process (``python -m summarizer.training.score``), whose memory,
        threads and faults are its own.
        """
        self.check()
        self._scored = self._worker.clock.seconds
        if installed("matplotlib"):
            Curve.of(events(self._worker.run.log)).draw(self._worker.run.plot)
        if self._worker.recipe.score:
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
        try:
            output, _ = child.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            output = b""
        finally:
            child.kill()
            child.wait()
            shutil.rmtree(graphs, ignore_errors=True)
        if child.returncode == 0:
            self._keep_best(json.loads(output))
        else:
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
        found = selected(self._worker.tagger, self._rows, LENGTH)
        return figures("clauses", found)["clauses"]

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
