"""Write trained weights as the file that ships: half precision, without the word vectors, which stay as they were.

A run ends with it; ``python -m training.export --weights RUN/checkpoint.pt --out FILE`` does it for one that goes on.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import torch
from safetensors.torch import save_file

from retrieval.packaged import model_folder
from retrieval.reader import WORD_VECTORS
from training.model import Reader, depth


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--weights", type=Path, required=True, help="checkpoint.pt of a run")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    arguments = parser.parse_args()
    export(load(arguments.weights), arguments.out)


def load(weights: Path) -> Reader:
    """A reader with the weights of a checkpoint, for inference."""
    state = torch.load(weights, map_location="cpu", weights_only=True)["model"]
    model = Reader.pretrained(model_folder(), depth(state))
    model.load_state_dict(state)
    return model.eval()


def export(model: Reader, path: Path) -> None:
    """Write every trained weight in half precision, and report size and checksum."""
    trained = {name: tensor for name, tensor in model.state_dict().items() if not name.endswith(WORD_VECTORS)}
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.half().cpu().contiguous() for name, tensor in trained.items()}, path)
    print(described(path))


def described(weights: Path) -> str:
    """The size of a file of weights, and the checksum that belongs into ``retrieval/reader.py``."""
    content = weights.read_bytes()
    return f"{weights}: {len(content) / 1e6:.1f} MB, sha256 {hashlib.sha256(content).hexdigest()}"


if __name__ == "__main__":
    main()
