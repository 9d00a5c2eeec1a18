"""The network as ONNX graphs, emitted from the tensors by name; no torch anywhere.

Three graphs, because they run at different times:

``encoder``  source ids -> states; once per window or evidence.
``source``   states -> what every step reads of the source: keys and values of the decoder's
             cross-attention, keys of the copy head; once per article, never per beam.
``step``     one token per beam -> probabilities. Beams are the query rows of their article, so
             an article's source and history are held once, however many beams read them.

The history is a pool: every beam of an article appends its key and value, and a bias says which
entries are a beam's own ancestors. Nothing is ever reordered or copied when beams change places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from summarizer.seq2seq.checkpoint import Shape
from summarizer.seq2seq.quantise import GELU_SHIFT, columns

_OPSET = [helper.make_opsetid("", 21), helper.make_opsetid("com.microsoft", 1)]
_EPSILON = 1e-5
_FLOAT, _HALF, _INT = TensorProto.FLOAT, TensorProto.FLOAT16, TensorProto.INT64
Tensors = Mapping[str, NDArray[np.float32]]
Weights = tuple[NDArray[np.float32], NDArray[np.float32]]


class _Rows(NamedTuple):
    """Rows in unsigned bytes: x = (values - zero) * step * peak."""

    values: str
    peak: str
    step: str
    zero: str


class _Graph:
    """A graph in the making; values are named by the order of the nodes that give them."""

    def __init__(self, limit: int | None) -> None:
        self.limit = limit  # of int8 weights; None keeps fp32
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []
        self._rows: dict[str, _Rows] = {}

    def input(self, name: str, kind: int, shape: Iterable[int | str]) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, kind, list(shape)))
        return name

    def output(self, value: str, name: str, kind: int, shape: Iterable[int | str]) -> None:
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        self.outputs.append(helper.make_tensor_value_info(name, kind, list(shape)))

    def constant(self, array: NDArray[Any] | np.generic) -> str:
        name = f"c{len(self.constants)}"
        self.constants[name] = numpy_helper.from_array(np.asarray(array), name)
        return name

    def ints(self, *values: int) -> str:
        key = f"i{'_'.join(map(str, values))}"
        self.constants.setdefault(key, numpy_helper.from_array(np.array(values, np.int64), key))
        return key

    def op(self, kind: str, *inputs: str, outputs: int = 1, **attributes: Any) -> str:
        return self.ops(kind, *inputs, outputs=outputs, **attributes)[0]

    def ops(self, kind: str, *inputs: str, outputs: int, **attributes: Any) -> list[str]:
        names = [f"v{len(self.nodes)}_{i}" for i in range(outputs)]
        domain = "com.microsoft" if kind in _CONTRIB else ""
        node = helper.make_node(kind, list(inputs), names, domain=domain, **attributes)
        self.nodes.append(node)
        return names

    def linear(
        self,
        x: str,
        weight: NDArray[np.float32],
        bias: NDArray[np.float32] | None,
        *,
        after_gelu: bool = False,
    ) -> tuple[str, NDArray[np.float32] | None]:
        """``x`` [rows, in] times ``weight`` [in, out]; the bias to add is handed back.

        It is the caller's to add, because the operator that follows can often do it for
        nothing. After GELU the shift that spares the sign bit is put into the bias.
        """
        if self.limit is None:
            return self.op("MatMul", x, self.constant(weight.astype(np.float32))), bias
        rounded, scale = columns(weight, self.limit)
        if after_gelu:
            shift = GELU_SHIFT * (rounded.astype(np.float32).sum(0) * scale)
            bias = -shift if bias is None else bias - shift
            x = self.op("Add", x, self.constant(np.float32(GELU_SHIFT)))
        rows = self.rows(x, signed=not after_gelu)
        return self.integer(rows, self.constant(rounded), self.constant(scale)), bias

    def rows(self, x: str, *, signed: bool) -> _Rows:
        """``x`` as unsigned bytes, each row scaled by its own peak."""
        if x not in self._rows:
            size = self.op("Abs", x) if signed else x
            peak = self.op("ReduceMax", size, self.ints(-1), keepdims=1)
            unit, zero = (127, 128) if signed else (255, 0)
            step, point = self.constant(np.float32(1 / unit)), self.constant(np.uint8(zero))
            # A row of zeros gives 0 / 0, some byte or other, and times its peak 0 again.
            values = self.op("QuantizeLinear", self.op("Div", x, peak), step, point)
            self._rows[x] = _Rows(values, peak, step, point)
        return self._rows[x]

    def integer(self, rows: _Rows, weight: str, scale: str) -> str:
        """Product of quantised rows and int8 columns, in fp32."""
        product = self.op("MatMulIntegerToFloat", rows.values, weight, rows.step, scale, rows.zero)
        return self.op("Mul", product, rows.peak)

    def biased(self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        product, rest = self.linear(x, weight, bias)
        assert rest is not None
        return self.op("Add", product, self.constant(rest))

    def reshape(self, x: str, *shape: int) -> str:
        return self.op("Reshape", x, self.ints(*shape))

    def model(self, name: str) -> bytes:
        graph = helper.make_graph(
            self.nodes, name, self.inputs, self.outputs, list(self.constants.values())
        )
        made = helper.make_model(graph, opset_imports=_OPSET, ir_version=10)
        serialised: bytes = made.SerializeToString()
        return serialised


_CONTRIB = frozenset(("BiasGelu", "FusedMatMul", "MatMulIntegerToFloat", "MultiHeadAttention"))


def encoder(shape: Shape, tensors: Tensors, limit: int | None) -> bytes:
    """Graph ``ids`` [B, S], ``lengths`` [B] -> ``states`` [B, S, D]."""
    g = _Graph(limit)
    ids = g.input("ids", _INT, ("B", "S"))
    lengths = g.input("lengths", TensorProto.INT32, ("B",))
    size = g.op("Shape", ids, start=1, end=2)
    table = tensors["model.encoder.embed_positions.weight"][2:]
    rows = g.op("Slice", g.constant(table), g.ints(0), size, g.ints(0))
    x = _embedded(g, tensors, "encoder", ids, rows, shape.d_model)
    for n in range(shape.encoder_layers):
        name = f"model.encoder.layers.{n}"
        x = _encoder_layer(g, tensors, name, x, ids, lengths, shape.encoder_heads, shape.d_model)
    states = g.op("Reshape", x, _like(g, ids, shape.d_model))
    g.output(states, "states", _FLOAT, ("B", "S", shape.d_model))
    return g.model("encoder")


def salience(shape: Shape, tensors: Tensors, limit: int | None) -> bytes:
    """Graph ``states`` [B, S, D], ``lengths`` [B] -> ``salience`` [B, S], probabilities."""
    assert shape.salience is not None
    g = _Graph(limit)
    states = g.input("states", _FLOAT, ("B", "S", shape.d_model))
    lengths = g.input("lengths", TensorProto.INT32, ("B",))
    x = g.reshape(states, -1, shape.d_model)
    size = g.op("Shape", states, start=0, end=2)
    for n in range(shape.salience.layers):
        name = f"salience.layers.{n}"
        heads = shape.salience.heads
        x = _encoder_layer(g, tensors, name, x, "", lengths, heads, shape.d_model, size=size)
    weight, bias = tensors["salience.out.weight"].T, tensors["salience.out.bias"]
    logits = g.op("Add", g.op("MatMul", x, g.constant(weight)), g.constant(bias))
    out = g.op("Reshape", g.op("Sigmoid", logits), size)
    g.output(out, "salience", _FLOAT, ("B", "S"))
    return g.model("salience")


def source(shape: Shape, tensors: Tensors, limit: int | None) -> bytes:
    """Graph ``states`` [B, S, D] -> what the steps read of the source.

    ``keys{n}``, ``values{n}`` [B, H, S, D/H] per decoder layer, keys scaled by 1/sqrt(D/H).
    ``copy_keys`` [B, S, D], ``copy_bias`` [B, S]: (Wq h + bq) . (Wk s + bk) / sqrt(D) is
    h . copy_keys + copy_bias. ``copy_gate`` [B, S]: the gate's weights on each state, for
    w . sum a s = sum a (w . s).
    """
    g = _Graph(limit)
    d, heads = shape.d_model, shape.decoder_heads
    states = g.input("states", _FLOAT, ("B", "S", d))
    inside = g.input("inside", _FLOAT, ("B", "S"))
    flat = g.reshape(states, -1, d)
    size = g.op("Shape", states, start=0, end=2)
    split = g.op("Concat", size, g.ints(heads, d // heads), axis=0)
    mask = g.op("Unsqueeze", inside, g.ints(1, 3))
    for n in range(shape.decoder_layers):
        for part, out in (("k_proj", "keys"), ("v_proj", "values")):
            weight, bias = _pair(tensors, f"model.decoder.layers.{n}.encoder_attn.{part}")
            scale = np.float32(math.sqrt(heads / d)) if out == "keys" else np.float32(1)
            row = g.op("Reshape", g.biased(flat, weight * scale, bias * scale), split)
            turned = g.op("Transpose", row, perm=[0, 2, 1, 3])
            if limit is None:
                g.output(turned, f"{out}{n}", _FLOAT, ("B", heads, "S", d // heads))
                continue
            real = g.op("Mul", turned, mask)  # padding must not set the scale
            peak = g.op("ReduceMax", g.op("Abs", real), g.ints(2), keepdims=1)
            peak = g.op("Max", peak, g.constant(np.float32(1e-9)))
            step = g.constant(np.float32(1 / limit))
            small = g.op("QuantizeLinear", g.op("Div", real, peak), step, g.constant(np.int8(0)))
            if out == "keys":
                small = g.op("Transpose", small, perm=[0, 1, 3, 2])
            g.output(small, f"{out}{n}", TensorProto.INT8, _cached(shape, out))
            g.output(
                g.op("Mul", peak, step), f"{out}_scale{n}", _FLOAT, ("B", heads, 1, d // heads)
            )
    query, query_bias = _pair(tensors, "copy.query")
    key, key_bias = _pair(tensors, "copy.key")
    root = np.float32(math.sqrt(d))
    # Pointing is what must be right: these stay in fp32.
    keys = g.op("MatMul", states, g.constant(key @ query.T / root))
    keys = g.op("Add", keys, g.constant(query @ key_bias / root))
    g.output(keys, "copy_keys", _FLOAT, ("B", "S", d))
    gate = tensors["copy.gate.weight"][0, d:]
    two = np.stack([key @ query_bias / root, gate], axis=1).astype(np.float32)
    pair = g.ops("Split", g.op("MatMul", states, g.constant(two)), outputs=2, axis=2, num_outputs=2)
    level = g.op("Add", pair[0], g.constant(np.float32(query_bias @ key_bias / root)))
    g.output(g.op("Squeeze", level, g.ints(2)), "copy_bias", _FLOAT, ("B", "S"))
    g.output(g.op("Squeeze", pair[1], g.ints(2)), "copy_gate", _FLOAT, ("B", "S"))
    return g.model("source")


def step(shape: Shape, tensors: Tensors, limit: int | None) -> bytes:
    """Graph of one decoding step for K beams of each of B articles.

    Besides the outputs of ``source``:
    ``tokens``, ``positions`` [B, K]; ``pool_keys{n}``, ``pool_values{n}`` [B, H, C, D/H] and
    ``ancestry`` [B, 1, K, C], 0 or a large negative number: the history;
    ``padding`` [B, 1, 1, S], the same for the cross-attention; ``pointable`` [B, 1, S], 0 at
    text and -1e4 at specials and padding, as in training; ``words`` [B, U], each token of the
    source once, ``slots`` [B, S], each position's word, and ``entry`` [B, S], 1 where a
    position may be copied by a beam that is not in the middle of a name or figure;
    ``writable`` [V], 1 where the vocabulary may give a token; ``k`` [1].

    Gives ``fresh`` [2 * layers, B, K, D], the keys and values to append; ``share`` [B, K, S],
    gate times pointer attention; ``word_p`` [B, K, U], the probability of each word of the
    source through vocabulary and permitted entry; the ``k`` best of them (``source_p``,
    ``source_i``), and the ``k`` best of the vocabulary's part of P (``vocab_p``, ``vocab_i``).
    """
    g = _Graph(limit)
    d, heads = shape.d_model, shape.decoder_heads
    tokens = g.input("tokens", _INT, ("B", "K"))
    positions = g.input("positions", _INT, ("B", "K"))
    ancestry = g.input("ancestry", _FLOAT, ("B", 1, "K", "C"))
    padding = g.input("padding", _FLOAT, ("B", 1, 1, "S"))
    table = g.constant(tensors["model.decoder.embed_positions.weight"][2:])
    x = _embedded(g, tensors, "decoder", tokens, g.op("Gather", table, positions), d)
    size = g.op("Shape", tokens)
    split = g.op("Concat", size, g.ints(heads, d // heads), axis=0)
    fresh: list[str] = []
    for n in range(shape.decoder_layers):
        name = f"model.decoder.layers.{n}"
        x, key, value = _self_attention(g, tensors, name, x, n, split, ancestry, shape)
        fresh += [key, value]
        x = _cross_attention(g, tensors, name, x, n, split, padding, shape)
        x = _feed_forward(g, tensors, name, x)
    stacked = g.op("Concat", *(g.op("Unsqueeze", f, g.ints(0)) for f in fresh), axis=0)
    whole = g.op("Concat", g.ints(len(fresh)), size, g.ints(d), axis=0)
    g.output(g.op("Reshape", stacked, whole), "fresh", _FLOAT, (len(fresh), "B", "K", d))
    _mixture(g, tensors, x, size, shape)
    return g.model("step")


def _mixture(g: _Graph, tensors: Tensors, x: str, size: str, shape: Shape) -> None:
    """Copy head, vocabulary and their mixture, from the decoder's last states [B * K, D]."""
    d = shape.d_model
    copy_keys = g.input("copy_keys", _FLOAT, ("B", "S", d))
    copy_bias = g.input("copy_bias", _FLOAT, ("B", "S"))
    copy_gate = g.input("copy_gate", _FLOAT, ("B", "S"))
    pointable = g.input("pointable", _FLOAT, ("B", 1, "S"))
    words = g.input("words", _INT, ("B", "U"))
    slots = g.input("slots", _INT, ("B", "S"))
    entry = g.input("entry", _FLOAT, ("B", "S"))
    writable = g.input("writable", _FLOAT, (shape.vocab,))
    k = g.input("k", _INT, (1,))
    rows = g.op("Reshape", x, g.op("Concat", size, g.ints(d), axis=0))
    scores = g.op("FusedMatMul", rows, copy_keys, transB=1)
    level = g.op("Add", g.op("Unsqueeze", copy_bias, g.ints(1)), pointable)
    attention = g.op("Softmax", g.op("Add", scores, level), axis=-1)
    gate_weight = tensors["copy.gate.weight"][0, :d, None]
    bias = g.constant(tensors["copy.gate.bias"])
    own = g.op("Add", g.op("MatMul", rows, g.constant(gate_weight)), bias)
    seen = g.op("MatMul", attention, g.op("Unsqueeze", copy_gate, g.ints(2)))
    gate = g.op("Sigmoid", g.op("Add", own, seen))
    share = g.op("Mul", attention, gate)
    g.output(share, "share", _FLOAT, ("B", "K", "S"))
    logits = g.biased(x, tensors["model.shared.weight"].T, tensors["final_logits_bias"][0])
    allowed = g.op("Mul", g.op("Softmax", logits, axis=-1), writable)
    vocabulary = g.op("Reshape", allowed, g.op("Concat", size, g.ints(shape.vocab), axis=0))
    rest = g.op("Sub", g.constant(np.float32(1)), gate)
    best = g.ops("TopK", vocabulary, k, outputs=2, axis=-1)
    g.output(g.op("Mul", best[0], rest), "vocab_p", _FLOAT, ("B", "K", "k"))
    g.output(best[1], "vocab_i", _INT, ("B", "K", "k"))
    wide = g.op("Concat", size, g.op("Shape", words, start=1), axis=0)
    index = g.op("Expand", g.op("Unsqueeze", words, g.ints(1)), wide)
    written = g.op("Mul", g.op("GatherElements", vocabulary, index, axis=2), rest)
    copied = g.op("Mul", share, g.op("Unsqueeze", entry, g.ints(1)))
    slot = g.op("Expand", g.op("Unsqueeze", slots, g.ints(1)), g.op("Shape", share))
    word_p = g.op("ScatterElements", written, slot, copied, axis=2, reduction="add")
    g.output(word_p, "word_p", _FLOAT, ("B", "K", "U"))
    best = g.ops("TopK", word_p, k, outputs=2, axis=-1)
    g.output(best[0], "source_p", _FLOAT, ("B", "K", "k"))
    g.output(best[1], "source_i", _INT, ("B", "K", "k"))


