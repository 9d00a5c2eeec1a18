"""``jianbao jobs``: files of documents through a running service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from service.client import Client
from service.schemas import Job, Wishes
from summarizer.cli.writing import CEILINGS
from summarizer.types import Task


@click.group()
@click.option("--url", envvar="JIANBAO_URL", default="http://127.0.0.1:8765", show_default=True)
@click.option("--key", envvar="JIANBAO_KEY", show_envvar=True, help="API key.")
@click.pass_context
def command(context: click.Context, url: str, key: str | None) -> None:
    """Submit many documents to a running service (批量) and fetch what came of them."""
    context.obj = (url, key)


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--task", type=click.Choice(["headline", "brief", "both"]), default="both")
@click.option("--max-chars", type=CEILINGS, help="Hard ceiling in 字 of every output.")
@click.option("--wait", is_flag=True, help="Wait until the job is over.")
@click.pass_obj
def submit(
    where: tuple[str, str | None], file: Path, task: str, max_chars: int | None, wait: bool
) -> None:
    """Submit FILE, JSON lines {"id": …, "text": …}, and print the job's id."""
    tasks = list(Task) if task == "both" else [Task(task)]
    with _client(where) as client, file.open("rb") as lines:
        job = client.submit_file(lines, file.name, Wishes(tasks=tasks, max_chars=max_chars))
        click.echo(job.id)
        if wait:
            for state in client.follow(job.id):
                _show(state)


@command.command()
@click.argument("job_id")
@click.pass_obj
def status(where: tuple[str, str | None], job_id: str) -> None:
    """Say where the job JOB_ID stands."""
    with _client(where) as client:
        _show(client.job(job_id))


@command.command()
@click.argument("job_id")
@click.option("--errors", is_flag=True, help="The documents without a result instead.")
@click.option(
    "--out", "--output", "output", type=click.File("wb"), default="-", help="JSON lines  [stdout]."
)
@click.pass_obj
def results(where: tuple[str, str | None], job_id: str, errors: bool, output: BinaryIO) -> None:
    """Write the results of the job JOB_ID as JSON lines."""
    with _client(where) as client:
        for block in client.download(job_id, "errors" if errors else "results"):
            output.write(block)


@command.command()
@click.argument("job_id")
@click.pass_obj
def cancel(where: tuple[str, str | None], job_id: str) -> None:
    """Cancel the job JOB_ID; what is done can be fetched."""
    with _client(where) as client:
        _show(client.cancel(job_id))


@contextmanager
def _client(where: tuple[str, str | None]) -> Iterator[Client]:
    with Client(*where) as client:
        yield client


def _show(job: Job) -> None:
    click.echo(
        f"{job.id}  {job.status.value}  {job.done + job.failed}/{job.total}  {job.failed} failed",
        err=True,
    )
