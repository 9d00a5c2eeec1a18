"""The default engine: ONNX Runtime, int8, no torch."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from summarizer.exceptions import EngineError
from summarizer.seq2seq.cache import Precision, with_graphs
from summarizer.seq2seq.checkpoint import Checkpoint, Shape
from summarizer.seq2seq.generation import PointerGenerator
from summarizer.seq2seq.stepping import Batch, Floats, Ints, Step, Stepper
from summarizer.seq2seq.tokenize import Vocabulary

#: Added to scores of what must not be attended to, and of what must not be pointed at.
_HIDDEN, _UNPOINTABLE = np.float32(-1e9), np.float32(-1e4)

#: Entries by which the pool of keys and values grows.
_GROWTH = 32

#: Tokens that the encoder reads at a time: more do not fit a core's cache, and take longer.
_TOKENS = 512

#: Texts whose encoder states are kept: two chunks of articles, some 0.3 MB each.
_REMEMBERED = 64


class PointerEngine(PointerGenerator):
    """A pointer-generator on ONNX Runtime."""

    def __init__(
        self,
        name: str,
        checkpoint: Checkpoint,
        vocabulary: Vocabulary,
        sessions: Mapping[str, Any],
        workers: int = 1,
    ) -> None:
        super().__init__(name, checkpoint, vocabulary)
        self.workers = workers
        self._sessions = sessions
        self._shape = checkpoint.shape
        self._encoder = OnnxEncoder(sessions["encoder"])

    @classmethod
    def load(
        cls, folder: Path, *, precision: Precision = "int8", threads: int | None = None
    ) -> Self:
        """The checkpoint in ``folder``; its graphs are built on first use and cached.

        ``threads`` None takes all cores. Raises CheckpointError for a folder that is missing
        or damaged.
        """
        checkpoint = Checkpoint.open(folder)
        vocabulary = Vocabulary.load(checkpoint)
        sessions = with_graphs(
            checkpoint,
            precision,
            lambda graphs: {name: _session(graph) for name, graph in graphs.items()},
        )
        workers = threads or os.cpu_count() or 1
        return cls(f"onnx-{precision}", checkpoint, vocabulary, sessions, workers)

    def _stepper(self) -> Stepper:
        return OnnxStepper(self._sessions, self._encoder, self._shape)

    def _salience(self, ids: Ints, lengths: NDArray[np.int32]) -> Floats:
        feed = {"states": self._encoder(ids, lengths), "lengths": lengths}
        found: Floats = self._sessions["salience"].run(None, feed)[0]
        return found


def _session(graph: Path | bytes) -> Any:
    """A session that runs in its caller's thread; many threads may call it."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    content = str(graph) if isinstance(graph, Path) else graph
    try:
        return onnxruntime.InferenceSession(content, options, ["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own classes share no root
        raise EngineError(f"onnxruntime cannot load the graph: {error}") from None


class OnnxEncoder:
    """The encoder, which does not read twice what it read just before.

    Salience reads articles whole; of a short one the writer of briefs then reads the same. Many
    threads may call it.
    """

    def __init__(self, session: Any) -> None:
        self._session = session
        self._known: dict[bytes, Floats] = {}
        self._lock = Lock()

    def __call__(self, ids: Ints, lengths: NDArray[np.int32]) -> Floats:
        """States [B, S, D] of ids [B, S], padded with 0 after ``lengths`` [B]."""
        keys = [row[:size].tobytes() for row, size in zip(ids, lengths.tolist(), strict=True)]
        with self._lock:
            known = [(i, self._known.get(key)) for i, key in enumerate(keys)]
        found = {i: states for i, states in known if states is not None}
        new = [i for i in range(len(keys)) if i not in found]
        for part in _parts(new, lengths):
            read = {"ids": ids[part, : lengths[part].max()], "lengths": lengths[part]}
            for i, states in zip(part, self._session.run(None, read)[0], strict=True):
                found[i] = states[: lengths[i]]
        whole = np.zeros((*ids.shape, found[0].shape[-1]), np.float32)
        for i, states in found.items():
            whole[i, : len(states)] = states
        with self._lock:
            self._known |= {keys[i]: found[i] for i in new}
            for key in list(self._known)[:-_REMEMBERED]:
                del self._known[key]
        return whole


def _parts(rows: Sequence[int], lengths: NDArray[np.int32]) -> Iterator[list[int]]:
    """Rows of like length together, no more than fit the processor's cache."""
    part: list[int] = []
    for i in sorted(rows, key=lambda i: int(lengths[i])):
        if part and (len(part) + 1) * int(lengths[i]) > _TOKENS:
            yield part
            part = []
        part.append(i)
    if part:
        yield part


class OnnxStepper:
    """The network in the middle of one search; see :mod:`summarizer.seq2seq.graph`.

    The pool holds ``_GROWTH`` entries more than are in use. An entry that no beam descends
    from any more is overwritten by the next step, so the pool stays about as long as the
    output, however many beams there are.
    """

    def __init__(self, sessions: Mapping[str, Any], encoder: OnnxEncoder, shape: Shape) -> None:
        self._sessions = sessions
        self._encoder = encoder
        self._shape = shape
        self._source: dict[str, NDArray[Any]] = {}  # per article
        self._shared: dict[str, NDArray[Any]] = {}
        self._tokens: Ints = np.zeros(0, np.int64)  # what the vocabulary's places stand for
        self._pool: Floats = np.zeros(0, np.float32)  # [2 * layers, B, H, C, D/H]
        self._ancestry: Floats = np.zeros((0, 0, 0), np.float32)  # [B, K, C]
        self._newest: Ints = np.zeros((0, 0), np.int64)  # [B, K], each beam's own entry
        self._position = 0
        layers = range(shape.decoder_layers)
        self._names = [f"pool_{part}{n}" for n in layers for part in ("keys", "values")]

    def start(self, batch: Batch, k: int) -> Step:
        """See :class:`~summarizer.seq2seq.beam.Stepper`."""
        count, longest = batch.ids.shape
        inside = np.arange(longest) < batch.lengths[:, None]
        states = self._encoder(batch.ids, batch.lengths)
        self._source = self._given("source", states=states, inside=inside.astype(np.float32)) | {
            "padding": np.where(inside, np.float32(0), _HIDDEN)[:, None, None],
            "pointable": np.where(batch.pointable, np.float32(0), _UNPOINTABLE)[:, None],
            "slots": batch.slots,
            "entry": batch.entry,
            "scope": np.where(batch.scope, np.float32(0), _HIDDEN)[:, None],
            "at": batch.at,
        }
        self._tokens = batch.vocabulary
        self._shared = self._given("vocabulary", tokens=batch.vocabulary)
        self._shared["k"] = np.array([k], np.int64)
        heads = self._shape.decoder_heads
        parts, head = 2 * self._shape.decoder_layers, self._shape.d_model // heads
        self._pool = np.zeros((parts, count, heads, _GROWTH, head), np.float32)
        self._ancestry = np.full((count, 1, _GROWTH), _HIDDEN, np.float32)
        single = np.zeros((count, 1), np.int64)
        step = self._run(np.full_like(single, batch.prefix[0]))
        for token in batch.prefix[1:]:
            step = self.step(np.full_like(single, token), single)
        return step

    def step(self, tokens: Ints, parents: Ints) -> Step:
        """See :class:`~summarizer.seq2seq.beam.Stepper`."""
        each, beams = np.arange(len(parents))[:, None], np.arange(parents.shape[1])
        ancestry = self._ancestry[each, parents]
        ancestry[each, beams, self._newest[each, parents]] = 0
        self._ancestry = ancestry
        return self._run(tokens)

    def keep(self, articles: Ints) -> None:
        """See :class:`~summarizer.seq2seq.beam.Stepper`."""
        moves = [(to, at) for to, at in enumerate(articles.tolist()) if to != at]
        for to, at in moves:
            for array in (*self._source.values(), self._ancestry, self._newest):
                array[to] = array[at]
            self._pool[:, to] = self._pool[:, at]
        count = len(articles)
        self._source = {name: array[:count] for name, array in self._source.items()}
        self._pool = self._pool[:, :count]
        self._ancestry, self._newest = self._ancestry[:count], self._newest[:count]

    def _run(self, tokens: Ints) -> Step:
        """Feed ``tokens`` [B, K] and put their keys and values where nobody needs the old ones."""
        count, beams = tokens.shape
        used = (self._ancestry == 0).any(1)
        if int(used.sum(1).max()) + beams > used.shape[1]:
            used = self._grow(used)
        feed = {
            **self._source,
            **self._shared,
            "tokens": tokens,
            "positions": np.full((count, beams), self._position, np.int64),
            "ancestry": self._ancestry[:, None],
        }
        feed.update(zip(self._names, self._pool, strict=True))
        outputs = self._sessions["step"].run(_OUTPUTS, feed)
        self._newest = np.argsort(used, axis=1, kind="stable")[:, :beams]
        fresh = outputs[0].reshape(len(self._names), count, beams, self._shape.decoder_heads, -1)
        self._pool[:, np.arange(count)[:, None], :, self._newest] = fresh.transpose(1, 2, 0, 3, 4)
        self._position += 1
        vocab_p, places, *rest = outputs[1:]
        return Step(vocab_p, self._tokens[places], *rest)

    def _given(self, graph: str, **feed: NDArray[Any]) -> dict[str, NDArray[Any]]:
        session = self._sessions[graph]
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(None, feed), strict=True))

    def _grow(self, used: NDArray[np.bool_]) -> NDArray[np.bool_]:
        more = (0, _GROWTH)
        self._pool = np.pad(self._pool, ((0, 0), (0, 0), (0, 0), more, (0, 0)))
        wide = ((0, 0), (0, 0), more)
        self._ancestry = np.pad(self._ancestry, wide, constant_values=_HIDDEN)
        return np.pad(used, ((0, 0), more))


_OUTPUTS = ["fresh", "vocab_p", "vocab_i", "source_p", "source_i", "word_p", "share"]
