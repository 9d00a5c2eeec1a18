"""``python -m service``: the same as ``jianbao serve``, where the command is not installed."""

from __future__ import annotations

from service.cli.serve import command
from summarizer.cli import main

if __name__ == "__main__":
    main(command)