# -- layers ----------------------------------------------------------------------------------


def _pair(tensors: Tensors, name: str) -> Weights:
    """Weight as [in, out] and bias of a linear layer."""
    return np.ascontiguousarray(tensors[f"{name}.weight"].T), tensors[f"{name}.bias"]


def _like(g: _Graph, ids: str, d: int) -> str:
    return g.op("Concat", g.op("Shape", ids), g.ints(d), axis=0)


def _embedded(g: _Graph, tensors: Tensors, side: str, ids: str, where: str, d: int) -> str:
    """Normalised sum of token and position rows, as [rows, D]; the table is fp16 as on disk."""
    table = g.constant(tensors["model.shared.weight"].astype(np.float16))
    rows = g.op("Cast", g.op("Gather", table, ids), to=_FLOAT)
    summed = g.reshape(g.op("Add", rows, where), -1, d)
    return _norm(g, tensors, f"model.{side}.layernorm_embedding", summed)


def _residual(
    g: _Graph, tensors: Tensors, norm: str, x: str, y: str, bias: NDArray[np.float32] | None
) -> str:
    """LayerNorm(x + y + bias), post-norm.

    Three operators: SkipLayerNormalization, which fuses them, takes ten times as long in
    ONNX Runtime 1.32 (1.2 ms for 342 rows of 384, against 0.12).
    """
    assert bias is not None
    summed = g.op("Add", g.op("Add", y, g.constant(bias)), x)
    return _norm(g, tensors, norm, summed)


