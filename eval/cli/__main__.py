"""``python -m eval.cli``: the sub-command without the rest of ``jianbao``."""

from __future__ import annotations

from eval.cli import command
from summarizer.cli import OneLine
from summarizer.exceptions import JianbaoError


def main() -> None:
    """Run, with declared errors as one line and exit code 2."""
    try:
        command(prog_name="jianbao eval", standalone_mode=True)
    except JianbaoError as error:
        line = OneLine(str(error))
        line.show()
        raise SystemExit(line.exit_code) from None


main()
