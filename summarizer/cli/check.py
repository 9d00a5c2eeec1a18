"""``jianbao check``: any summary, a human's too, against its source, a verdict per fact."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from summarizer.cli.inputs import STDIN, pages
from summarizer.exceptions import DataError, OptionError, ReadingError
from summarizer.facts.check import Checker
from summarizer.facts.labels import LABELS
from summarizer.pages import split
from summarizer.reading.encoding import decode, whole
from summarizer.reading.jsonl import lines
from summarizer.types import Check, Page, Task

_STDIN = "<stdin>"


@click.command()
@click.option(
    "--source", type=click.Path(path_type=Path), help="The article: txt, md, html, docx or pdf."
)
@click.option(
    "--summary", type=click.Path(path_type=Path), help='The summary; one of the two may be "-".'
)
@click.option(
    "--task",
    type=click.Choice([task.value for task in Task]),
    default=Task.BRIEF.value,
    show_default=True,
    help="What the summary is; headlines may abbreviate and round.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
@click.option(
    "--jsonl",
    is_flag=True,
    help='Check lines {"id", "text", "summary"} of standard input; print a JSON line for each, '
    'with its "id", or its "line" where it has none.',
)
@click.pass_context
def command(
    context: click.Context,
    source: Path | None,
    summary: Path | None,
    task: str,
    as_json: bool,
    jsonl: bool,
) -> None:
    """Check every fact of a summary (核对) against its source.

    Exit code 0: every check passed; 1: a check failed; 2: the input cannot be used.
    """
    if jsonl:
        if source or summary:
            raise OptionError("--jsonl reads standard input: leave out --source and --summary")
        context.exit(0 if _stream(Task(task)) else 1)
    if source is None or summary is None:
        raise OptionError("--source and --summary are both needed (or --jsonl)")
    if source == summary == STDIN:
        raise OptionError("--source and --summary cannot both be standard input")
    article = "\n".join(_article(page) for page in _read(source))
    output = "\n".join(page.text for page in _read(summary)).strip()
    if not output:
        raise ReadingError(f"{summary}: no text to check")
    checks = Checker(article).check(Task(task), output)
    click.echo(json.dumps(report(checks), ensure_ascii=False) if as_json else _text(checks))
    context.exit(0 if all(c.passed is not False for c in checks) else 1)


def report(checks: Sequence[Check]) -> dict[str, Any]:
    """The checks as ``--json`` prints them: ``passed`` and one entry per check."""
    return {
        "passed": all(check.passed is not False for check in checks),
        "checks": [check.model_dump(mode="json", exclude={"task"}) for check in checks],
    }


def _read(path: Path) -> Iterator[Page]:
    """The pages of a file or of standard input. Raises ReadingError at what cannot be read."""
    for found in pages((path,)):
        if isinstance(found, ReadingError):
            raise found
        yield found


def _article(page: Page) -> str:
    """The cleaned text of a page with its headlines and datelines: a summary may use them."""
    parts = [
        part
        for article in split(page)
        for part in (article.title, article.dateline, article.text)
        if part
    ]
    return "\n".join(parts) or page.text


def _stream(task: Task) -> bool:
    """Check the lines of standard input, print a line for each; whether all checks passed.

    A line that cannot be used is answered by its error, and the others are checked.
    """
    passed, faults = True, []
    for number, line in lines(sys.stdin.buffer, _STDIN):
        record: dict[str, Any] = {}
        try:
            record = _record(line, f"{_STDIN}:{number}")
            text, summary = _field(record, "text"), _field(record, "summary")
            found = report(Checker(text).check(task, summary))
            passed &= found["passed"]
        except DataError as error:
            found = {"error": str(error)}
            faults.append(f"{_STDIN}:{number}: {error}")
        answer = json.dumps({**_name(record, number), **found}, ensure_ascii=False)
        click.echo(whole(answer))
        sys.stdout.flush()
    if faults:
        others = len(faults) - 1
        more = f" (and {others} more line{'s' if others > 1 else ''})" if others else ""
        raise DataError(faults[0] + more)
    return passed


def _record(line: bytes | ReadingError, where: str) -> dict[str, Any]:
    """One line of input as an object. Raises DataError, which does not name ``where``."""
    try:
        if isinstance(line, ReadingError):
            raise line
        record = json.loads(decode(line, where)[0])
    except ReadingError as error:
        raise DataError(str(error).removeprefix(f"{where}：")) from None
    except (ValueError, RecursionError):
        raise DataError("not JSON") from None
    if not isinstance(record, dict):
        raise DataError("not a JSON object")
    return record


def _name(record: dict[str, Any], number: int) -> dict[str, Any]:
    """What an answer goes by: the record's id; without one its line, which is nobody's id."""
    given = record.get("id")
    return {"id": given} if isinstance(given, str | int | float) else {"line": number}


def _field(record: dict[str, Any], name: str) -> str:
    text = record.get(name)
    if not isinstance(text, str):
        raise DataError(f'field "{name}" must be a text')
    if not text.strip():
        raise DataError(f'field "{name}" is empty')
    return whole(text)


def _text(checks: Sequence[Check]) -> str:
    """A line per check: failed ones with the place, the source's words and the reason."""
    shown: list[str] = []
    for check in checks:
        name = LABELS[check.kind]
        if check.passed is None:
            shown.append(click.style(f"—  {name}：无", dim=True))
        elif check.passed:
            shown.append(click.style(f"✓  {name}", fg="green"))
        else:
            said = check.text if len(check.text) <= 40 else check.text[:39] + "…"
            line = f"✗  {name}：{check.reason}：{_quoted(said)}"
            if check.source:
                line += f"，原文：{_quoted(check.source)}"
            shown.append(click.style(line, fg="red"))
    return "\n".join(shown)


def _quoted(words: str) -> str:
    """Words in quotation marks, unless they have their own."""
    return words if words[:1] in "“《" and words[-1:] in "”》…" else f"“{words}”"