def _norm(g: _Graph, tensors: Tensors, name: str, x: str) -> str:
    weight, bias = g.constant(tensors[f"{name}.weight"]), g.constant(tensors[f"{name}.bias"])
    return g.op("LayerNormalization", x, weight, bias, epsilon=_EPSILON, axis=-1)


def _feed_forward(g: _Graph, tensors: Tensors, name: str, x: str) -> str:
    inner, bias = g.linear(x, *_pair(tensors, f"{name}.fc1"))
    assert bias is not None
    active = g.op("BiasGelu", inner, g.constant(bias))
    outer, bias = g.linear(active, *_pair(tensors, f"{name}.fc2"), after_gelu=True)
    return _residual(g, tensors, f"{name}.final_layer_norm", x, outer, bias)


def _query_key_value(
    tensors: Tensors, name: str
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    parts = [_pair(tensors, f"{name}.self_attn.{p}_proj") for p in "qkv"]
    return np.concatenate([w for w, _ in parts], axis=1), np.concatenate([b for _, b in parts])


def _encoder_layer(
    g: _Graph,
    tensors: Tensors,
    name: str,
    x: str,
    ids: str,
    lengths: str,
    heads: int,
    d: int,
    *,
    size: str = "",
) -> str:
    """A whole post-norm encoder layer on [B * S, D] rows; ``lengths`` masks the padding."""
    size = size or g.op("Shape", ids)
    product, bias = g.linear(x, *_query_key_value(tensors, name))
    assert bias is not None
    parts = g.ops("Split", product, outputs=3, axis=1, num_outputs=3)
    wide = g.op("Concat", size, g.ints(d), axis=0)
    query, key, value = (g.op("Reshape", part, wide) for part in parts)
    mixed = g.op(
        "MultiHeadAttention", query, key, value, g.constant(bias), lengths, num_heads=heads
    )
    out, rest = g.linear(g.reshape(mixed, -1, d), *_pair(tensors, f"{name}.self_attn.out_proj"))
    x = _residual(g, tensors, f"{name}.self_attn_layer_norm", x, out, rest)
    return _feed_forward(g, tensors, name, x)


def _self_attention(
    g: _Graph, tensors: Tensors, name: str, x: str, n: int, split: str, ancestry: str, shape: Shape
) -> tuple[str, str, str]:
    """Attention over the pool and the beam's own new entry; gives that entry's key and value."""
    d, heads = shape.d_model, shape.decoder_heads
    pool = ("B", heads, "C", d // heads)
    keys = g.input(f"pool_keys{n}", _FLOAT, pool)
    values = g.input(f"pool_values{n}", _FLOAT, pool)
    weight, bias = _query_key_value(tensors, name)
    scale = np.ones(3 * d, np.float32)
    scale[:d] = math.sqrt(heads / d)  # the query carries 1/sqrt(d/heads)
    joint = g.biased(x, weight * scale, bias * scale)
    query, key, value = g.ops("Split", joint, outputs=3, axis=1, num_outputs=3)
    turned = [
        g.op("Transpose", g.op("Reshape", part, split), perm=[0, 2, 1, 3])
        for part in (query, key, value)
    ]
    past = g.op("Add", g.op("FusedMatMul", turned[0], keys, transB=1), ancestry)
    own = g.op("ReduceSum", g.op("Mul", turned[0], turned[1]), g.ints(-1), keepdims=1)
    weights = g.op("Softmax", g.op("Concat", past, own, axis=3), axis=-1)
    far = g.op("Slice", weights, g.ints(0), g.ints(-1), g.ints(3))
    near = g.op("Slice", weights, g.ints(-1), g.ints(1 << 40), g.ints(3))
    mixed = g.op("Add", g.op("MatMul", far, values), g.op("Mul", near, turned[2]))
    rows = g.reshape(g.op("Transpose", mixed, perm=[0, 2, 1, 3]), -1, d)
    out, rest = g.linear(rows, *_pair(tensors, f"{name}.self_attn.out_proj"))
    return _residual(g, tensors, f"{name}.self_attn_layer_norm", x, out, rest), key, value


def _cached(shape: Shape, part: str) -> tuple[int | str, ...]:
    """Shape of int8 keys, turned for the product, and values."""
    heads, head = shape.decoder_heads, shape.d_model // shape.decoder_heads
    return ("B", heads, head, "S") if part == "keys" else ("B", heads, "S", head)


def _cross_attention(
    g: _Graph, tensors: Tensors, name: str, x: str, n: int, split: str, padding: str, shape: Shape
) -> str:
    """Attention to the source; the beams of an article are rows of one product."""
    d, heads = shape.d_model, shape.decoder_heads
    query = g.biased(x, *_pair(tensors, f"{name}.encoder_attn.q_proj"))
    turned = g.op("Transpose", g.op("Reshape", query, split), perm=[0, 2, 1, 3])
    if g.limit is None:
        keys = g.input(f"keys{n}", _FLOAT, ("B", heads, "S", d // heads))
        values = g.input(f"values{n}", _FLOAT, ("B", heads, "S", d // heads))
        scores = g.op("Add", g.op("FusedMatMul", turned, keys, transB=1), padding)
        mixed = g.op("MatMul", g.op("Softmax", scores, axis=-1), values)
    else:
        keys = g.input(f"keys{n}", TensorProto.INT8, _cached(shape, "keys"))
        values = g.input(f"values{n}", TensorProto.INT8, _cached(shape, "values"))
        key_scale = g.input(f"keys_scale{n}", _FLOAT, ("B", heads, 1, d // heads))
        value_scale = g.input(f"values_scale{n}", _FLOAT, ("B", heads, 1, d // heads))
        one = g.constant(np.float32(1))
        rows = g.rows(g.op("Mul", turned, key_scale), signed=True)
        scores = g.op("Add", g.integer(rows, keys, one), padding)
        rows = g.rows(g.op("Softmax", scores, axis=-1), signed=False)
        mixed = g.op("Mul", g.integer(rows, values, one), value_scale)
    rows_out = g.reshape(g.op("Transpose", mixed, perm=[0, 2, 1, 3]), -1, d)
    out, rest = g.linear(rows_out, *_pair(tensors, f"{name}.encoder_attn.out_proj"))
    return _residual(g, tensors, f"{name}.encoder_attn_layer_norm", x, out, rest)
