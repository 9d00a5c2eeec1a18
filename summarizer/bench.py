"""Measuring an engine: latency, throughput, cold start, memory, and how far int8 is from fp32.

Everything that is compared is measured in turn within one run, several rounds of it: the machine
may be doing other things as well, and it does them to all. Times are medians over the rounds,
ratios medians of each round's ratio.
"""

from __future__ import annotations

import math
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.extractive import lead
from summarizer.facts.check import Checker
from summarizer.options import Options
from summarizer.pages import split
from summarizer.pipeline import Summarizer
from summarizer.rouge import rouge
from summarizer.seq2seq.ceiling import end_within
from summarizer.seq2seq.engine import Decoding, Engine, Prompt
from summarizer.types import Page, Task

if TYPE_CHECKING:
    from summarizer.seq2seq.pointer import PointerBart
    from summarizer.seq2seq.tokenize import Vocabulary

#: Ceilings in 字 of what is written.
CEILING = {Task.HEADLINE: 32, Task.BRIEF: 190}

#: 字 of the article and of the brief whose check is timed.
CHECKED = (600, 140)

#: Articles whose single latency is measured; throughput takes all.
SINGLES = 3

_PACKAGES = ("jianbao", "numpy", "onnxruntime", "tokenizers", "torch", "transformers")

Writer = Callable[[Sequence[Prompt]], list[str]]


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds for one article alone, and per article of a batch; one figure per round."""

    writer: str
    task: Task | None  # None: headline and brief together
    single: tuple[float, ...]
    batch: tuple[float, ...]

    def to_json(self) -> dict[str, Any]:
        """Medians in milliseconds."""
        return {
            "writer": self.writer,
            "task": self.task.value if self.task else "both",
            "single_ms": 1e3 * statistics.median(self.single),
            "batch_ms": 1e3 * statistics.median(self.batch),
        }


def prompts(engine: Engine, texts: Iterable[str], task: Task) -> list[Prompt]:
    """Each text's beginning, as much as the model was trained to read, in whole clauses."""
    found: list[Prompt] = []
    for text in texts:
        part = text[: engine.budgets[task]]
        while engine.count_tokens(part) > engine.window - 2:
            part = part[: int(len(part) * 0.9)]
        if len(part) < len(text):
            stop = max(part.rfind(mark) for mark in "。；，\n")
            part = part[: stop + 1] if stop > 0 else part
        found.append(Prompt(text=part, task=task, max_chars=CEILING[task]))
    return found


def free(beam: int) -> Decoding:
    """Plain beam search, as ``generate`` does it."""
    return Decoding(beam=beam, candidates=1, coverage_penalty=0.0, no_repeat=0, constrained=False)


def writer(engine: Engine, decoding: Decoding) -> Writer:
    """``engine`` as a function from prompts to texts."""

    def write(batch: Sequence[Prompt]) -> list[str]:
        return [found[0].text if found else "" for found in engine.generate(batch, decoding)]

    return write


def reference(model: PointerBart, vocabulary: Vocabulary, beam: int) -> Writer:
    """transformers' ``generate`` on the same weights, in fp32.

    It cannot count 字: a search that does not end is stopped after about as many tokens as
    the ceiling has room for, and the text then cut like ours.
    """
    import torch

    from summarizer.seq2seq.checkpoint import CHARS_PER_TOKEN

    control = [i for i in range(vocabulary.size) if vocabulary.control[i] and i != vocabulary.eos]

    def write(batch: Sequence[Prompt]) -> list[str]:
        first = batch[0]
        inputs = [[vocabulary.bos, *vocabulary.encode(p.text).ids, vocabulary.eos] for p in batch]
        longest = max(map(len, inputs))
        ids = torch.tensor([row + [0] * (longest - len(row)) for row in inputs])
        lengths = torch.tensor([len(row) for row in inputs])
        prefix = vocabulary.prefix(first.task, first.bucket)
        outputs = model.generate(
            input_ids=ids,
            attention_mask=(torch.arange(longest) < lengths[:, None]).long(),
            decoder_input_ids=torch.tensor([prefix] * len(batch)),
            num_beams=beam,
            max_new_tokens=math.ceil(first.max_chars / CHARS_PER_TOKEN),
            suppress_tokens=control,
        )
        texts: list[str] = []
        for prompt, row in zip(batch, outputs.tolist(), strict=True):
            written = row[len(prefix) :]
            ended = vocabulary.eos in written
            kept = written[: written.index(vocabulary.eos)] if ended else written
            text = vocabulary.decode(kept)[0]
            texts.append(end_within(text, prompt.task, prompt.max_chars, finished=ended) or "")
        return texts

    return write


