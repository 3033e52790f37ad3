from __future__ import annotations

import errno
import gc
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.job import ingest
from retrieval.errors import IndexLocked, IndexMismatch, IndexMissing, UsageError
from retrieval.index import Index, writing
from tests.embedder import HashEmbedding
from tests.retrieval.indexed import MODEL, ingested, written


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return written(
        tmp_path / "sources", a="The first fact is about herring.\n", b="The second fact is about sardines.\n"
    )


@pytest.fixture
def folder(sources: Path, tmp_path: Path) -> Path:
    ingested(tmp_path / "index", sources)
    return tmp_path / "index"


def _holds(index: Index, word: str) -> bool:
    """Whether a word is found in BM25, and its passage in SQLite and Chroma."""
    scores = index.lexical.scores(word)
    stored = index.store.by_row([int(row) for row in index.lexical.rows[scores > 0]])
    return bool(stored) and not index.vectors.missing([passage.key for passage in stored.values()])


def test_an_open_reader_sees_a_finished_ingest_without_opening_again(folder: Path, sources: Path) -> None:
    reader = Index.open(folder, MODEL)
    assert (_holds(reader, "herring"), _holds(reader, "mackerel")) == (True, False)
    written(sources, a="The first fact is about mackerel.\n")
    ingested(folder, sources)
    assert (_holds(reader, "herring"), _holds(reader, "mackerel")) == (False, True)
    assert reader.generation == "2"


def test_a_reader_sees_nothing_of_an_ingest_that_is_not_finished(folder: Path, sources: Path) -> None:
    reader = Index.open(folder, MODEL)
    [key] = [each.key for each in reader.store.live_texts() if "herring" in each.text]
    near = reader.vectors.nearest(reader.vectors.vectors([key])[key].tolist(), 50, ())
    written(sources, **{f"c{number}": f"Fact {number} is about mackerel.\n" for number in range(60)})
    with (
        pytest.raises(RuntimeError, match="broke down"),
        writing(folder, MODEL) as index,
    ):
        ingest(index, [sources], lambda: HashEmbedding(), progress=_Breaks())
    assert reader.vectors.nearest(reader.vectors.vectors([key])[key].tolist(), 50, ()) == near
    assert (reader.store.count(), reader.generation, reader.is_whole()) == ((2, 2), "1", True)


class _Breaks:
    """Breaks an ingest off when its vectors are made and nothing is live yet."""

    def documents(self, done: int) -> None:
        """Go on."""

    def passages(self, done: int, known: int) -> None:
        """End it."""
        assert done <= known
        raise RuntimeError("the machine broke down")


def test_readers_never_find_less_than_all_while_ingests_go_on(folder: Path, sources: Path) -> None:
    reader, stop = Index.open(folder, MODEL), threading.Event()
    seen: list[tuple[bool, bool]] = []

    def found() -> tuple[bool, bool]:
        return _holds(reader, "sardines"), _holds(reader, "herring") != _holds(reader, "mackerel")

    def read() -> None:
        while not stop.is_set():
            seen.append(reader.steadily(found))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for thread in readers:
        thread.start()
    for number in range(6):
        written(sources, a=f"The first fact is about {'herring' if number % 2 else 'mackerel'}.\n")
        ingested(folder, sources)
    stop.set()
    for thread in readers:
        thread.join()
    assert set(seen) == {(True, True)}


def test_a_failure_that_no_ingest_explains_is_not_tried_again(folder: Path) -> None:
    def read() -> None:
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        Index.open(folder, MODEL).steadily(read)


def test_another_model_is_refused_with_the_setting_that_mends_it(folder: Path) -> None:
    with pytest.raises(IndexMismatch, match=r"^[^\n]*'hash', not 'other'; set PINCITE_EMBEDDING_MODEL=hash or [^\n]*$"):
        Index.open(folder, "other")
    with pytest.raises(IndexMismatch), writing(folder, "other"):
        pytest.fail("it was opened")
    assert Index.open(folder, MODEL).store.meta("model") == MODEL


