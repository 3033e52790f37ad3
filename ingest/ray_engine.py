"""The model on the machines of a Ray cluster; the index is still written here, by one process.

The model is what an ingest waits for, more than nine tenths of its time. A task whose machine dies is done again
elsewhere, and since the model only reads, nothing can be done twice.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from retrieval.embedding import Embedder, load_embedder
from retrieval.errors import PinciteError, UsageError

_CORES = 2  # of one task: the model gains little from more
_TEXTS = 64  # of one task: seconds of work, so that little is lost with a machine
_TASKS = 4  # for each two cores, so that none waits for the next
_RETRIES = 20
_REACH_SECONDS = 10.0


class RayEmbedder:
    """An ``Embedder`` whose texts are read by the cluster that ``connected`` has joined."""

    def __init__(self, ray: Any, model: str) -> None:
        self._ray = ray
        self._model = model
        self._read = ray.remote(num_cpus=_CORES, max_retries=_RETRIES)(_read)

    @property
    def texts_at_once(self) -> int:
        """How many texts keep the whole cluster busy."""
        cores = self._ray.cluster_resources().get("CPU", _CORES)
        return max(1, int(cores) // _CORES) * _TASKS * _TEXTS

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question."""
        return self.get_text_embedding_batch([query])[0]

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """The vectors of texts, in their order. Raises PinciteError when no machine can read them."""
        parts = [texts[first : first + _TEXTS] for first in range(0, len(texts), _TEXTS)]
        tasks = [self._read.remote(self._model, part) for part in parts]
        try:
            return [vector for found in self._ray.get(tasks) for vector in found]
        except self._ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, PinciteError):
                raise error.cause from error
            raise
        except self._ray.exceptions.RayError as error:
            raise PinciteError(f"The Ray cluster gave up ({type(error).__name__}); ingest again to go on.") from error


@contextmanager
def connected(model: str, address: str | None) -> Iterator[RayEmbedder]:
    """Join the cluster at an address (``HOST:PORT``), or make one of this machine. Raises UsageError."""
    try:
        import ray
    except ImportError as error:
        raise UsageError("Ray is not installed; install it: pip install 'pincite[ray]'.") from error
    try:
        if address is not None:
            _reach(address)
        ray.init(address=address, logging_level=logging.ERROR, log_to_driver=False, include_dashboard=False)
    except (OSError, RuntimeError, ValueError) as error:
        where = address or "this machine"
        raise UsageError(f"There is no Ray cluster at {where} ({error}); start one with `ray start --head`.") from error
    try:
        yield RayEmbedder(ray, model)
    finally:
        ray.shutdown()


def _reach(address: str) -> None:
    """Raises OSError or ValueError where nobody listens; Ray itself would try for minutes."""
    host, _, port = address.rpartition("/")[2].rpartition(":")
    with socket.create_connection((host, int(port)), _REACH_SECONDS):
        pass


def _read(model: str, texts: list[str]) -> list[list[float]]:
    return _loaded(model).get_text_embedding_batch(texts)


@cache
def _loaded(model: str) -> Embedder:
    """The model, which a process of the cluster keeps from one task to the next."""
    return load_embedder(model, _CORES)
