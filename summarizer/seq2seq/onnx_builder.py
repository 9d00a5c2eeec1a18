"""Writing ONNX graphs node by node, with linear layers in fp32 or int8."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from summarizer.seq2seq.quantise import GELU_SHIFT, columns

FLOAT, INT64, INT32, INT8 = (
    TensorProto.FLOAT,
    TensorProto.INT64,
    TensorProto.INT32,
    TensorProto.INT8,
)

_OPSET = [helper.make_opsetid("", 21), helper.make_opsetid("com.microsoft", 1)]
_CONTRIB = frozenset(("BiasGelu", "FusedMatMul", "MatMulIntegerToFloat", "MultiHeadAttention"))


class Rows(NamedTuple):
    """Rows in unsigned bytes: x = (values - zero) * step * peak, one peak per row."""

    values: str
    peak: str
    step: str
    zero: str


class Graph:
    """A graph in the making; methods take and give the names of values.

    ``limit`` is the greatest magnitude of an int8 weight, None for fp32.
    """

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []
        self._rows: dict[str, Rows] = {}

    def input(self, name: str, kind: int, shape: Iterable[int | str]) -> str:
        """Declare an input."""
        self._inputs.append(helper.make_tensor_value_info(name, kind, list(shape)))
        return name

    def output(self, value: str, name: str, kind: int, shape: Iterable[int | str]) -> None:
        """Give ``value`` out as ``name``."""
        self._nodes.append(helper.make_node("Identity", [value], [name]))
        self._outputs.append(helper.make_tensor_value_info(name, kind, list(shape)))

    def constant(self, array: NDArray[Any] | np.generic) -> str:
        """Put ``array`` into the graph."""
        name = f"c{len(self._constants)}"
        self._constants[name] = numpy_helper.from_array(np.asarray(array), name)
        return name

    def number(self, value: float) -> str:
        """A scalar, put in once."""
        name = f"number_{value!r}"
        scalar = np.asarray(value, np.float32)
        self._constants.setdefault(name, numpy_helper.from_array(scalar, name))
        return name

    def ints(self, *values: int) -> str:
        """A vector of integers, for shapes and axes, put in once."""
        name = f"ints_{'_'.join(map(str, values))}"
        vector = np.array(values, np.int64)
        self._constants.setdefault(name, numpy_helper.from_array(vector, name))
        return name

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """One operator with one output."""
        return self.ops(kind, *inputs, outputs=1, **attributes)[0]

    def ops(self, kind: str, *inputs: str, outputs: int, **attributes: Any) -> list[str]:
        """One operator with several outputs."""
        names = [f"v{len(self._nodes)}_{i}" for i in range(outputs)]
        domain = "com.microsoft" if kind in _CONTRIB else ""
        node = helper.make_node(kind, list(inputs), names, domain=domain, **attributes)
        self._nodes.append(node)
        return names

    def reshape(self, x: str, *shape: int) -> str:
        """``x`` in another shape, known now."""
        return self.op("Reshape", x, self.ints(*shape))

    def linear(
        self,
        x: str,
        weight: NDArray[np.float32],
        bias: NDArray[np.float32],
        *,
        after_gelu: bool = False,
    ) -> tuple[str, NDArray[np.float32]]:
        """Rows ``x`` [rows, in] times ``weight`` [in, out], and the bias still to be added.

        Adding it is the caller's, because the operator that follows can often do it for
        nothing. After GELU the inputs are shifted to spare the sign bit, and the bias makes
        up for it.
        """
        if self.limit is None:
            return self.op("MatMul", x, self.constant(weight.astype(np.float32))), bias
        rounded, scale = columns(weight, self.limit)
        if after_gelu:
            bias = bias - GELU_SHIFT * (rounded.astype(np.float32).sum(0) * scale)
            x = self.op("Add", x, self.number(GELU_SHIFT))
        rows = self.rows(x, signed=not after_gelu)
        return self.integer(rows, self.constant(rounded), self.constant(scale)), bias

    def biased(self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """A linear layer with its bias."""
        product, bias = self.linear(x, weight, bias)
        return self.op("Add", product, self.constant(bias))

    def rows(self, x: str, *, signed: bool) -> Rows:
        """``x`` in unsigned bytes, each row scaled by its own greatest magnitude."""
        if x not in self._rows:
            size = self.op("Abs", x) if signed else x
            peak = self.op("ReduceMax", size, self.ints(-1), keepdims=1)
            unit, zero = (127, 128) if signed else (255, 0)
            step, point = self.number(1 / unit), self.constant(np.uint8(zero))
            # A row of zeros gives 0 / 0, some byte or other, and times its peak 0 again.
            values = self.op("QuantizeLinear", self.op("Div", x, peak), step, point)
            self._rows[x] = Rows(values, peak, step, point)
        return self._rows[x]

    def integer(self, rows: Rows, weight: str, scale: str) -> str:
        """The product of ``rows`` and int8 columns ``weight``, times ``scale``, in fp32."""
        factors = (rows.values, weight, rows.step, scale, rows.zero)
        return self.op("Mul", self.op("MatMulIntegerToFloat", *factors), rows.peak)

    def serialised(self, name: str) -> bytes:
        """The finished model."""
        graph = helper.make_graph(
            self._nodes, name, self._inputs, self._outputs, list(self._constants.values())
        )
        model = helper.make_model(graph, opset_imports=_OPSET, ir_version=10)
        found: bytes = model.SerializeToString()
        return found
