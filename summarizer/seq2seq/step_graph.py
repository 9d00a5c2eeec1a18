"""One decoding step as an ONNX graph: the decoder, the copy head and their mixture.

Beams are the query rows of their article, so an article's source and history are held once,
however many beams read them. The history is a pool: every beam of an article writes its key and
value somewhere in it, and a bias says which entries are a beam's own ancestors. Nothing is ever
reordered or copied when beams change places.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from summarizer.seq2seq.checkpoint import Shape
from summarizer.seq2seq.layers import (
    Tensors,
    embedded,
    feed_forward,
    linear_of,
    query_key_value,
    residual,
)
from summarizer.seq2seq.onnx_builder import FLOAT, INT8, INT64, Graph


def step(shape: Shape, tensors: Tensors, limit: int | None) -> bytes:
    """The step for K beams of each of B articles.

    Reads the outputs of :func:`summarizer.seq2seq.graph.source` and
    ``tokens``, ``positions`` [B, K];
    ``pool_keys{n}``, ``pool_values{n}`` [B, H, C, D/H], the history;
    ``ancestry`` [B, 1, K, C], 0 at a beam's ancestors, a large negative number elsewhere;
    ``padding`` [B, 1, 1, S], the same for the source's padding;
    ``pointable`` [B, 1, S], 0 at text, -1e4 at specials and padding, as in training;
    ``at`` [B, U], the place in the vocabulary of each word of the source, and ``slots`` [B, S],
    each position's word; ``entry`` [B, S], 1 where a beam that is in no unit may copy;
    ``scope`` [B, 1, N], 0 at what the vocabulary may give an article, a large negative number
    elsewhere; the outputs of :func:`summarizer.seq2seq.graph.vocabulary`; ``k`` [1].

    Gives ``fresh`` [2 * layers, B, K, D], the keys and values to put into the pool, and what
    :class:`summarizer.seq2seq.stepping.Step` holds.
    """
    g = Graph(limit)
    d, heads = shape.d_model, shape.decoder_heads
    tokens = g.input("tokens", INT64, ("B", "K"))
    positions = g.input("positions", INT64, ("B", "K"))
    size = g.op("Shape", tokens)
    layers = _Layers(
        g=g,
        tensors=tensors,
        shape=shape,
        split=g.op("Concat", size, g.ints(heads, d // heads), axis=0),
        ancestry=g.input("ancestry", FLOAT, ("B", 1, "K", "C")),
        padding=g.input("padding", FLOAT, ("B", 1, 1, "S")),
    )
    table = g.constant(tensors["model.decoder.embed_positions.weight"][2:])
    x = embedded(g, tensors, "decoder", tokens, g.op("Gather", table, positions))
    fresh: list[str] = []
    for n in range(shape.decoder_layers):
        x, *new = layers.self_attention(n, x)
        fresh += new
        x = layers.cross_attention(n, x)
        x = feed_forward(g, tensors, f"model.decoder.layers.{n}", x)
    stacked = g.op("Concat", *(g.op("Unsqueeze", f, g.ints(0)) for f in fresh), axis=0)
    whole = g.op("Concat", g.ints(len(fresh)), size, g.ints(d), axis=0)
    g.output(g.op("Reshape", stacked, whole), "fresh", FLOAT, (len(fresh), "B", "K", d))
    _mixture(g, tensors, x, size, shape)
    return g.serialised("step")


@dataclass(frozen=True, slots=True)
class _Layers:
    g: Graph
    tensors: Tensors
    shape: Shape
    split: str
    ancestry: str
    padding: str

    def self_attention(self, n: int, x: str) -> tuple[str, str, str]:
        """Attention to the pool and the beam's own new entry; its key and value come too."""
        g, d, heads = self.g, self.shape.d_model, self.shape.decoder_heads
        pool = ("B", heads, "C", d // heads)
        keys = g.input(f"pool_keys{n}", FLOAT, pool)
        values = g.input(f"pool_values{n}", FLOAT, pool)
        name = f"model.decoder.layers.{n}.self_attn"
        weight, bias = query_key_value(self.tensors, name)
        scale = np.ones(3 * d, np.float32)
        scale[:d] = math.sqrt(heads / d)
        joint = g.biased(x, weight * scale, bias * scale)
        parts = g.ops("Split", joint, outputs=3, axis=1, num_outputs=3)
        query, key, value = map(self._heads, parts)
        past = g.op("Add", g.op("FusedMatMul", query, keys, transB=1), self.ancestry)
        own = g.op("ReduceSum", g.op("Mul", query, key), g.ints(-1), keepdims=1)
        weights = g.op("Softmax", g.op("Concat", past, own, axis=3), axis=-1)
        far = g.op("Slice", weights, g.ints(0), g.ints(-1), g.ints(3))
        near = g.op("Slice", weights, g.ints(-1), g.ints(1 << 40), g.ints(3))
        mixed = g.op("Add", g.op("MatMul", far, values), g.op("Mul", near, value))
        return self._out(name, x, mixed), parts[1], parts[2]

    def cross_attention(self, n: int, x: str) -> str:
        """Attention to the source."""
        g, d, heads = self.g, self.shape.d_model, self.shape.decoder_heads
        name = f"model.decoder.layers.{n}.encoder_attn"
        query = self._heads(g.biased(x, *linear_of(self.tensors, f"{name}.q_proj")))
        if g.limit is None:
            source = ("B", heads, "S", d // heads)
            keys, values = (g.input(f"{part}{n}", FLOAT, source) for part in ("keys", "values"))
            scores = g.op("Add", g.op("FusedMatMul", query, keys, transB=1), self.padding)
            return self._out(name, x, g.op("MatMul", g.op("Softmax", scores, axis=-1), values))
        keys = g.input(f"keys{n}", INT8, ("B", heads, d // heads, "S"))
        values = g.input(f"values{n}", INT8, ("B", heads, "S", d // heads))
        key_scale, value_scale = (
            g.input(f"{part}_scale{n}", FLOAT, ("B", heads, 1, d // heads))
            for part in ("keys", "values")
        )
        one = g.number(1)
        rows = g.rows(g.op("Mul", query, key_scale), signed=True)
        scores = g.op("Add", g.integer(rows, keys, one), self.padding)
        rows = g.rows(g.op("Softmax", scores, axis=-1), signed=False)
        return self._out(name, x, g.op("Mul", g.integer(rows, values, one), value_scale))

    def _heads(self, x: str) -> str:
        """[B * K, D] as [B, H, K, D/H]."""
        return self.g.op("Transpose", self.g.op("Reshape", x, self.split), perm=[0, 2, 1, 3])

    def _out(self, name: str, x: str, mixed: str) -> str:
        """The heads' [B, H, K, D/H] projected, added to ``x`` and normalised."""
        g = self.g
        rows = g.reshape(g.op("Transpose", mixed, perm=[0, 2, 1, 3]), -1, self.shape.d_model)
        out, bias = g.linear(rows, *linear_of(self.tensors, f"{name}.out_proj"))
        return residual(g, self.tensors, f"{name}_layer_norm", x, out, bias)


def _mixture(g: Graph, tensors: Tensors, x: str, size: str, shape: Shape) -> None:
    """Copy head, vocabulary and their mixture, from the decoder's last states [B * K, D]."""
    d = shape.d_model
    copy_keys = g.input("copy_keys", FLOAT, ("B", "S", d))
    copy_bias = g.input("copy_bias", FLOAT, ("B", "S"))
    copy_gate = g.input("copy_gate", FLOAT, ("B", "S"))
    pointable = g.input("pointable", FLOAT, ("B", 1, "S"))
    at = g.input("at", INT64, ("B", "U"))
    slots = g.input("slots", INT64, ("B", "S"))
    entry = g.input("entry", FLOAT, ("B", "S"))
    scope = g.input("scope", FLOAT, ("B", 1, "N"))
    table = g.input("table", FLOAT if g.limit is None else INT8, (d, "N"))
    level = g.input("table_bias", FLOAT, ("N",))
    k = g.input("k", INT64, (1,))
    states = g.op("Reshape", x, g.op("Concat", size, g.ints(d), axis=0))
    scores = g.op("FusedMatMul", states, copy_keys, transB=1)
    hints = g.op("Add", g.op("Unsqueeze", copy_bias, g.ints(1)), pointable)
    attention = g.op("Softmax", g.op("Add", scores, hints), axis=-1)
    weight, bias = tensors["copy.gate.weight"][0, :d, None], tensors["copy.gate.bias"]
    own = g.op("Add", g.op("MatMul", states, g.constant(weight)), g.constant(bias))
    seen = g.op("MatMul", attention, g.op("Unsqueeze", copy_gate, g.ints(2)))
    gate = g.op("Sigmoid", g.op("Add", own, seen))
    share = g.op("Mul", attention, gate)
    g.output(share, "share", FLOAT, ("B", "K", "S"))

    if g.limit is None:
        product = g.op("MatMul", x, table)
    else:
        product = g.integer(g.rows(x, signed=True), table, g.input("table_scale", FLOAT, ("N",)))
    apart = g.op("Concat", size, g.op("Shape", level), axis=0)
    logits = g.op("Reshape", g.op("Add", product, level), apart)
    vocabulary = g.op("Softmax", g.op("Add", logits, scope), axis=-1)
    rest = g.op("Sub", g.number(1), gate)
    best = g.ops("TopK", vocabulary, k, outputs=2, axis=-1)
    g.output(g.op("Mul", best[0], rest), "vocab_p", FLOAT, ("B", "K", "k"))
    g.output(best[1], "vocab_i", INT64, ("B", "K", "k"))

    # Only the source's words can have both parts: adding them up there spares a whole [V].
    wide = g.op("Concat", size, g.op("Shape", at, start=1), axis=0)
    index = g.op("Expand", g.op("Unsqueeze", at, g.ints(1)), wide)
    written = g.op("Mul", g.op("GatherElements", vocabulary, index, axis=2), rest)
    copied = g.op("Mul", share, g.op("Unsqueeze", entry, g.ints(1)))
    slot = g.op("Expand", g.op("Unsqueeze", slots, g.ints(1)), g.op("Shape", share))
    word_p = g.op("ScatterElements", written, slot, copied, axis=2, reduction="add")
    g.output(word_p, "word_p", FLOAT, ("B", "K", "U"))
    best = g.ops("TopK", word_p, k, outputs=2, axis=-1)
    g.output(best[0], "source_p", FLOAT, ("B", "K", "k"))
    g.output(best[1], "source_i", INT64, ("B", "K", "k"))
