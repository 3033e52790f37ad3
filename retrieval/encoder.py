"""A BERT encoder as an OpenVINO graph, built straight from its weights: no torch, and no exported copy to go stale."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.unused import leave_out_unused

leave_out_unused()

import openvino as ov  # noqa: E402
from openvino import opset13 as op  # noqa: E402

Weights = Mapping[str, NDArray[np.float16] | NDArray[np.float32]]
Node = Any  # OpenVINO's node type carries no shape or element type that mypy could use
_HEAD_SIZE = 32
_EPSILON = 1e-12
_MASKED = -1e4
_FIRST_TOKENS = 8
# What is prepared for inputs of one shape is kept for the next ones. Hardly two have the same: by default, thousands.
_SHAPES_KEPT = 4
_MOST_STREAMS = 8  # each has memory of its own for what it computes; beyond, several cores share one
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class Graph:
    """The encoder of Devlin et al. (2019) over ``weights``, whose names begin with ``prefix``.

    ``inputs`` are the three int64 parameters [batch, tokens] of ``INPUTS``; ``hidden`` is [batch, tokens, width].
    """

    def __init__(self, weights: Weights, prefix: str = "") -> None:
        self._weights = weights
        self._prefix = prefix
        self.inputs = [op.parameter([-1, -1], np.int64, name=name) for name in INPUTS]
        self.hidden = self._encoded()

    def dense(self, name: str, x: Node) -> Node:
        """The linear layer ``name`` of the encoder."""
        return dense(self._weights, f"{self._prefix}{name}", x)

    def _encoded(self) -> Node:
        ids, mask, types = self.inputs
        x = self._embedded(ids, types)
        hidden_tokens = op.multiply(op.subtract(_number(1.0), op.convert(mask, "f32")), _number(_MASKED))
        bias = op.unsqueeze(hidden_tokens, _axes(1, 2))
        layers = {name.removeprefix(f"{self._prefix}encoder.layer.").split(".")[0] for name in self._layer_names()}
        for layer in sorted(layers, key=int):
            x = self._layer(f"encoder.layer.{layer}", x, bias)
        return x

    def _layer_names(self) -> list[str]:
        return [name for name in self._weights if name.startswith(f"{self._prefix}encoder.layer.")]

    def _embedded(self, ids: Node, types: Node) -> Node:
        tokens = op.squeeze(op.gather(op.shape_of(ids), _axes(1), _axes(0)), _axes(0))
        places = op.range(np.int64(0), tokens, np.int64(1), output_type="i64")
        looked_up = [("word", ids), ("position", places), ("token_type", types)]
        parts = [
            op.gather(self._constant(f"embeddings.{name}_embeddings.weight"), number, _axes(0))
            for name, number in looked_up
        ]
        return self._normalized("embeddings", op.add(op.add(parts[0], parts[1]), parts[2]))

    def _layer(self, name: str, x: Node, bias: Node) -> Node:
        query, key, value = (
            self._heads(self.dense(f"{name}.attention.self.{role}", x)) for role in ("query", "key", "value")
        )
        attended = op.scaled_dot_product_attention(query, key, value, bias)
        joined = op.reshape(op.transpose(attended, _axes(0, 2, 1, 3)), _axes(0, 0, -1), special_zero=True)
        x = self._normalized(
            f"{name}.attention.output", op.add(self.dense(f"{name}.attention.output.dense", joined), x)
        )
        wide = op.gelu(self.dense(f"{name}.intermediate.dense", x), "erf")
        return self._normalized(f"{name}.output", op.add(self.dense(f"{name}.output.dense", wide), x))

    def _heads(self, x: Node) -> Node:
        split = op.reshape(x, _axes(0, 0, -1, _HEAD_SIZE), special_zero=True)
        return op.transpose(split, _axes(0, 2, 1, 3))

    def _normalized(self, name: str, x: Node) -> Node:
        even = op.mvn(x, _axes(-1), True, _EPSILON, "inside_sqrt")
        scaled = op.multiply(even, self._constant(f"{name}.LayerNorm.weight"))
        return op.add(scaled, self._constant(f"{name}.LayerNorm.bias"))

    def _constant(self, name: str) -> Node:
        return _constant(self._weights[f"{self._prefix}{name}"])


def dense(weights: Weights, name: str, x: Node) -> Node:
    """The linear layer ``name`` over the last axis."""
    product = op.matmul(x, _constant(weights[f"{name}.weight"]), False, True)
    return op.add(product, _constant(weights[f"{name}.bias"]))


def mean_vector(graph: Graph) -> Node:
    """The mean over the tokens that count, of length 1 [batch, width] (Reimers and Gurevych 2019)."""
    counts = op.unsqueeze(op.convert(graph.inputs[1], "f32"), _axes(2))
    mean = op.divide(op.reduce_sum(op.multiply(graph.hidden, counts), _axes(1)), op.reduce_sum(counts, _axes(1)))
    return op.normalize_l2(mean, _axes(-1), 1e-12, "max")


class Streams:
    """A graph ready for this processor, in half precision where that computes in it: one input on each core at a time.

    Cores that share an input wait for each other at every layer, and all of them for whatever else runs on one. Safe
    to call from several threads. It has run once: the first time prepares the weights, which is better done while
    other things load. ``cores`` are those that it may use; by default all that the process has.
    """

    def __init__(self, graph: Graph, outputs: list[Node], cores: int | None = None) -> None:
        cores = cores or _cores()
        count = min(cores, _MOST_STREAMS)
        config = {
            "NUM_STREAMS": count,
            "INFERENCE_NUM_THREADS": cores,
            "CPU_RUNTIME_CACHE_CAPACITY": _SHAPES_KEPT,
        }
        model = ov.Core().compile_model(ov.Model(outputs, graph.inputs, "encoder"), "CPU", config)
        self._idle: SimpleQueue[Any] = SimpleQueue()
        for _ in range(count):
            self._idle.put(model.create_infer_request())
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="encoder")
        self._computed([np.ones((1, _FIRST_TOKENS), dtype=np.int64) for _ in graph.inputs])

    def run(self, inputs: Iterable[Sequence[NDArray[np.int64]]]) -> Iterator[list[NDArray[np.float32]]]:
        """The outputs for each of some inputs, which are arrays in the order of ``INPUTS``; in their order."""
        return self._pool.map(self._computed, inputs)

    def _computed(self, arrays: Sequence[NDArray[np.int64]]) -> list[NDArray[np.float32]]:
        request = self._idle.get()
        try:
            return [np.array(found) for found in request.infer(list(arrays)).values()]
        finally:
            self._idle.put(request)


def _cores() -> int:
    """How many the process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _constant(values: NDArray[Any]) -> Node:
    node = op.constant(values, shared_memory=True)  # not copied: both models use the same word vectors
    return op.convert(node, "f32") if values.dtype == np.float16 else node


def _axes(*numbers: int) -> Node:
    return op.constant(np.array(numbers, dtype=np.int64))


def _number(value: float) -> Node:
    return op.constant(np.float32(value))
