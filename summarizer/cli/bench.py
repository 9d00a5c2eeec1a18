"""``jianbao bench``: how fast the engine is on this machine, beside transformers' ``generate``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from summarizer import bench
from summarizer.bench_start import starts
from summarizer.bench_texts import bulletins
from summarizer.exceptions import DataError, OptionError
from summarizer.options import BEAM
from summarizer.pipeline import Summarizer
from summarizer.seq2seq.engine import Decoding, Engine
from summarizer.seq2seq.load import SHIPPED, load
from summarizer.seq2seq.locate import locate
from summarizer.seq2seq.optional import installed, quiet
from summarizer.style import House
from summarizer.types import Task

_OURS, _PLAIN, _EXACT, _THEIRS = "jianbao", "jianbao, no rules", "jianbao fp32", "transformers"


@click.command()
@click.option("--model", help="A folder or hub id; the shipped model if not given.")
@click.option("--engine", default="auto", show_default=True, help="Engine that runs the model.")
@click.option(
    "--data",
    type=click.Path(path_type=Path, dir_okay=False),
    help='Articles as JSON lines ({"text": …}); invented bulletins if not given.',
)
@click.option("-n", "count", type=click.IntRange(1), default=8, show_default=True, help="Articles.")
@click.option("--beam", type=click.IntRange(1, 16), default=BEAM, show_default=True)
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
@click.option("--threads", type=click.IntRange(1), help="CPU threads; all cores if not given.")
@click.option("--growth", help="Also measure so many articles at a time, such as 10,100,1000.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of tables.")
def command(
    model: str | None,
    engine: str,
    data: Path | None,
    count: int,
    beam: int,
    rounds: int,
    threads: int | None,
    growth: str | None,
    as_json: bool,
) -> None:
    """Latency, throughput, cold start and memory, all measured in one run.

    The same weights, beam and threads also run in transformers' fp32 generate where torch is
    installed, once against our search without its rules, which finds the same beams in fp32,
    and once against the engine as it is used. Differences between the outputs are printed too,
    and how long the fact checks take.
    """
    texts = _texts(data, count)
    sizes = _sizes(growth)
    threads = threads or os.cpu_count() or 1
    loaded = load(model, engine=engine, threads=threads)
    report: dict[str, Any] = {
        "versions": bench.machine(),
        "settings": {
            "engine": loaded.name,
            "model": loaded.fingerprint[:12],
            "articles": len(texts),
            "beam": beam,
            "threads": threads,
            "rounds": rounds,
        },
    }
    report |= _compared(loaded, model, texts, beam, rounds, threads)
    pipeline = Summarizer(loaded, House.load())
    report["speed"].append(bench.whole(pipeline, texts, beam, rounds).to_json())
    report["checking"] = bench.checking(texts, rounds)
    report["starts"] = [
        {"cache": s.cache, "seconds": s.seconds, "peak_mb": s.peak_mb, "torch": s.torch}
        for s in starts(model, texts[0], threads)
    ]
    if sizes:
        decoding = Decoding(beam=beam, candidates=beam)
        report["growth"] = bench.growth(loaded, texts, sizes, decoding)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(report)))


def _texts(data: Path | None, count: int) -> list[str]:
    if data is None:
        return bulletins(count)
    found: list[str] = []
    try:
        with data.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if len(found) == count:
                    break
                try:
                    found.append(str(json.loads(line)["text"]))
                except (ValueError, KeyError, TypeError):
                    raise DataError(f'{data}:{number}: not a JSON object with "text"') from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{data}: {error}") from None
    if not any(text.strip() for text in found):
        raise DataError(f"{data}: no articles")
    return [text for text in found if text.strip()]


def _sizes(growth: str | None) -> list[int]:
    try:
        sizes = [int(size) for size in (growth or "").split(",") if size]
    except ValueError:
        raise OptionError(f"growth: {growth!r} is not a list of numbers such as 10,100") from None
    if any(size < 1 for size in sizes):
        raise OptionError(f"growth: {growth!r} has a size below 1")
    return sizes


def _compared(
    engine: Engine, model: str | None, texts: list[str], beam: int, rounds: int, threads: int
) -> dict[str, Any]:
    """Speeds of all writers and, where transformers can run the weights, differences."""
    folder = SHIPPED if model is None else locate(model)
    used = bench.writer(engine, Decoding(beam=beam, candidates=beam))
    writers = {_OURS: used, _PLAIN: bench.writer(engine, bench.free(beam))}
    exact: Engine | None = None
    note = None
    if not engine.copies:
        note = "transformers' generate is measured beside jianbao's own checkpoints only"
    elif not installed("torch", "transformers"):
        note = "torch is not installed: no comparison; run: pip install 'jianbao[torch]'"
    else:
        import torch

        from summarizer.seq2seq.checkpoint import Checkpoint
        from summarizer.seq2seq.pointer import PointerBart
        from summarizer.seq2seq.tokenize import Vocabulary

        torch.set_num_threads(threads)
        vocabulary = Vocabulary.load(Checkpoint.open(folder))
        with quiet():
            network = PointerBart.load(folder)
        writers[_THEIRS] = bench.reference(network, vocabulary, beam)
        exact = load(model, engine="onnx-fp32", threads=threads)
    report: dict[str, Any] = {"speed": [], "ratio": [], "difference": [], "note": note}
    found: dict[str, list[bench.Speed]] = {name: [] for name in writers}
    for task in Task:
        batch = bench.prompts(engine, texts, task)
        for speed in bench.speeds(writers, batch, rounds):
            found[speed.writer].append(speed)
        if exact is None:
            continue
        wanted = writers[_THEIRS](batch)
        compared = {_EXACT: bench.writer(exact, bench.free(beam)), **writers}
        for name in (_EXACT, _PLAIN, _OURS):
            near = bench.agreement(compared[name](batch), wanted)
            report["difference"].append({"writer": name, "task": task.value, **near})
    for parts in found.values():
        parts.append(bench.together(parts))
    for k in range(len(Task) + 1):
        report["speed"] += [parts[k].to_json() for parts in found.values()]
        report["ratio"] += _ratios({name: parts[k] for name, parts in found.items()})
    return report


def _ratios(speeds: dict[str, bench.Speed]) -> list[dict[str, Any]]:
    """How many times faster than transformers our writers are; [] without transformers."""
    theirs = speeds.get(_THEIRS)
    if theirs is None:
        return []
    return [
        {
            "writer": name,
            "task": speeds[name].to_json()["task"],
            "single": bench.ratio(theirs.single, speeds[name].single),
            "batch": bench.ratio(theirs.batch, speeds[name].batch),
        }
        for name in (_OURS, _PLAIN)
    ]


def _lines(report: dict[str, Any]) -> Iterator[str]:
    """The report as tables."""
    yield ", ".join(f"{k} {v}" for k, v in report["versions"].items())
    yield ", ".join(f"{k} {v}" for k, v in report["settings"].items())
    yield ""
    yield _row("", "task", "1 article", "per article of a batch")
    for s in report["speed"]:
        yield _row(s["writer"], s["task"], f"{s['single_ms']:.0f} ms", f"{s['batch_ms']:.0f} ms")
    if report["note"]:
        yield report["note"]
    if report["ratio"]:
        yield ""
        yield _row("faster than transformers", "task", "1 article", "batch")
        for r in report["ratio"]:
            yield _row(r["writer"], r["task"], f"{r['single']:.1f} x", f"{r['batch']:.1f} x")
        yield ""
        yield _row("against transformers", "task", "identical", "ROUGE-L between them")
        for d in report["difference"]:
            same, near = f"{d['identical']:.0%}", f"{100 * d['rouge_l']:.1f}"
            yield _row(d["writer"], d["task"], same, near)
    yield ""
    checked = report["checking"]
    times = f"{checked['median_ms']:.1f} ms", f"{checked['max_ms']:.1f} ms"
    yield _row("checks, one core", "字", "median", "longest")
    yield _row("", f"{checked['chars']}", *times)
    yield ""
    yield _row("jianbao summarize", "cache", "first summary", "peak memory")
    for s in report["starts"]:
        peak = "unknown" if s["peak_mb"] is None else f"{s['peak_mb']:.0f} MB"
        torch = ", torch imported" if s["torch"] else ""
        yield _row("", s["cache"], f"{s['seconds']:.2f} s", peak + torch)
    if "growth" in report:
        yield ""
        yield _row("headline and brief", "articles", "seconds", "per article")
        for g in report["growth"]:
            yield _row("", str(g["articles"]), f"{g['seconds']:.1f} s", f"{g['ms_each']:.0f} ms")


def _row(*cells: str) -> str:
    name, *rest = cells
    return f"{name:<26}" + "".join(f"{cell:<16}" for cell in rest).rstrip()
