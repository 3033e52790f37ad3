"""Which part of an answer takes how long, measured on the very code that answers."""

from __future__ import annotations

import functools
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import retrieval.finding
from retrieval.assistant import Assistant
from retrieval.embedding import GraphEmbedder
from retrieval.lexical import Lexical
from retrieval.reader import Reader
from retrieval.store import Store
from retrieval.vectors import Vectors

# What each stage is measured around; the time inside another stage counts for that one alone.
_STAGES: dict[str, list[tuple[Any, str]]] = {
    "embed": [(GraphEmbedder, "get_query_embedding")],
    "dense": [(Vectors, "nearest"), (Vectors, "vectors")],
    "lexical": [(Lexical, "scores")],
    "texts": [(Store, "by_key"), (Store, "by_row"), (Store, "text"), (Store, "meta")],
    "fuse": [(retrieval.finding, "search")],
    "read": [(Reader, "read")],
    "compose": [(Assistant, "ask")],
}
STAGES = tuple(_STAGES)


class Stopwatch:
    """Seconds of each stage, for one thread."""

    def __init__(self) -> None:
        self._taken: dict[str, float] = defaultdict(float)
        self._inner: list[float] = []

    def lap(self) -> dict[str, float]:
        """The seconds since the last lap, by stage."""
        taken, self._taken = self._taken, defaultdict(float)
        return {stage: taken[stage] for stage in STAGES}

    @contextmanager
    def running(self) -> Iterator[None]:
        """Measure inside the ``with`` block."""
        with ExitStack() as stack:
            for stage, places in _STAGES.items():
                for owner, name in places:
                    stack.enter_context(patch.object(owner, name, self._timed(stage, getattr(owner, name))))
            yield

    def _timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(work)
        def timed(*arguments: Any, **named: Any) -> Any:
            self._inner.append(0.0)
            began = time.perf_counter()
            try:
                return work(*arguments, **named)
            finally:
                whole = time.perf_counter() - began
                self._taken[stage] += whole - self._inner.pop()
                if self._inner:
                    self._inner[-1] += whole

        return timed
