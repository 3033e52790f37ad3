import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from retrieval.folder_vectors import FolderVectors, copied
from retrieval.server_vectors import VectorServer
from retrieval.shelf import Vector
from retrieval.store import Store
from retrieval.vectors import Vectors
from tests.chroma import Chroma


def _vector(*values: float) -> Vector:
    return np.asarray(values, dtype=np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> FolderVectors:
    made = FolderVectors(tmp_path / "1")
    _fill(made)
    return made


@pytest.fixture(params=["folder", "server"])
def vectors(request: pytest.FixtureRequest, tmp_path: Path) -> Vectors:
    """The same vectors in either place; a test that takes them runs once with each."""
    made: Vectors = FolderVectors(tmp_path / "vectors")
    if request.param == "server":
        server: Chroma = request.getfixturevalue("chroma")
        home = VectorServer(server.address, _AllLive(tmp_path / "store.sqlite3"))
        home.tidy(0)
        made = home.staged(1, anew=True)
    _fill(made)
    return made


class _AllLive(Store):
    """Calls every key live."""

    def live_keys(self, keys: Sequence[str]) -> set[str]:
        return set(keys)


def _fill(made: Vectors) -> None:
    made.upsert(["x", "y", "z"], [_vector(1, 0), _vector(0, 1), _vector(-1, 0)], ["a", "b", "b"])


def test_similarities_are_cosines_highest_first(vectors: Vectors) -> None:
    found = vectors.nearest([2.0, 0.0], 2, ())
    assert list(found) == ["x", "y"]
    assert list(found.values()) == pytest.approx([1.0, 0.0], abs=1e-6)


def test_a_scope_limits_what_is_near(vectors: Vectors) -> None:
    assert list(vectors.nearest([2.0, 0.0], 5, ["b"])) == ["y", "z"]
    assert vectors.nearest([2.0, 0.0], 5, ["none"]) == {}


def test_an_upsert_replaces_and_a_deletion_removes(vectors: Vectors) -> None:
    vectors.upsert(["x"], [_vector(0, -1)], ["a"])
    vectors.delete(["y"])
    assert (vectors.count(), vectors.missing(["x", "y", "z"])) == (2, {"y"})
    assert vectors.vectors(["x"])["x"].tolist() == [0.0, -1.0]


def test_nothing_can_be_asked_of_nothing(vectors: Vectors) -> None:
    vectors.delete(["x", "y", "z"])
    assert (vectors.count(), vectors.nearest([1.0, 0.0], 5, ()), vectors.vectors([])) == (0, {}, {})
    vectors.clear("")
    assert (vectors.count(), vectors.nearest([1.0, 0.0], 5, ())) == (0, {})


def test_each_audience_has_a_shelf_of_its_own(vectors: Vectors) -> None:
    vectors.upsert(["w"], [_vector(1, 0)], ["c"], "legal")
    assert set(vectors.nearest([1.0, 0.0], 2, (), ("", "legal"))) == {"w", "x"}
    assert list(vectors.nearest([1.0, 0.0], 9, ())) == ["x", "y", "z"]
    assert list(vectors.nearest([1.0, 0.0], 9, (), ("legal",))) == ["w"]
    assert vectors.vectors(["w", "x"], ("legal",)).keys() == {"w"}
    vectors.clear("legal")
    assert vectors.missing(["w", "x"]) == {"w"}


def test_a_copy_leaves_the_first_as_it_was(folder: FolderVectors, tmp_path: Path) -> None:
    copied(tmp_path / "1", tmp_path / "2")
    copy = FolderVectors(tmp_path / "2")
    copy.delete(["x"])
    copy.upsert(["w"], [_vector(1, 1)], ["a"])
    assert (copy.count(), list(copy.nearest([1.0, 1.0], 1, ()))) == (3, ["w"])
    assert folder.missing(["w", "x", "y", "z"]) == {"w"}


def test_once_complete_nothing_is_left_for_whoever_opens_the_folder_to_do(
    folder: FolderVectors, tmp_path: Path
) -> None:
    folder.complete([])
    with closing(sqlite3.connect(tmp_path / "1" / "chroma.sqlite3")) as db:
        saved = [row[0] for row in db.execute("SELECT max(seq_id) FROM max_seq_id GROUP BY segment_id")]
    assert len(saved) == 2  # of the names, and of the graph
    assert len(set(saved)) == 1
    assert list(FolderVectors(tmp_path / "1").nearest([2.0, 0.0], 2, ())) == ["x", "y"]


def test_a_folder_that_was_closed_can_be_begun_anew(folder: FolderVectors, tmp_path: Path) -> None:
    folder.close()
    folder.close()  # as when the garbage is collected
    again = FolderVectors(tmp_path / "1")
    assert again.count() == 3


def test_a_search_misses_hardly_any_of_the_nearest_among_thousands(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    kept = rng.normal(size=(4000, 48)).astype(np.float32)
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)
    vectors = FolderVectors(tmp_path / "many")
    vectors.upsert([str(number) for number in range(len(kept))], list(kept), ["d"] * len(kept))
    shares = []
    for asked in rng.normal(size=(40, 48)).astype(np.float32):
        nearest = {str(number) for number in np.argsort(kept @ asked)[-50:]}
        shares.append(len(nearest & vectors.nearest(list(asked), 50, ()).keys()) / 50)
    assert np.mean(shares) > 0.99
