"""The trained network as an ONNX graph that onnxruntime runs fast on one core, a sentence at a time.

It computes what training.network does, but for Gelu's usual approximation by tanh. What is dear in onnxruntime's own
operations is left out: no mask, since nothing is padded; mean and variance by an operation that uses vector
instructions, which LayerNormalization does not; one head for all questions, cut up at the end.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from dateline.classifier.inputs import LIMIT

OPSET, IR = 17, 8
"""Versions of ONNX that every onnxruntime since 1.15 reads."""
HEADS, LAYERS, WIDTH = 12, 6, 384
"""Of MiniLM."""
CONTRIB = "com.microsoft"
"""Where onnxruntime's own operations stand."""
EMBEDDINGS = "encoder.embeddings"
Floats = NDArray[np.float32]


class Graph:
    """Nodes and weights that are put together one by one."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self.weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._kept: dict[str, NDArray[Any]] = {}

    def node(self, op: str, *inputs: str, to: str = "", domain: str = "", **options: Any) -> str:
        """Add an operation; the name of its output."""
        name = to or f"{op}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(op, inputs, [name], name=name, domain=domain, **options))
        return name

    def keep(self, name: str, values: NDArray[Any]) -> str:
        """Add a constant; its name."""
        self._kept[name] = np.ascontiguousarray(values)
        return name

    def split(self, whole: str, sizes: Mapping[str, int]) -> None:
        """Cut the columns of a tensor into the outputs of the graph."""
        parts = self.keep("sizes", np.array(list(sizes.values())))
        self._nodes.append(helper.make_node("Split", [whole, parts], list(sizes), name="split", axis=1))

    def model(self, inputs: Mapping[str, Sequence[int | str]], outputs: Mapping[str, int]) -> onnx.ModelProto:
        """The whole, with the shapes of its inputs and the widths of its outputs."""
        told = [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n, shape in inputs.items()]
        found = [helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, size]) for n, size in outputs.items()]
        kept = [numpy_helper.from_array(values, name) for name, values in self._kept.items()]
        graph = helper.make_graph(self._nodes, "deeds", told, found, kept)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR)


def build(weights: Mapping[str, Floats], labels: Mapping[str, Sequence[str]]) -> onnx.ModelProto:
    """The graph: ids (1, pieces), at (3) → logits (1, labels) by question."""
    graph = Graph(weights)
    states = _embedded(graph)
    for i in range(LAYERS):
        states = _fed(graph, f"encoder.encoder.layer.{i}", _attended(graph, f"encoder.encoder.layer.{i}", states))
    marks = graph.node("Flatten", graph.node("Gather", states, "at", axis=1), axis=1)
    seen = graph.node("Concat", graph.node("ReduceMean", states, axes=[1], keepdims=0), marks, axis=1)
    mixed = graph.node("Gelu", _dense(graph, "mix.1", seen), domain=CONTRIB)
    weight, bias = (np.concatenate([weights[f"heads.{i}.{p}"] for i in range(len(labels))]) for p in ("weight", "bias"))
    told = graph.node("MatMul", mixed, graph.keep("heads.weight", weight.T))
    sizes = {question: len(own) for question, own in labels.items()}
    graph.split(graph.node("Add", told, graph.keep("heads.bias", bias)), sizes)
    return graph.model({"ids": (1, "pieces"), "at": (3,)}, sizes)


def _embedded(graph: Graph) -> str:
    words = graph.keep("words", graph.weights[f"{EMBEDDINGS}.word_embeddings.weight"])
    kind = graph.weights[f"{EMBEDDINGS}.token_type_embeddings.weight"][0]
    places = graph.keep("places", graph.weights[f"{EMBEDDINGS}.position_embeddings.weight"][:LIMIT] + kind)
    here = graph.node("Slice", places, graph.keep("zero", np.array([0])), graph.node("Shape", "ids", start=1))
    return _normed(graph, f"{EMBEDDINGS}.LayerNorm", graph.node("Add", graph.node("Gather", words, "ids"), here))


def _attended(graph: Graph, layer: str, states: str) -> str:
    """What self-attention makes of the states."""
    parts = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
    weight = np.concatenate([graph.weights[f"{p}.weight"].T for p in parts], axis=1)
    bias = np.concatenate([graph.weights[f"{p}.bias"] for p in parts])
    inputs = (states, graph.keep(f"{layer}.qkv.weight", weight), graph.keep(f"{layer}.qkv.bias", bias))
    heard = graph.node("Attention", *inputs, to=f"{layer}.attention", domain=CONTRIB, num_heads=HEADS)
    return _joined(graph, f"{layer}.attention.output", heard, states)


def _fed(graph: Graph, layer: str, states: str) -> str:
    """What the two inner layers make of the states."""
    inner = graph.node("FastGelu", _dense(graph, f"{layer}.intermediate.dense", states), domain=CONTRIB)
    return _joined(graph, f"{layer}.output", inner, states)


def _joined(graph: Graph, part: str, new: str, before: str) -> str:
    """A dense layer's result and the states before it, added and normed."""
    return _normed(graph, f"{part}.LayerNorm", graph.node("Add", _dense(graph, f"{part}.dense", new), before))


def _dense(graph: Graph, part: str, states: str) -> str:
    told = graph.node("MatMul", states, graph.keep(f"{part}.weight", graph.weights[f"{part}.weight"].T))
    return graph.node("Add", told, graph.keep(f"{part}.bias", graph.weights[f"{part}.bias"]))


def _normed(graph: Graph, part: str, states: str) -> str:
    even = graph.node("MeanVarianceNormalization", states, axes=[2])
    scaled = graph.node("Mul", even, graph.keep(f"{part}.weight", graph.weights[f"{part}.weight"]))
    return graph.node("Add", scaled, graph.keep(f"{part}.bias", graph.weights[f"{part}.bias"]))
