import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from retrieval.vectors import Vector, Vectors


def _vector(*values: float) -> Vector:
    return np.asarray(values, dtype=np.float32)


@pytest.fixture
def vectors(tmp_path: Path) -> Vectors:
    made = Vectors(tmp_path / "1")
    made.upsert(["x", "y", "z"], [_vector(1, 0), _vector(0, 1), _vector(-1, 0)], ["a", "b", "b"])
    return made


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


def test_nothing_can_be_asked_of_nothing(tmp_path: Path) -> None:
    empty = Vectors(tmp_path / "empty")
    assert (empty.count(), empty.nearest([1.0, 0.0], 5, ()), empty.vectors([])) == (0, {}, {})
    assert empty.is_sound()


def test_a_copy_leaves_the_first_as_it_was(vectors: Vectors, tmp_path: Path) -> None:
    Vectors.copy(tmp_path / "1", tmp_path / "2")
    copied = Vectors(tmp_path / "2")
    copied.delete(["x"])
    copied.upsert(["w"], [_vector(1, 1)], ["a"])
    assert (copied.count(), list(copied.nearest([1.0, 1.0], 1, ()))) == (3, ["w"])
    assert vectors.missing(["w", "x", "y", "z"]) == {"w"}


def test_once_settled_nothing_is_left_for_whoever_opens_the_folder_to_do(vectors: Vectors, tmp_path: Path) -> None:
    assert _saved_up_to(tmp_path / "1") == [3]  # the names alone
    vectors.settle()
    assert _saved_up_to(tmp_path / "1") == [3, 3]
    again = Vectors(tmp_path / "1")
    assert list(again.nearest([2.0, 0.0], 2, ())) == ["x", "y"]


def test_a_folder_that_was_closed_can_be_begun_anew(vectors: Vectors, tmp_path: Path) -> None:
    vectors.close()
    vectors.close()  # as when the garbage is collected
    again = Vectors(tmp_path / "1")
    assert again.count() == 3


def _saved_up_to(folder: Path) -> list[int]:
    """How many changes stand in the files of each of Chroma's parts: the names, and the graph."""
    with closing(sqlite3.connect(folder / "chroma.sqlite3")) as db:
        return [int(changes) for (changes,) in db.execute("SELECT seq_id FROM max_seq_id")]
