"""``jianbao check``: any summary, a human's too, against its source, a verdict per fact."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from summarizer.exceptions import DataError, OptionError, ReadingError
from summarizer.facts.check import Checker
from summarizer.facts.labels import LABELS
from summarizer.pages import split
from summarizer.reading import read
from summarizer.types import Check, Page, Task


@click.command()
@click.option(
    "--source", type=click.Path(path_type=Path), help="The article: txt, md, html, docx or pdf."
)
@click.option("--summary", type=click.Path(path_type=Path), help="The summary to check.")
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
    help='Check lines {"id", "text", "summary"} of standard input; print a JSON line for each.',
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
        passed = [_print_line(*line, Task(task)) for line in _lines()]
        context.exit(0 if all(passed) else 1)
    if source is None or summary is None:
        raise OptionError("--source and --summary are both needed (or --jsonl)")
    article = "\n".join(_article(page) for page in read(source))
    output = "\n".join(page.text for page in read(summary)).strip()
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


def _article(page: Page) -> str:
    """The cleaned text of a page with its headlines and datelines: a summary may use them."""
    parts = [
        part
        for article in split(page)
        for part in (article.title, article.dateline, article.text)
        if part
    ]
    return "\n".join(parts) or page.text


def _lines() -> Iterator[tuple[str, str, str]]:
    """Id, source and summary of each line of standard input."""
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            raise DataError(f"<stdin>:{number}: not JSON") from None
        if not isinstance(record, dict):
            raise DataError(f"<stdin>:{number}: not a JSON object")
        for field in ("text", "summary"):
            if not isinstance(record.get(field), str) or not record[field].strip():
                raise DataError(f'<stdin>:{number}: field "{field}" must be a text')
        yield str(record.get("id", number)), record["text"], record["summary"]


def _print_line(key: str, text: str, summary: str, task: Task) -> bool:
    found = report(Checker(text).check(task, summary))
    click.echo(json.dumps({"id": key, **found}, ensure_ascii=False))
    sys.stdout.flush()
    return bool(found["passed"])


def _text(checks: Sequence[Check]) -> str:
    """A line per check: failed ones with the place, the source's words and the reason."""
    lines: list[str] = []
    for check in checks:
        name = LABELS[check.kind]
        if check.passed is None:
            lines.append(click.style(f"—  {name}：无", dim=True))
        elif check.passed:
            lines.append(click.style(f"✓  {name}", fg="green"))
        else:
            said = check.text if len(check.text) <= 40 else check.text[:39] + "…"
            line = f"✗  {name}：{check.reason}：“{said}”"
            if check.source:
                line += f"，原文：“{check.source}”"
            lines.append(click.style(line, fg="red"))
    return "\n".join(lines)