def speeds(writers: dict[str, Writer], batch: Sequence[Prompt], rounds: int) -> Iterator[Speed]:
    """Each writer's speed on ``batch``; the writers take turns in every round."""
    single: dict[str, list[float]] = {name: [] for name in writers}
    whole: dict[str, list[float]] = {name: [] for name in writers}
    for write in writers.values():
        write(batch[:1])  # what is done once per process is not measured
    for _ in range(rounds):
        for name, write in writers.items():
            alone = [_seconds(write, [prompt]) for prompt in batch[:SINGLES]]
            single[name].append(statistics.fmean(alone))
        for name, write in writers.items():
            whole[name].append(_seconds(write, batch) / len(batch))
    for name in writers:
        yield Speed(name, batch[0].task, tuple(single[name]), tuple(whole[name]))


def whole(summarizer: Summarizer, texts: Sequence[str], beam: int, rounds: int) -> Speed:
    """All that users get: page, facts, evidence, headline and brief, checks, provenance."""
    options = Options(beam=beam, candidates=beam)

    def seconds(some: Sequence[str]) -> float:
        began = time.perf_counter()
        articles = [article for text in some for article in split(Page(source="-", text=text))]
        summarizer.summarize_articles(articles, options)
        return (time.perf_counter() - began) / len(some)

    seconds(texts[:1])
    single = tuple(
        statistics.fmean(seconds([text]) for text in texts[:SINGLES]) for _ in range(rounds)
    )
    return Speed("jianbao, all it does", None, single, tuple(seconds(texts) for _ in range(rounds)))


def ratio(slow: Sequence[float], fast: Sequence[float]) -> float:
    """How many times faster, the median over rounds."""
    return statistics.median(s / f for s, f in zip(slow, fast, strict=True))


def together(parts: Sequence[Speed]) -> Speed:
    """One writer's headline and brief of the same articles, as one figure per round."""
    single = tuple(map(sum, zip(*(part.single for part in parts), strict=True)))
    batch = tuple(map(sum, zip(*(part.batch for part in parts), strict=True)))
    return Speed(parts[0].writer, None, single, batch)


def agreement(ours: Sequence[str], theirs: Sequence[str]) -> dict[str, float]:
    """Share of identical texts, and mean ROUGE-L of one against the other, both in [0, 1]."""
    pairs = list(zip(ours, theirs, strict=True))
    return {
        "identical": statistics.fmean(float(a == b) for a, b in pairs),
        "rouge_l": statistics.fmean(rouge(a, [b])["rouge-L"] for a, b in pairs),
    }


def growth(
    engine: Engine, texts: Sequence[str], sizes: Sequence[int], decoding: Decoding
) -> list[dict[str, float]]:
    """Seconds per article for headline and brief of many articles, for each of ``sizes``."""
    found: list[dict[str, float]] = []
    for size in sizes:
        many = [texts[i % len(texts)] for i in range(size)]
        batch = [p for task in Task for p in prompts(engine, many, task)]
        seconds = _seconds(writer(engine, decoding), batch)
        found.append({"articles": size, "seconds": seconds, "ms_each": 1e3 * seconds / size})
    return found


def checking(texts: Sequence[str], rounds: int) -> dict[str, float]:
    """CPU milliseconds (one core) in which an article and its brief are checked, facts and all."""
    size, brief = CHECKED
    times: list[float] = []
    for i in range(len(texts)):
        row = "\n".join([*texts[i:], *texts[:i]]) + "\n"
        article = (row * -(-size // len(row)))[:size]
        summary = lead(article, brief)
        alone: list[float] = []
        for _ in range(max(2, rounds)):
            began = time.process_time()
            Checker(article).check(Task.BRIEF, summary)
            alone.append(1e3 * (time.process_time() - began))
        times.append(min(alone))
    return {"chars": size, "median_ms": statistics.median(times), "max_ms": max(times)}


def machine() -> dict[str, str]:
    """What the figures hold for."""
    found = {
        "machine": f"{_processor()}, {os.cpu_count()} cores",
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
    }
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _seconds(write: Writer, batch: Sequence[Prompt]) -> float:
    began = time.perf_counter()
    write(batch)
    return time.perf_counter() - began
