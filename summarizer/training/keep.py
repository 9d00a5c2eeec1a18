"""Keeping a run going in the background: on, off, status, pause, resume.

``python -m summarizer.training.keep FOLDER NICE`` is the process that trains: one per folder, its
number in ``FOLDER/pid``, what it prints in ``FOLDER/output.log``.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import psutil

from summarizer.cachedir import cache_dir
from summarizer.exceptions import JianbaoError, OptionError
from summarizer.training.recipe import Recipe
from summarizer.training.state import Run

#: Seconds that ``off`` waits: a step, and the state written.
PATIENCE = 180

_MODULE = "summarizer.training.keep"


def folder_of(recipe: Path) -> Path:
    """Where the run of a recipe lives: the user's cache folder, by the recipe's name."""
    return cache_dir() / "training" / recipe.stem


def process(run: Run) -> psutil.Process | None:
    """The process that trains in this folder; None where there is none."""
    try:
        found = psutil.Process(int(run.pid.read_text("ascii")))
        if _MODULE in found.cmdline() and found.status() != psutil.STATUS_ZOMBIE:
            return found
    except (OSError, ValueError, psutil.Error):
        pass
    return None


def on(run: Run, recipe: Path, *, nice: int = 19) -> int:
    """Start or resume the run in the background; the number of its process.

    ``nice`` 19 is the lowest priority: what nobody else wants of the machine.

    The recipe is read anew each time, so that budgets and rates can be changed between
    slices. Raises OptionError if it runs already or the recipe cannot be used.
    """
    if (running := process(run)) is not None:
        raise OptionError(f"training runs already: process {running.pid} in {run.folder}")
    Recipe.load(recipe).save(run.recipe)
    with run.output.open("ab") as output:
        number = os.posix_spawn(
            sys.executable,
            [sys.executable, "-m", _MODULE, str(run.folder), str(nice)],
            # A thread that waits for another must not burn the cores that others want.
            os.environ | {"OMP_WAIT_POLICY": "passive"},
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_DUP2, output.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, output.fileno(), 2),
            ],
            setsid=True,
        )
    run.pid.write_text(f"{number}\n", "ascii")
    return number


def off(run: Run) -> bool:
    """Stop the run after its current step, with its state saved; False if none runs."""
    found = process(run)
    if found is None:
        return False
    _signal(found, signal.SIGCONT)
    found.terminate()
    try:
        found.wait(PATIENCE)
    except psutil.TimeoutExpired:
        raise OptionError(f"process {found.pid} has not stopped within {PATIENCE} s") from None
    run.pid.unlink(missing_ok=True)
    return True


def pause(run: Run) -> bool:
    """Halt the run where it is, memory kept; its active time stands still."""
    found = process(run)
    if found is None:
        return False
    _signal(found, signal.SIGSTOP)
    for _ in range(100):  # a thread in the middle of a system call halts at its end
        if found.status() == psutil.STATUS_STOPPED:
            break
        time.sleep(0.02)
    return True


def resume(run: Run) -> bool:
    """Let a paused run go on."""
    found = process(run)
    if found is not None:
        _signal(found, signal.SIGCONT)
    return found is not None


def describe(run: Run) -> str:
    """One line: whether it runs, since when, and where."""
    found = process(run)
    if found is None:
        return f"no training runs in {run.folder}"
    with found.oneshot():
        halted = found.status() == psutil.STATUS_STOPPED
        hours = (time.time() - found.create_time()) / 3600
        used = sum(found.cpu_times()[:2]) / 60
    what = "is paused" if halted else "trains"
    return f"process {found.pid} {what} in {run.folder}: {hours:.1f} h, {used:.0f} CPU minutes"


def _signal(found: psutil.Process, number: signal.Signals) -> None:
    """To the whole group, so that a scoring run halts too."""
    os.killpg(found.pid, number)


def main(arguments: list[str] | None = None) -> int:
    """Train in the folder given, at the priority given, until done or stopped."""
    from summarizer.training.fit import Fit

    folder, nice = arguments if arguments is not None else sys.argv[1:]
    run = Run(Path(folder))
    os.nice(max(0, int(nice) - os.nice(0)))
    began = time.strftime("%Y-%m-%d %H:%M:%S")
    print(f"{began} training in {run.folder}", flush=True)  # noqa: T201
    try:
        done = Fit(run, Recipe.load(run.recipe)).go()
    except JianbaoError as error:
        print(f"jianbao: {error}", flush=True)  # noqa: T201
        return 2
    print("the recipe is done" if done else "stopped", flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
