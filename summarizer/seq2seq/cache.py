"""The graphs of a checkpoint in the user's cache: built by the first run, loaded by the others."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, TypeVar

from summarizer.cachedir import build_once
from summarizer.exceptions import EngineError
from summarizer.seq2seq.checkpoint import Checkpoint
from summarizer.seq2seq.quantise import weight_limit

Precision = Literal["int8", "fp32"]

#: Part of the cache's key: raise it with every change to what :mod:`graph` emits.
VERSION = 3

_T = TypeVar("_T")


def build(checkpoint: Checkpoint, precision: Precision) -> dict[str, bytes]:
    """The serialised graphs by name. Raises CheckpointError where the weights cannot be read."""
    from summarizer.seq2seq import graph, step_graph

    limit = weight_limit() if precision == "int8" else None
    tensors, shape = checkpoint.weights(), checkpoint.shape
    graphs = {
        "encoder": graph.encoder(shape, tensors, limit),
        "source": graph.source(shape, tensors, limit),
        "vocabulary": graph.vocabulary(shape, tensors, limit),
        "step": step_graph.step(shape, tensors, limit),
    }
    if shape.salience is not None:
        graphs["salience"] = graph.salience(shape, tensors, limit)
    return graphs


def with_graphs(
    checkpoint: Checkpoint,
    precision: Precision,
    use: Callable[[Mapping[str, Path | bytes]], _T],
) -> _T:
    """What ``use`` makes of the graphs, which are files in the cache where it can be written.

    They are kept under the checkpoint's fingerprint, the precision, the greatest int8 weight
    and ``VERSION``, so that nothing stale is ever loaded. Files that ``use`` cannot load are
    built again once. Where the cache cannot be written they are built in memory, which every
    later run has to repeat; a log record says so.
    """
    kind = f"int{weight_limit()}" if precision == "int8" else precision
    key = f"graphs-{VERSION}-{kind}-{checkpoint.fingerprint[:32]}"
    try:
        place = build_once(key, lambda folder: _write(folder, build(checkpoint, precision)))
    except EngineError as error:
        logging.getLogger(__name__).warning("%s; built in memory for this run", error)
        return use(build(checkpoint, precision))
    try:
        return use(_files(place))
    except EngineError:
        shutil.rmtree(place, ignore_errors=True)
        return use(
            _files(build_once(key, lambda folder: _write(folder, build(checkpoint, precision))))
        )


def _write(folder: Path, graphs: Mapping[str, bytes]) -> None:
    for name, content in graphs.items():
        (folder / f"{name}.onnx").write_bytes(content)


def _files(folder: Path) -> dict[str, Path | bytes]:
    return {path.stem: path for path in sorted(folder.glob("*.onnx"))}
