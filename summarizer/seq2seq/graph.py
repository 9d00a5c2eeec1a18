"""The network as ONNX graphs, emitted from the tensors by name; no torch anywhere.

Graphs are apart because they run at different times:

``encoder``   source ids -> states; once per window or evidence.
``salience``  states -> probability per token; where the checkpoint has the head.
``source``    states -> what every step reads of the source: keys and values of the decoder's
              cross-attention, keys of the copy head; once per article, never per beam.
``vocabulary``  tokens -> the columns of the output layer that a batch may write with.
``step``      one token per beam -> probabilities; :mod:`summarizer.seq2seq.step_graph`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.seq2seq.checkpoint import Shape
from summarizer.seq2seq.layers import Tensors, embedded, encoder_layer, linear_of
from summarizer.seq2seq.onnx_builder import FLOAT, INT8, INT32, INT64, Graph
from summarizer.seq2seq.quantise import columns


def encoder(shape: Shape, tensors: Tensors, limit: int | None) -> bytes:
    """Graph ``ids`` [B, S], ``lengths`` [B] -> ``states`` [B, S, D]."""
    g = Graph(limit)
    ids = g.input("ids", INT64, ("B", "S"))
    lengths = g.input("lengths", INT32, ("B",))
    size = g.op("Shape", ids)
    # The first two rows are BART's own padding.
    table = g.constant(tensors["model.encoder.embed_positions.weight"][2:])
    positions = g.op("Slice", table, g.ints(0), g.op("Shape", ids, start=1), g.ints(0))
    x = embedded(g, tensors, "encoder", ids, positions)
    for n in range(shape.encoder_layers):
        name = f"model.encoder.layers.{n}"
        x = encoder_layer(g, tensors, name, x, size, lengths, shape.encoder_heads)
    wide = g.op("Concat", size, g.ints(shape.d_model), axis=0)
    g.output(g.op("Reshape", x, wide), "states", FLOAT, ("B", "S", shape.d_model))
    return g.serialised("encoder")


def salience(shape: Shape, tensors: Tensors, limit: int | None) -> bytes:
    """Graph ``states`` [B, S, D], ``lengths`` [B] -> ``salience`` [B, S], probabilities."""
    assert shape.salience is not None
    g = Graph(limit)
    states = g.input("states", FLOAT, ("B", "S", shape.d_model))
    lengths = g.input("lengths", INT32, ("B",))
    size = g.op("Shape", states, end=2)
    x = g.reshape(states, -1, shape.d_model)
    for n in range(shape.salience.layers):
        name = f"salience.layers.{n}"
        x = encoder_layer(g, tensors, name, x, size, lengths, shape.salience.heads)
    weight, bias = linear_of(tensors, "salience.out")
    logits = g.op("Add", g.op("MatMul", x, g.constant(weight)), g.constant(bias))
    g.output(g.op("Reshape", g.op("Sigmoid", logits), size), "salience", FLOAT, ("B", "S"))
    return g.serialised("salience")


def source(shape: Shape, tensors: Tensors, limit: int | None) -> bytes:
    """Graph ``states`` [B, S, D], ``inside`` [B, S] (1 at tokens, 0 at padding) -> the source.

    Per decoder layer ``keys{n}`` and ``values{n}`` [B, H, S, D/H], keys with 1/sqrt(D/H) in
    them. In int8 each channel of each head has a scale [B, H, 1, D/H], ``keys_scale{n}`` and
    ``values_scale{n}``, and keys come as [B, H, D/H, S]: steps read them again and again, and
    what a step waits for is memory.

    ``copy_keys`` [B, S, D], ``copy_bias`` [B, S]: (Wq h + bq) . (Wk s + bk) / sqrt(D) is
    h . copy_keys + copy_bias. ``copy_gate`` [B, S]: the gate's weights on each state, for
    w . sum a s = sum a (w . s). These are fp32 always: pointing is what must be right.
    """
    g = Graph(limit)
    d, heads = shape.d_model, shape.decoder_heads
    states = g.input("states", FLOAT, ("B", "S", d))
    inside = g.op("Unsqueeze", g.input("inside", FLOAT, ("B", "S")), g.ints(1, 3))
    flat = g.reshape(states, -1, d)
    split = g.op("Concat", g.op("Shape", states, end=2), g.ints(heads, d // heads), axis=0)
    for n in range(shape.decoder_layers):
        for out in ("keys", "values"):
            part = f"model.decoder.layers.{n}.encoder_attn.{out[0]}_proj"
            weight, bias = linear_of(tensors, part)
            scale = np.float32(math.sqrt(heads / d) if out == "keys" else 1)
            row = g.op("Reshape", g.biased(flat, weight * scale, bias * scale), split)
            turned = g.op("Transpose", row, perm=[0, 2, 1, 3])
            if limit is None:
                g.output(turned, f"{out}{n}", FLOAT, ("B", heads, "S", d // heads))
            else:
                _small(g, turned, inside, out, n, limit, shape)
    _pointers(g, tensors, states, d)
    return g.serialised("source")


def vocabulary(shape: Shape, tensors: Tensors, limit: int | None) -> bytes:
    """Graph ``tokens`` [N] -> their columns ``table`` [D, N] of the output layer.

    ``table_bias`` [N] is added; int8 columns have a ``table_scale`` [N].
    """
    g = Graph(limit)
    tokens = g.input("tokens", INT64, ("N",))
    matrix: NDArray[Any] = tensors["model.shared.weight"]
    if limit is not None:
        rounded, scale = columns(matrix.T, limit)
        matrix = np.ascontiguousarray(rounded.T)
        g.output(g.op("Gather", g.constant(scale), tokens), "table_scale", FLOAT, ("N",))
    rows = g.op("Gather", g.constant(matrix), tokens)
    kind = FLOAT if limit is None else INT8
    g.output(g.op("Transpose", rows, perm=[1, 0]), "table", kind, (shape.d_model, "N"))
    bias = g.op("Gather", g.constant(tensors["final_logits_bias"][0]), tokens)
    g.output(bias, "table_bias", FLOAT, ("N",))
    return g.serialised("vocabulary")


def _small(g: Graph, x: str, inside: str, out: str, n: int, limit: int, shape: Shape) -> None:
    """Give ``x`` [B, H, S, D/H] out in int8; padding must not set the scale."""
    heads, head = shape.decoder_heads, shape.d_model // shape.decoder_heads
    real = g.op("Mul", x, inside)
    peak = g.op("ReduceMax", g.op("Abs", real), g.ints(2), keepdims=1)
    peak = g.op("Max", peak, g.number(1e-9))
    step = g.number(1 / limit)
    small = g.op("QuantizeLinear", g.op("Div", real, peak), step, g.constant(np.int8(0)))
    if out == "keys":
        small = g.op("Transpose", small, perm=[0, 1, 3, 2])
    last = (head, "S") if out == "keys" else ("S", head)
    g.output(small, f"{out}{n}", INT8, ("B", heads, *last))
    g.output(g.op("Mul", peak, step), f"{out}_scale{n}", FLOAT, ("B", heads, 1, head))


def _pointers(g: Graph, tensors: Tensors, states: str, d: int) -> None:
    query, query_bias = linear_of(tensors, "copy.query")
    key, key_bias = linear_of(tensors, "copy.key")
    root = np.float32(math.sqrt(d))
    keys = g.op("MatMul", states, g.constant(key @ query.T / root))
    keys = g.op("Add", keys, g.constant(query @ key_bias / root))
    g.output(keys, "copy_keys", FLOAT, ("B", "S", d))
    gate = tensors["copy.gate.weight"][0, d:]
    two = np.stack([key @ query_bias / root, gate], axis=1).astype(np.float32)
    pair = g.ops("Split", g.op("MatMul", states, g.constant(two)), outputs=2, axis=2, num_outputs=2)
    level = g.op("Add", pair[0], g.number(float(query_bias @ key_bias / root)))
    g.output(g.op("Squeeze", level, g.ints(2)), "copy_bias", FLOAT, ("B", "S"))
    g.output(g.op("Squeeze", pair[1], g.ints(2)), "copy_gate", FLOAT, ("B", "S"))
