"""The shipped corpus in an index, made once for each test process, with the real model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.job import ingest
from retrieval.assistant import Assistant
from retrieval.database import Place
from retrieval.embedding import Embedder, load_embedder
from retrieval.index import Index, writing
from retrieval.offline import stay_offline
from retrieval.reader import Reader
from retrieval.settings import DEFAULT_MODEL
from tests.chroma import Chroma
from tests.chroma import running as chroma_running
from tests.postgres import Server, running

ROOT = Path(__file__).parents[1]

# Before any test imports what reads it: a library loaded without it asks the network for minutes.
stay_offline()


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The packaged model."""
    return load_embedder(DEFAULT_MODEL)


@pytest.fixture(scope="session")
def corpus_index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """The folder of an index over ``corpus/``."""
    folder = tmp_path_factory.mktemp("corpus") / "index"
    with writing(folder, DEFAULT_MODEL) as index:
        ingest(index, [ROOT / "corpus"], lambda: embedder)
    return folder


@pytest.fixture(scope="session")
def assistant(corpus_index: Path, embedder: Embedder) -> Assistant:
    """The assistant over the shipped corpus."""
    return Assistant(Index.open(corpus_index, DEFAULT_MODEL), embedder, Reader())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL of this test process."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def chroma() -> Iterator[Chroma]:
    """A Chroma server of this test process."""
    with chroma_running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place to remember things in: a test that takes it runs once with each kind."""
    if request.param == "sqlite":
        return tmp_path / "home" / "state.sqlite"
    server: Server = request.getfixturevalue("postgres")
    return server.new_database()
