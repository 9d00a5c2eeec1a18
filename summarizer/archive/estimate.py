"""How long a run would take: everything is counted, a sample is read and written."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from summarizer.archive.documents import documents
from summarizer.archive.places import Found
from summarizer.archive.rows import line, row
from summarizer.archive.types import Document, Setup, Source
from summarizer.archive.work import Work

#: Documents that are read and written to measure with.
SAMPLE = 32


@dataclass(frozen=True)
class Estimate:
    """``articles``, ``seconds`` and ``output_bytes`` are extrapolated from ``sample`` documents."""

    files: int
    input_bytes: int
    documents: int
    sample: int
    failed: int  # of the sample
    articles: int
    seconds: float
    output_bytes: int


def estimate(
    groups: Iterable[Iterable[Found]],
    setup: Setup,
    workers: int,
    limit: int | None,
    with_text: bool,
) -> Estimate:
    """Count all documents and measure a sample in this process.

    ``seconds`` supposes that each of ``workers`` is as fast as this process is, alone, now.
    Duplicates, which cost nothing, are not looked for.
    """
    files = size = count = 0
    chance = random.Random(0)
    sample: list[Document] = []
    for found in chain.from_iterable(groups):
        files += 1
        size += found.size
        for document in documents(Source(files, *found), setup.fields):
            if limit is not None and count >= limit:
                break
            count += 1
            if len(sample) < SAMPLE:
                sample.append(document)
            elif (place := chance.randrange(count)) < SAMPLE:
                sample[place] = document
    seconds, articles, failed, output = _measured(Work(setup), sample, with_text)
    scale = count / max(1, len(sample))
    return Estimate(
        files=files,
        input_bytes=size,
        documents=count,
        sample=len(sample),
        failed=failed,
        articles=round(articles * scale),
        seconds=seconds * scale / workers,
        output_bytes=round(output * scale),
    )


def _measured(work: Work, sample: list[Document], with_text: bool) -> tuple[float, int, int, int]:
    if not sample:
        return 0.0, 0, 0, 0
    work.model()  # loading it is not what is measured
    began = time.perf_counter()
    readings = work.read(sample)
    bulletins = [(b, r.warnings) for r in readings for b in r.bulletins]
    cores = work.write([b.text for b, _ in bulletins]) if bulletins else []
    seconds = time.perf_counter() - began
    output = sum(
        len(line(row(0, b, warnings, core, None, with_text)))
        for (b, warnings), core in zip(bulletins, cores, strict=True)
        if "failure" not in core
    )
    failed = sum(bool(r.failures) for r in readings)
    return seconds, len(bulletins), failed, output