def test_an_index_that_nothing_was_read_into_is_free_for_another_model(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"), writing(tmp_path / "i", "first") as index:
        ingest(index, [tmp_path / "none"], HashEmbedding)
    with writing(tmp_path / "i", "second") as index:
        assert index.store.meta("model") == "second"


def test_a_second_writer_is_told_who_writes_and_readers_go_on(folder: Path) -> None:
    with writing(folder, MODEL):
        with pytest.raises(IndexLocked, match=r"written by process \d+; wait"), writing(folder, MODEL):
            pytest.fail("it was opened")
        assert _holds(Index.open(folder, MODEL), "herring")
    with writing(folder, MODEL) as index:
        assert index.generation == "1"


def test_there_must_be_an_index_and_it_must_be_finished(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="There is no index"):
        Index.open(tmp_path / "none", MODEL)
    assert not (tmp_path / "none").exists()
    with writing(tmp_path / "begun", MODEL):
        pass
    with pytest.raises(IndexMissing, match="not finished"):
        Index.open(tmp_path / "begun", MODEL)


def test_a_file_where_the_index_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"), writing(tmp_path / "file", MODEL):
        pytest.fail("it was opened")


def _no_vectors(folder: Path) -> None:
    shutil.rmtree(folder / "vectors")


def _broken_database(folder: Path) -> None:
    (folder / "vectors" / "1" / "chroma.sqlite3").write_bytes(b"rubbish" * 1000)


def _no_words(folder: Path) -> None:
    shutil.rmtree(folder / "lexical")


@pytest.mark.parametrize("damage", [_no_vectors, _broken_database, _no_words])
def test_what_was_damaged_is_refused_and_the_next_ingest_mends_it_and_embeds_only_what_is_new(
    folder: Path, sources: Path, damage: Callable[[Path], None]
) -> None:
    damage(folder)
    with pytest.raises(IndexMissing, match="has lost"):
        Index.open(folder, MODEL)
    written(sources, a="The first fact is about mackerel.\n")
    (sources / "b.md").unlink()  # another source than those that are read again
    assert ingested(folder, sources).embedded == 1
    mended = Index.open(folder, MODEL)
    assert [_holds(mended, word) for word in ("mackerel", "sardines", "herring")] == [True, True, False]


def _takes_no_writing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a folder look as on a disk that is mounted for reading, which root cannot be shown otherwise."""
    access = os.access

    def allowed(path: Path, mode: int) -> bool:
        return not (mode & os.W_OK and folder in (path, *path.parents)) and access(path, mode)

    monkeypatch.setattr(os, "access", allowed)


def _contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_vectors_that_cannot_be_written_are_read_from_a_copy_that_does_not_stay(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    _takes_no_writing(folder, monkeypatch)
    before = _contents(folder / "vectors")
    reader = Index.open(folder, MODEL)
    assert _holds(reader, "herring")
    assert len(list((tmp_path / "temporary").iterdir())) == 1
    assert _contents(folder / "vectors") == before
    reader.close()
    gc.collect()
    assert list((tmp_path / "temporary").iterdir()) == []


def test_where_there_is_no_room_for_that_copy_it_is_said_and_not_that_vectors_are_lost(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(prefix: str) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), prefix)

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    _takes_no_writing(folder, monkeypatch)
    with pytest.raises(UsageError, match=r"cannot be written.*No space left.*PINCITE_CHROMA_URL"):
        Index.open(folder, MODEL)


@pytest.mark.parametrize("names", [["notes.md"], ["vectors/mine/a.txt", "lock"]])
def test_a_folder_that_holds_something_else_is_refused_and_left_as_it_is(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
    with pytest.raises(UsageError, match="holds other things"), writing(tmp_path, MODEL):
        pass
    assert [(tmp_path / name).read_text() for name in names] == ["mine"] * len(names)


def test_what_stands_beside_the_states_of_an_index_is_left_alone(folder: Path, sources: Path) -> None:
    for part in ("lexical", "vectors"):
        (folder / part / "mine").mkdir()
    ingested(folder, sources)
    assert all((folder / part / "mine").is_dir() for part in ("lexical", "vectors"))


def test_an_index_keeps_no_more_than_its_last_two_generations(folder: Path, sources: Path) -> None:
    for number in range(4):
        written(sources, a=f"The first fact is about {number} herrings.\n")
        ingested(folder, sources)
    for part in ("lexical", "vectors"):
        assert sorted(path.name for path in (folder / part).iterdir()) == ["4", "5"]


def test_a_text_that_comes_back_is_not_embedded_again(folder: Path, sources: Path) -> None:
    written(sources, a="The first fact is about mackerel.\n")
    ingested(folder, sources)
    written(sources, a="The first fact is about herring.\n")
    summary = ingested(folder, sources)
    assert (summary.updated, summary.embedded) == (["a.md"], 0)
    assert _holds(Index.open(folder, MODEL), "herring")
