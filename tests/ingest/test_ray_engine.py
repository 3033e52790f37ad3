"""An ingest whose model runs on a real Ray cluster of two nodes, one of which is killed half-way."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from ingest.job import ingest
from retrieval.embedding import Embedder
from retrieval.errors import UsageError
from retrieval.index import Index, writing
from retrieval.settings import DEFAULT_MODEL

pytest.importorskip("ray", reason="Ray is not installed: pip install 'pincite[ray]'")
from ingest.ray_engine import connected

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("ray"), pytest.mark.filterwarnings("default")]
_PASSAGES = 768
_WORKERS = ("ray::_read", "ray::IDLE")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A head that only directs, and two nodes that work, each with processes of its own."""
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    for _ in range(2):
        made.add_node(num_cpus=2)
    yield made
    made.shutdown()  # type: ignore[no-untyped-call]


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Texts of one passage each."""
    file = tmp_path / "sources.jsonl"
    rows = (
        {"doc_id": f"d{n}", "text": f"Record {n} says that {n * 7} were sold in {n % 50}."} for n in range(_PASSAGES)
    )
    file.write_text("\n".join(map(json.dumps, rows)))
    return file


class Trouble:
    """Kills a node, and a process that works on another, as soon as the first passages are embedded."""

    def __init__(self, cluster: Any) -> None:
        self._cluster = cluster
        self.killed: list[str] = []

    def documents(self, done: int) -> None:
        """Nothing yet."""
        del done

    def passages(self, done: int, known: int) -> None:
        """Do it once."""
        del done, known
        if self.killed:
            return
        self._cluster.remove_node(self._cluster.list_all_nodes()[-1], allow_graceful=False)
        workers = [each for each in psutil.Process().children(recursive=True) if each.name().startswith(_WORKERS)]
        for worker in workers:
            os.kill(worker.pid, signal.SIGKILL)
        self.killed = [worker.name() for worker in workers]


def test_what_two_nodes_read_is_what_one_machine_reads_though_a_node_dies(
    cluster: Any, sources: Path, tmp_path: Path, embedder: Embedder
) -> None:
    trouble = Trouble(cluster)
    with connected(DEFAULT_MODEL, cluster.address) as engine, writing(tmp_path / "ray", DEFAULT_MODEL) as index:
        assert engine.texts_at_once >= 512
        summary = ingest(index, [sources], lambda: engine, progress=trouble, at_once=64)
    with writing(tmp_path / "here", DEFAULT_MODEL) as index:
        ingest(index, [sources], lambda: embedder)
    assert trouble.killed
    assert summary.embedded == len(summary.added) == _PASSAGES
    assert _held(tmp_path / "ray") == pytest.approx(_held(tmp_path / "here"), abs=1e-2)


def test_a_cluster_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match=r"There is no Ray cluster at 127\.0\.0\.1:1"), connected("x", "127.0.0.1:1"):
        pass


def _held(folder: Path) -> dict[str, float]:
    """The first component of every passage's vector, by its text."""
    index = Index.open(folder, DEFAULT_MODEL)
    texts = {each.key: each.text for each in index.store.live_texts()}
    vectors = index.vectors.vectors(list(texts))
    assert len(vectors) == index.vectors.count() == len(texts) == _PASSAGES
    return {texts[key]: float(vector[0]) for key, vector in vectors.items()}
