"""A process killed at any moment of an ingest leaves an index that answers as before or as after."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest

from retrieval.index import Index
from tests.ingest.jobs import MODEL, State, finish_ingest, start_ingest, state, write_sources

KILLS = 25
# More than a thousand vectors change, since Chroma rewrites its graph files after each thousand.
BEFORE, AFTER, SENTENCES = range(20), range(2, 24), 26


def whole(found: State) -> bool:
    """Whether SQLite, BM25 and Chroma agree, and every passage can be found."""
    agree = found.passages == found.in_bm25 == found.in_chroma
    return agree and found.passages > 0 and found.without_vector == found.not_found == 0


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    old, new, index = tmp_path / "old", tmp_path / "new", tmp_path / "index"
    write_sources(old, 1, BEFORE, SENTENCES)
    before = finish_ingest(index, old)
    # The same collection in the same place, changed.
    write_sources(new, 2, AFTER, SENTENCES)
    shutil.copy(new / "rows.jsonl", old)
    trial = tmp_path / "whole"
    shutil.copytree(index, trial)
    began = time.monotonic()
    after = finish_ingest(trial, old)
    took = time.monotonic() - began
    assert whole(before)
    assert whole(after)
    assert set(before.versions).isdisjoint(after.versions)

    chance = random.Random(3)
    # One kill in each stretch of the run, so that no part of it goes untried.
    for kill in range(KILLS):
        trial = tmp_path / f"trial{kill}"
        shutil.copytree(index, trial)
        process = start_ingest(trial, old)
        process.join(took * (kill + chance.random()) / KILLS)
        process.kill()
        process.join()
        left = state(trial)
        assert whole(left), f"after kill {kill}: {left}"
        assert left in (before, after), f"after kill {kill}: {left}"
        assert finish_ingest(trial, old) == after, f"the run after kill {kill}"
        shutil.rmtree(trial)


@pytest.mark.slow
def test_a_kill_of_the_very_first_ingest_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    write_sources(tmp_path / "s", 1, range(10), SENTENCES)
    for delay in (0.05, 0.2, 0.4):
        process = start_ingest(tmp_path / "index", tmp_path / "s")
        process.join(delay)
        process.kill()
        process.join()
    assert whole(finish_ingest(tmp_path / "index", tmp_path / "s"))


@pytest.mark.slow
def test_an_open_reader_sees_what_another_process_has_ingested(tmp_path: Path) -> None:
    write_sources(tmp_path / "s", 1, range(3), SENTENCES)
    before = finish_ingest(tmp_path / "index", tmp_path / "s")
    reader = Index.open(tmp_path / "index", MODEL)
    assert reader.vectors.count() == len(reader.lexical.rows) == before.passages
    write_sources(tmp_path / "s", 2, range(2, 6), SENTENCES)
    after = finish_ingest(tmp_path / "index", tmp_path / "s")
    assert reader.vectors.count() == len(reader.lexical.rows) == after.passages
    assert tuple(reader.store.current_versions()) == after.versions
    live = list(reader.store.live_texts())
    assert reader.vectors.missing([each.key for each in live]) == set()
    assert all(reader.lexical.scores(text).any() for _, text, *_ in live)
