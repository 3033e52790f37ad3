"""The models' files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from retrieval.packaged import mapped, packaged_model
from retrieval.reader import WEIGHTS


@pytest.mark.parametrize("file", [packaged_model() / "model.safetensors", WEIGHTS], ids=["embedder", "reader"])
def test_mapped_tensors_are_those_of_the_file_also_after_their_memory_was_given_back(file: Path) -> None:
    loaded = load_file(file)
    with mapped(file) as tensors:
        assert tensors.keys() == loaded.keys()
        assert all(np.array_equal(tensors[name], loaded[name]) for name in loaded)
    assert all(np.array_equal(tensors[name], loaded[name]) for name in loaded)
