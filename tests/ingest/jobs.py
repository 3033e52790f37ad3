"""Ingests in processes of their own, which a test can kill at any moment."""

from __future__ import annotations

import json
import multiprocessing
import random
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from ingest.job import ingest
from retrieval.chroma_server import ChromaServer
from retrieval.index import Index, writing
from tests.embedder import HashEmbedding

MODEL = "hash"
_WORDS = "court fine user data message claim board state rule member party order law day".split()
# One process imports the heavy libraries, and each job is a fork of it: seconds are saved for each kill.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["ingest.job", "ingest.embed", "retrieval.index"])


@dataclass(frozen=True)
class State:
    """What a process that opens an index finds in it."""

    versions: tuple[tuple[str, str], ...]
    passages: int
    in_bm25: int
    in_chroma: int
    without_vector: int
    not_found: int


def write_sources(folder: Path, generation: int, documents: range, sentences: int) -> None:
    """A collection whose every word depends on ``generation``; each sentence is long enough for a passage."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(generation)
    rows = [
        {"doc_id": f"d{number}", "text": " ".join(_sentence(chance) for _ in range(sentences))} for number in documents
    ]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))


def start_ingest(index: Path, sources: Path, server: ChromaServer | None = None) -> BaseProcess:
    """Begin an ingest with ``prune``."""
    process = _processes.Process(target=_ingest, args=(index, sources, server))
    process.start()
    return process


def finish_ingest(index: Path, sources: Path) -> State:
    """Ingest to the end; what the index then holds."""
    process = start_ingest(index, sources)
    process.join()
    assert process.exitcode == 0
    return state(index)


def state(index: Path) -> State:
    """What a fresh process finds in an index."""
    return State(**_asked(_state, index))


def _asked(question: Callable[[Path, Any], None], index: Path) -> dict[str, Any]:
    ours, theirs = _processes.Pipe()
    process = _processes.Process(target=question, args=(index, theirs))
    process.start()
    theirs.close()
    answer: dict[str, Any] = ours.recv()
    process.join()
    return answer


def _ingest(index: Path, sources: Path, server: ChromaServer | None) -> None:
    with writing(index, MODEL, server) as opened:
        ingest(opened, [sources], HashEmbedding, prune=True)


def _state(folder: Path, pipe: Any) -> None:
    index = Index.open(folder, MODEL)
    live = list(index.store.live_texts())
    keys = [each.key for each in live]
    asked = live[:: max(len(live) // 20, 1)]
    vectors = index.vectors.vectors([each.key for each in asked])
    pipe.send(
        {
            "versions": tuple(index.store.current_versions()),
            "passages": index.store.count()[1],
            "in_bm25": len(index.lexical.rows),
            "in_chroma": index.vectors.count(),
            "without_vector": len(index.vectors.missing(keys)),
            "not_found": sum(
                key not in index.vectors.nearest(vectors[key].tolist(), 1, ()) or not index.lexical.scores(text).any()
                for key, text, *_ in asked
            ),
        }
    )


def _sentence(chance: random.Random) -> str:
    words = [*chance.choices(_WORDS, k=90), str(chance.randrange(10**9))]
    return f"{' '.join(words).capitalize()}."
