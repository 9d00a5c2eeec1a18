"""Measuring cold starts: a fresh ``jianbao summarize``, with and without its cache."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.cachedir import VARIABLE
from summarizer.exceptions import EngineError


@dataclass(frozen=True, slots=True)
class Start:
    """A fresh ``jianbao summarize``: seconds to its first summary, peak memory in MB."""

    cache: str  # "empty" or "filled"
    seconds: float
    peak_mb: float | None  # None where the system does not tell
    torch: bool  # whether torch was imported


def starts(model: str | None, text: str, threads: int) -> list[Start]:
    """A first run, which builds the graphs, and a run after it, each in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.txt"
        page.write_text(text + "\n", "utf-8")
        command = ["summarize", str(page), "--json", "--threads", str(threads)]
        command += ["--model", model] if model else []
        cache = str(Path(folder) / "cache")
        return [_start(command, cache, state) for state in ("empty", "filled")]


#: Run in the fresh process; its last line on stderr is for us. What wait4 gives as peak memory
#: on Linux may be this process's own, which the child was forked from; VmHWM starts with exec.
_PROBE = """
import json, sys
from summarizer.cli import main
try:
    main()
finally:
    try:
        with open("/proc/self/status") as file:
            peak = next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM"))
    except OSError:
        peak = None
    print(json.dumps({"peak_mb": peak, "torch": "torch" in sys.modules}), file=sys.stderr)
"""


def _start(command: Sequence[str], cache: str, state: str) -> Start:
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", _PROBE, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {VARIABLE: cache, "PYTHONIOENCODING": "utf-8"},
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    seconds = time.perf_counter() - began
    said = process.communicate()[1].decode("utf-8", "replace").strip()
    if process.returncode or not first:
        raise EngineError(f"jianbao {' '.join(command)} failed: {said.splitlines()[0]}")
    return Start(state, seconds, **json.loads(said.splitlines()[-1]))
