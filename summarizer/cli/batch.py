"""``jianbao batch``: an archive of any size, exactly once, whatever interrupts it."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from summarizer.archive import report
from summarizer.archive.publishing import Places
from summarizer.archive.run import ROUND, Job, Outcome, batch
from summarizer.archive.types import Fields, Setup, Workers
from summarizer.cli.writing import HOUSE, options_of, writing_options
from summarizer.exceptions import ArchiveError, OptionError

_Command = Callable[..., Any]


def shared_options(command: _Command) -> _Command:
    """The options that ``batch`` and ``watch`` have in common."""
    options: list[Callable[[_Command], _Command]] = [
        click.option("--text-field", default="text", show_default=True, help="Field of the text."),
        click.option("--id-field", default="id", show_default=True, help="Field of the id."),
        writing_options,
        click.option(
            "--runtime", default="auto", show_default=True, help="Engine that runs the model."
        ),
        click.option("--house", type=click.Path(path_type=Path), help=HOUSE),
        click.option("--with-text", is_flag=True, help="Put each article's text in its row."),
        click.option("--workers", type=click.IntRange(1), help="Processes [one per core]."),
        click.option(
            "--threads", type=click.IntRange(1), default=1, show_default=True, help="Per worker."
        ),
        click.option(
            "--round",
            "round_size",
            type=click.IntRange(1),
            default=ROUND,
            show_default=True,
            help="Documents that are committed together.",
        ),
        click.option(
            "--work", type=click.Path(path_type=Path), help="Folder of the journal [OUT.jianbao]."
        ),
        click.option("--restart", is_flag=True, help="Forget what was done and begin anew."),
    ]
    return functools.reduce(lambda found, option: option(found), reversed(options), command)


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("--out", required=True, help="The output, .jsonl or .parquet.")
@shared_options
@click.option("--shard", type=int, help="Make OUT a folder of parts with so many rows each.")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many documents.")
@click.option("--dry-run", is_flag=True, help="Count, measure a sample, estimate; write nothing.")
@click.option("--report", "page", type=click.Path(path_type=Path), help="Also an HTML report.")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Where the workers are: on this machine, or on a Ray cluster.",
)
@click.pass_context
def command(
    context: click.Context,
    /,
    inputs: tuple[str, ...],
    shard: int | None,
    limit: int | None,
    dry_run: bool,
    page: Path | None,
    engine: str,
    **given: Any,
) -> None:
    """Summarise all of INPUTS into OUT, one row per article, exactly once.

    INPUTS are folders, globs and files: everything that summarize reads, and .jsonl(.gz),
    .parquet, .zip and .tar(.gz). An interrupted run goes on when the same command is given
    again. What could not be read is in OUT's .errors.jsonl, and the exit code is then 1.
    """
    setup = setup_of(given)
    places = Places.of(given["out"], given["work"], shard)
    count = given["workers"] or os.cpu_count() or 1
    job = Job(
        inputs, places, setup, given["round_size"], limit, given["with_text"], given["restart"]
    )
    if dry_run:
        _estimate(job, count)
        return
    if page is not None:
        _make_room(page)
    workers = workers_of(engine, setup, given["workers"])
    with Bar() as bar:
        outcome = run_job(lambda: batch(job, workers, bar), workers)
    tell(outcome, places, page)
    context.exit(1 if outcome.stats.failed else 0)


def _make_room(page: Path) -> None:
    """The folder of the report, made before a run of hours and not missed after it."""
    if page.is_dir():
        raise OptionError(f"report: {page} is a folder; name a file")
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OptionError(f"report: {page}: {error.strerror}") from None


def setup_of(given: dict[str, Any]) -> Setup:
    """What the workers need, from the command's options."""
    house = given["house"]
    return Setup(
        options=options_of(given),
        fields=Fields(text=given["text_field"], id=given["id_field"]),
        model=given["model"],
        engine=given["runtime"],
        threads=given["threads"],
        house=house.absolute() if house else None,
    )


def workers_of(engine: str, setup: Setup, count: int | None) -> Workers:
    """The workers of ``engine``. Raises EngineError where a package is missing."""
    if engine == "ray":
        from summarizer.archive.on_ray import RayWorkers

        return RayWorkers(setup, count)
    from summarizer.archive.local import LocalWorkers

    return LocalWorkers(setup, count or os.cpu_count() or 1)


def run_job(job: Callable[[], Outcome], workers: Workers) -> Outcome:
    """``job``'s outcome; the workers end with it, and Ctrl-C is one line."""
    try:
        return job()
    except KeyboardInterrupt:
        raise ArchiveError("stopped; run the same command again to go on") from None
    finally:
        workers.close()


def tell(outcome: Outcome, places: Places, page: Path | None) -> None:
    """The report: on stderr, in the work folder, and as a page where one is asked for."""
    if outcome.already:
        click.echo(f"{places.out}：此前已全部完成，没有重做", err=True)
    for line in report.as_lines(outcome):
        click.echo(line, err=True)
    if outcome.stats.failed:
        click.echo(f"未能处理的见 {places.final_errors}", err=True)
    try:
        found = json.dumps(report.as_json(outcome), ensure_ascii=False, indent=1)
        (places.work / "report.json").write_text(found + "\n", "utf-8")
        if page is not None:
            page.write_text(report.as_html(outcome, f"简报批处理：{places.out}"), "utf-8")
    except OSError as error:
        raise OptionError(f"report: {error}") from None


class Bar:
    """A progress bar on stderr where a person looks on; notes always."""

    def __init__(self) -> None:
        self._bar = tqdm(
            total=1.0,
            disable=not sys.stderr.isatty(),
            bar_format="{percentage:5.1f}%|{bar}| {desc} [已用{elapsed}，还需{remaining}]",
        )
        self._first: float | None = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def note(self, line: str) -> None:
        """See :class:`summarizer.archive.run.Progress`."""
        tqdm.write(f"jianbao: {line}", file=sys.stderr)  # above the bar

    def at(self, articles: int, share: float) -> None:
        """See :class:`summarizer.archive.run.Progress`."""
        if self._first is None:  # what earlier sessions did is not this one's speed
            self._first = share
            self._bar.initial = self._bar.n = share
        elapsed = self._bar.format_dict["elapsed"] or 1e-9
        self._bar.set_description_str(f"{articles}篇，{articles / elapsed:.1f}篇/秒", refresh=False)
        self._bar.update(max(0.0, min(1.0, share) - self._bar.n))


def _estimate(job: Job, workers: int) -> None:
    from summarizer.archive.estimate import estimate
    from summarizer.archive.places import walk

    found = estimate(
        (walk(given) for given in job.inputs), job.setup, workers, job.limit, job.with_text
    )
    hours, rest = divmod(round(found.seconds), 3600)
    for line in (
        f"文件{found.files}个，{found.input_bytes / 2**20:.1f}MB；文件或记录{found.documents}个",
        f"抽样{found.sample}个，其中读不出{found.failed}个；估计稿件约{found.articles}篇",
        f"{workers}个进程约需{hours}小时{rest // 60}分{rest % 60}秒，输出约"
        f"{found.output_bytes / 2**20:.1f}MB（重复稿件不另花时间，未计入）",
    ):
        click.echo(line)
