"""``jianbao summarize``: files in, headline and brief per article out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from summarizer.cli.inputs import pages
from summarizer.cli.render import terminal_text
from summarizer.cli.writing import HOUSE, options_of, writing_options
from summarizer.exceptions import ReadingError
from summarizer.options import Options
from summarizer.pages import split
from summarizer.types import Article, Summary


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "form", flag_value="json", help="JSON lines, one object per article.")
@click.option("--text", "form", flag_value="text", default="text", help="For people (default).")
@writing_options
@click.option("--engine", default="auto", show_default=True, help="Engine that runs the model.")
@click.option("--threads", type=click.IntRange(1), help="CPU threads; all cores if not given.")
@click.option("--house", type=click.Path(path_type=Path), help=HOUSE)
@click.option("--no-checks", is_flag=True, help="Print the model's first words unchecked.")
@click.pass_context
def command(
    context: click.Context,
    /,
    files: tuple[Path, ...],
    form: str,
    model: str | None,
    engine: str,
    threads: int | None,
    house: Path | None,
    no_checks: bool,
    **given: Any,
) -> None:
    """Write headline and brief (标题、简讯) for each article of FILES.

    FILES are txt, md, html, docx, pdf or jsonl; "-" or nothing reads standard input. A file
    that cannot be read is named on stderr, the others are still done, and the exit code is 2.
    """
    options = options_of(given, checks=not no_checks)
    from summarizer.pipeline import Summarizer  # the engine's libraries load only when needed

    failures = 0

    def articles() -> Iterator[Article]:
        nonlocal failures
        for found in pages(files):
            if isinstance(found, ReadingError):
                failures += 1
                click.echo(f"jianbao: {found}", err=True)
                continue
            for warning in found.warnings:
                click.echo(f"jianbao: {found.source}: {warning}", err=True)
            parts = split(found)
            if not parts:
                click.echo(f"jianbao: {found.source}: 没有找到可供摘要的正文", err=True)
            yield from parts

    summarizer = Summarizer.load(model, engine=engine, threads=threads, house=house)
    for summary in _progress(summarizer.stream(articles(), options)):
        _print(summary, form, options)
    if failures:
        context.exit(2)


def _progress(summaries: Iterable[Summary]) -> Iterable[Summary]:
    """A bar on stderr where the summaries go into a pipe or file and a person looks on."""
    watched = sys.stderr.isatty() and not sys.stdout.isatty()
    return tqdm(summaries, unit="篇", disable=not watched)


def _print(summary: Summary, form: str, options: Options) -> None:
    if form == "json":
        click.echo(json.dumps(summary.model_dump(mode="json"), ensure_ascii=False))
    else:
        click.echo(terminal_text(summary, options))
    sys.stdout.flush()
