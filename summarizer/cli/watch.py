"""``jianbao watch``: new files of a folder are summarised as they come."""

from __future__ import annotations

import os
from typing import Any

import click

from summarizer.archive.publishing import Places
from summarizer.archive.run import Job, Outcome
from summarizer.archive.watching import SETTLE, watch
from summarizer.cli.batch import Bar, run_job, setup_of, shared_options, workers_of


@click.command()
@click.argument("folder")
@click.option("--out", required=True, help="The output, a local .jsonl file.")
@shared_options
@click.option("--once", is_flag=True, help="Do what is new now, then end.")
@click.option(
    "--settle",
    type=click.FloatRange(0),
    default=SETTLE,
    show_default=True,
    help="Seconds for which a file must not have changed before it is read.",
)
@click.pass_context
def command(
    context: click.Context, /, folder: str, once: bool, settle: float, **given: Any
) -> None:
    """Summarise what is in FOLDER and whatever comes into it, appending to OUT (.jsonl).

    Nothing is done twice, also not after an interruption; a file that changes is done anew.
    What could not be read is in OUT's .errors.jsonl; with --once the exit code is then 1.
    Ctrl-C ends it.
    """
    setup = setup_of(given)
    places = Places.of(given["out"], given["work"], live=True)
    job = Job(
        (folder,),
        places,
        setup,
        given["round_size"],
        with_text=given["with_text"],
        restart=given["restart"],
    )
    workers = workers_of("local", setup, given["workers"] or os.cpu_count())
    failed = 0
    with Bar() as bar:

        def say(outcome: Outcome) -> None:
            nonlocal failed
            failed += outcome.failed
            bar.note(f"{outcome.articles}篇写好，共{outcome.stats.articles}篇，见 {places.out}")
            if outcome.failed:
                bar.note(f"未能处理{outcome.failed}条，见 {places.final_errors}")

        def job_done() -> Outcome:
            return watch(job, workers, bar, say, once=once, settle=settle)

        run_job(job_done, workers)
    context.exit(1 if failed else 0)
