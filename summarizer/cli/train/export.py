"""``jianbao train export``: the folder that is shipped."""

from __future__ import annotations

from pathlib import Path

import click

from summarizer.exceptions import OptionError
from summarizer.seq2seq.optional import require

_DATA = (
    "Public transcripts and news pages gathered for research; the texts belong to their publishers."
)
_WEAKNESSES = (
    "Only what the fact checks pass should be printed: the model's own first candidates fail "
    "them at the rate given above."
)


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--dev",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="Rows to measure on; repeat for several files.",
)
@click.option("--rows", type=int, help="Rows of each file; all if not given.")
@click.option("--data-note", default=_DATA, help="The card's words on the data.")
@click.option("--weaknesses", default=_WEAKNESSES, help="The card's words on weaknesses.")
@click.option("--threads", type=int, help="CPU threads; all cores if not given.")
def export(
    source: Path,
    out: Path,
    dev: tuple[Path, ...],
    rows: int | None,
    data_note: str,
    weaknesses: str,
    threads: int | None,
) -> None:
    """Write the best weights of SOURCE, a run or checkpoint folder, into the new folder OUT.

    The ONNX graphs must write what torch writes; figures are measured and put on the card.
    """
    require("torch", "train")
    from summarizer.training import export as exporting
    from summarizer.training.rows import read_rows
    from summarizer.training.score import measure

    if out.exists():
        raise OptionError(f"{out} exists already; name a new folder")
    weights = exporting.weights_of(source)
    texts = [row.text for path in dev for row in read_rows(path)][:8]
    scores = measure(weights, dev, rows=rows, threads=threads)
    found = exporting.export(
        source, out, texts, scores, data=data_note, weaknesses=weaknesses, threads=threads
    )
    click.echo(
        f"{out}: torch and ONNX agree on {found.count} prompts; "
        f"int8 leaves {100 * found.same:.0f} % of outputs unchanged"
    )
