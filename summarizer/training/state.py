"""A run's folder and what of it survives a kill."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from summarizer.exceptions import CheckpointError


class Run:
    """Paths of one run; everything it writes is in this folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.recipe = folder / "recipe.yaml"
        self.start = folder / "start"  # the checkpoint folder it began with
        self.state = folder / "state.pt"
        self.log = folder / "log.jsonl"
        self.plot = folder / "curve.png"
        self.prepared = folder / "prepared"
        self.features = folder / "features"
        self.weights = folder / "weights"  # the averaged weights as of the last save
        self.best = folder / "best"  # those with the best score so far
        self.pid = folder / "pid"
        self.output = folder / "output.log"

    def save(self, state: dict[str, Any]) -> None:
        """Write the trainer's state in one step: whole or not at all, also if power fails."""
        import torch  # the commands that only look at a run do without it

        part = self.state.with_suffix(".part")
        with part.open("wb") as file:
            torch.save(state, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.state)

    def load(self) -> dict[str, Any] | None:
        """The last saved state; None where the run has not begun. Raises CheckpointError."""
        import torch

        if not self.state.is_file():
            return None
        try:
            found: dict[str, Any] = torch.load(self.state, weights_only=True)
        except Exception as error:  # torch raises nothing narrower for a damaged file
            first = " ".join(str(error).split())[:200]
            raise CheckpointError(f"{self.state}: cannot be read: {first}") from None
        return found
