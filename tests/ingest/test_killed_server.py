"""A process killed at any moment of an ingest onto a Chroma server changes no answer, and is made good by the next."""

from __future__ import annotations

import random
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.job import ingest
from retrieval.index import Index, writing
from retrieval.search import search
from tests.chroma import Chroma
from tests.embedder import HashEmbedding
from tests.ingest.jobs import MODEL, State, finish_ingest, start_ingest, state, write_sources

KILLS = 8
ASKED = ("the court fined a member", "data of the user", "the law of the day", "a claim against the board")


def whole(found: State) -> bool:
    """Whether SQLite and BM25 agree, and every passage can be found."""
    return 0 < found.passages == found.in_bm25 <= found.in_chroma and found.without_vector == found.not_found == 0


def told(index: Index) -> list[tuple[str, float]]:
    """What is found for some questions, with its scores."""
    embedder = HashEmbedding()
    searched = [search(index, text, embedder.get_query_embedding(text), 10) for text in ASKED]
    return [(hit.stored.key, round(hit.fused, 5)) for hits in searched for hit in hits]


@pytest.mark.slow
def test_a_kill_at_any_moment_changes_no_answer(tmp_path: Path, chroma: Chroma) -> None:
    sources, index = tmp_path / "sources", tmp_path / "index"
    texts = [tmp_path / "1", tmp_path / "2"]
    for number, (folder, documents) in enumerate(zip(texts, (range(14), range(2, 18)), strict=True)):
        write_sources(folder, number, documents, 20)
    sources.mkdir()
    states, answers, took = [], [], 0.0
    for folder in texts:
        shutil.copy(folder / "rows.jsonl", sources)
        began = time.monotonic()
        states.append(finish_ingest(index, sources, chroma.address))
        took = time.monotonic() - began
        answers.append(told(Index.open(index, MODEL, chroma.address)))
        assert whole(states[-1])
        assert states[-1].in_chroma == states[-1].passages
    assert answers[0] != answers[1]

    chance = random.Random(5)
    reader = Index.open(index, MODEL, chroma.address)
    for kill in range(KILLS):
        before, after = (kill + 1) % 2, kill % 2
        shutil.copy(texts[after] / "rows.jsonl", sources)
        process = start_ingest(index, sources, chroma.address)
        process.join(took * (kill + chance.random()) / KILLS)
        process.kill()
        process.join()
        left = state(index, chroma.address)
        assert whole(left), f"after kill {kill}: {left}"
        now = next(number for number in (before, after) if left.versions == states[number].versions)
        assert replace(left, in_chroma=0) == replace(states[now], in_chroma=0), f"after kill {kill}"
        assert told(reader) == told(Index.open(index, MODEL, chroma.address)) == answers[now], f"after kill {kill}"
        with writing(index, MODEL, chroma.address) as opened:  # both were read, so that nothing is read again
            assert ingest(opened, [sources], HashEmbedding, prune=True).embedded == 0
        assert state(index, chroma.address) == states[after], f"the run after kill {kill}"
