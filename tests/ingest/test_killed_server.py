"""A process killed at any moment of an ingest onto a Chroma server changes no answer, and is made good by the next."""

from __future__ import annotations

import random
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.job import ingest
from retrieval.index import Index, writing
from retrieval.search import search
from tests.chroma import Chroma
from tests.embedder import HashEmbedding
from tests.ingest.jobs import MODEL, start_ingest, write_sources

KILLS = 6
SENTENCES = 8  # of a document: among 200 vectors Chroma's graph misses none of the nearest, among 500 it may
ASKED = ("the court fined a member", "data of the user", "the law of the day", "a claim against the board")


@dataclass(frozen=True)
class Told:
    """What an index holds, and what it finds for some questions, with the scores."""

    versions: tuple[tuple[str, str], ...]
    found: tuple[tuple[str, float], ...]


def told(index: Index) -> Told:
    """What an index tells; every passage that is live has its vector."""
    live = [each.key for each in index.store.live_texts()]
    assert index.is_whole()
    assert index.vectors.missing(live) == set()
    embedder = HashEmbedding()
    searched = [search(index, text, embedder.get_query_embedding(text), 10) for text in ASKED]
    found = tuple((hit.stored.key, round(hit.fused, 5)) for hits in searched for hit in hits)
    return Told(tuple(index.store.current_versions()), found)


@pytest.mark.slow
def test_a_kill_at_any_moment_changes_no_answer(tmp_path: Path, chroma: Chroma) -> None:
    sources, folder = tmp_path / "sources", tmp_path / "index"
    sources.mkdir()
    for number, documents in enumerate((range(12), range(2, 15))):
        write_sources(tmp_path / str(number), number, documents, SENTENCES)
    states, took = [], 0.0
    for number in (0, 1):
        shutil.copy(tmp_path / str(number) / "rows.jsonl", sources)
        began = time.monotonic()
        start_ingest(folder, sources, chroma.address).join()
        took = time.monotonic() - began
        states.append(told(Index.open(folder, MODEL, chroma.address)))
    assert set(states[0].versions).isdisjoint(states[1].versions)
    assert states[0].found != states[1].found

    chance = random.Random(5)
    reader = Index.open(folder, MODEL, chroma.address)
    # One kill in each stretch of the run, so that no part of it goes untried.
    for kill in range(KILLS):
        before, after = (states[1], states[0]) if kill % 2 == 0 else (states[0], states[1])
        shutil.copy(tmp_path / str(kill % 2) / "rows.jsonl", sources)
        process = start_ingest(folder, sources, chroma.address)
        process.join(took * (kill + chance.random()) / KILLS)
        process.kill()
        process.join()
        left = told(reader)
        assert left in (before, after), f"after kill {kill}"
        assert told(Index.open(folder, MODEL, chroma.address)) == left, f"after kill {kill}"
        with writing(folder, MODEL, chroma.address) as index:  # both were read, so that nothing is read again
            assert ingest(index, [sources], HashEmbedding, prune=True).embedded == 0
        assert told(reader) == after, f"the run after kill {kill}"
        assert reader.vectors.count() == reader.store.count()[1], f"the run after kill {kill}"
