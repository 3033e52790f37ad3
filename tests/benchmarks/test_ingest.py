"""What the benchmark of the ingest measures."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks import peer
from benchmarks.ingest import measure, unchanged_seconds
from benchmarks.machine import facts, peak_mib
from benchmarks.sources import mixed, write
from ingest.loaders.jsonl import load_jsonl
from ingest.loaders.source import Loaded
from ingest.passages import parse
from retrieval.index import Index
from retrieval.settings import DEFAULT_MODEL
from tests.embedder import HashEmbedding


def test_a_collection_has_as_many_passages_as_asked_for_and_no_two_alike(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", 43, mixed())
    documents = [parse(loaded) for loaded in load_jsonl(tmp_path / "a.jsonl") if isinstance(loaded, Loaded)]
    texts = [document.text[p.start : p.end] for document in documents for p in document.passages]
    assert len(texts) == len(set(texts)) == 43
    assert all(one != other for one, other in pairwise(documents))


def test_a_collection_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write(tmp_path / name, 12, mixed(), seed)
    a, b, c = ((tmp_path / name).read_bytes() for name in "abc")
    assert a == b != c


def test_a_run_counts_what_was_ingested_and_its_memory() -> None:
    run = measure(30, 1, HashEmbedding())
    assert run.passages == 30
    assert run.rate == run.passages / run.seconds
    assert run.ratio == run.rate / run.encode_rate
    assert 0 < run.loaded_mib <= run.peak_mib <= peak_mib()


def test_the_machine_is_named() -> None:
    found = facts()
    assert all(found.values()) or found["load"] == 0
    assert json.loads(json.dumps(found)) == found


def test_documents_that_have_not_changed_are_ingested_twice() -> None:
    assert unchanged_seconds(12) > 0


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_the_peer_ingests_the_same_documents_and_retrieves_from_the_same_texts(
    tmp_path: Path, corpus_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.jsonl", 20, mixed())
    chunks, seconds = peer.ingest(tmp_path / "ingested", tmp_path / "a.jsonl")
    assert chunks > 10
    assert seconds > 0
    peer.build(tmp_path / "built", Index.open(corpus_index, DEFAULT_MODEL))
    peer.main(tmp_path / "built", ["Who sued LinkedIn?", "When?"])
    assert len(json.loads(capsys.readouterr().out)["milliseconds"]) == 2
