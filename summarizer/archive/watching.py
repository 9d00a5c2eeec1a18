"""A folder that fills: every file is done once, as soon as it holds still."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from summarizer.archive.places import Found
from summarizer.archive.run import Job, Outcome, Progress, Run, opened
from summarizer.archive.stats import Stats
from summarizer.archive.types import Workers
from summarizer.exceptions import OptionError
from summarizer.seq2seq.optional import require

#: Seconds for which a file must not have changed.
SETTLE = 2.0

#: Seconds between looks where the system reports nothing, as network file systems do not.
RESCAN = 30.0


def watch(
    job: Job,
    workers: Workers,
    progress: Progress,
    say: Callable[[Outcome], None],
    *,
    once: bool = False,
    settle: float = SETTLE,
) -> Outcome:
    """Do what is in the folder, then what comes into it, until interrupted; or ``once``.

    A file is taken when its size and time are the same in two looks ``settle`` seconds apart
    (one that is still being copied is not). ``say`` hears of every turn that did something.
    """
    folder = Path(job.inputs[0])
    if not folder.is_dir():
        raise OptionError(f"{folder}: not a folder; give the folder that files come into")
    if not once:
        require("watchfiles", "archive")
    with opened(job, workers, progress) as run:
        outcome = Outcome(Stats.model_validate(run.journal.committed().stats))
        pending = True  # what an interrupted run left
        looks = _Looks(run)
        while True:
            unsettled, settled = looks.again()
            if settled:
                run.journal.list_sources([settled])
            if settled or pending:
                outcome = run.drain()
                if outcome.articles or outcome.failed or settled:
                    say(outcome)
                pending = False
            if unsettled:
                time.sleep(max(0.05, settle))
            elif once:
                return outcome
            else:
                _wait(folder)


class _Looks:
    """What changed between one look at the folder and the next."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._before: dict[str, Found] = {}

    def again(self) -> tuple[int, list[Found]]:
        """How many files are not known and not still, and those that are still and not known."""
        now = {f.path: f for f in self._run.found() if not self._run.journal.knows(f)}
        settled = [f for path, f in now.items() if self._before.get(path) == f]
        self._before = {path: f for path, f in now.items() if self._before.get(path) != f}
        return len(self._before), settled


def _wait(folder: Path) -> None:
    """Return when something happens in ``folder``, or after a while."""
    import watchfiles

    changes = watchfiles.watch(
        folder, rust_timeout=int(RESCAN * 1000), yield_on_timeout=True, raise_interrupt=True
    )
    next(iter(changes))
    changes.close()
