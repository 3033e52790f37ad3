"""A cross-encoder of the user's choice, put between search and reader."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from retrieval.errors import ModelMissing
from retrieval.offline import stay_offline
from retrieval.search import Hit

_BATCH = 16


class Reranker:
    """Any sentence-transformers cross-encoder by name or path. Safe to call from several threads: one at a time.

    Raises ModelMissing when it is not on this machine.
    """

    def __init__(self, model: str) -> None:
        stay_offline()
        # Imported here because torch takes seconds that only this path should pay.
        from sentence_transformers import CrossEncoder

        try:
            self._model = CrossEncoder(model, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelMissing(
                f"The cross-encoder {model!r} is not on this machine; install it, give its folder, or unset "
                "PINCITE_RERANKER to do without."
            ) from error
        self._computing = threading.Lock()

    def best(self, question: str, hits: Sequence[Hit], texts: Sequence[str], count: int) -> list[Hit]:
        """The passages that it scores highest, best first; their ``fused`` score becomes its own, scaled to 0..1."""
        if not hits:
            return []
        with self._computing:
            found = self._model.predict(
                [(question, text) for text in texts], batch_size=_BATCH, show_progress_bar=False
            )
        scores = np.asarray(found, dtype=np.float64)
        spread = float(np.ptp(scores)) or 1.0
        scaled = (scores - scores.min()) / spread
        order = np.argsort(-scaled, kind="stable")[:count]
        return [replace(hits[place], fused=float(scaled[place])) for place in order]
