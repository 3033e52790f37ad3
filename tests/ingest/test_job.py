from pathlib import Path

import pytest

from ingest.job import Summary, ingest
from retrieval.embedding import Embedder
from retrieval.errors import UsageError
from retrieval.index import Index, writing
from tests.embedder import HashEmbedding


def _run(index: Path, *paths: Path, fail_after: int = 1_000_000, prune: bool = False) -> Summary:
    with writing(index, "hash") as opened:
        return ingest(opened, paths, lambda: HashEmbedding(fail_after=fail_after), prune=prune)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "a.md").write_text("# Alpha\n\nThe first fact is here.\n")
    (folder / "b.txt").write_text("The second fact is here.\n")
    (folder / "README.md").write_text("How to write.\n")
    return folder


def test_a_second_run_changes_nothing_and_never_loads_the_model(sources: Path, tmp_path: Path) -> None:
    assert _run(tmp_path / "index", sources).added == ["a.md", "b.txt"]

    def model() -> Embedder:
        pytest.fail("the model was loaded")

    with writing(tmp_path / "index", "hash") as index:
        summary = ingest(index, [sources], model)
        assert (summary.unchanged, summary.embedded, index.generation) == (["a.md", "b.txt"], 0, "1")


def test_a_changed_document_replaces_its_old_words_and_keeps_its_old_text(sources: Path, tmp_path: Path) -> None:
    _run(tmp_path / "index", sources)
    before = Index.open(tmp_path / "index", "hash")
    old = before.store.current_version("b.txt")
    (sources / "b.txt").write_text("Another fact stands here now.\n")
    assert _run(tmp_path / "index", sources).updated == ["b.txt"]
    new = before.store.current_version("b.txt")  # the reader sees it without opening again
    assert old is not None
    assert new not in {None, old}
    assert before.store.text(old) == "The second fact is here.\n"
    assert before.vectors.count() == 2


def test_prune_removes_what_is_gone_and_only_then(sources: Path, tmp_path: Path) -> None:
    _run(tmp_path / "index", sources)
    (sources / "b.txt").unlink()
    assert _run(tmp_path / "index", sources).removed == []
    assert _run(tmp_path / "index", sources, prune=True).removed == ["b.txt"]


def test_an_interrupted_run_leaves_the_index_as_it_was_and_the_next_one_finishes(sources: Path, tmp_path: Path) -> None:
    _run(tmp_path / "index", sources)
    (sources / "c.txt").write_text("A third fact is here.\n")
    with pytest.raises(RuntimeError, match="broke down"):
        _run(tmp_path / "index", sources, fail_after=0)
    assert Index.open(tmp_path / "index", "hash").store.count() == (2, 2)
    assert _run(tmp_path / "index", sources).added == ["c.txt"]
    assert Index.open(tmp_path / "index", "hash").store.count() == (3, 3)


def test_what_cannot_be_read_is_named_and_the_rest_goes_in(sources: Path, tmp_path: Path) -> None:
    (sources / "bad.txt").write_bytes(b"caf\xe9\n")
    (sources / "empty.txt").write_text("")
    (sources / "rows.jsonl").write_text('{"doc_id": "r1", "text": "A row is here."}\nnot json\n')
    summary = _run(tmp_path / "index", sources)
    assert summary.added == ["a.md", "b.txt", "r1"]
    problems = [str(failure).removeprefix(f"{sources}/") for failure in summary.failed]
    assert [problem.split(" ")[0] for problem in problems] == ["bad.txt:", "empty.txt:", "rows.jsonl:2:"]
    assert "not UTF-8 (byte 3, line 1)" in problems[0]


def test_nothing_readable_is_an_error_and_loses_nothing(sources: Path, tmp_path: Path) -> None:
    _run(tmp_path / "index", sources)
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    with pytest.raises(UsageError, match="no sentence to quote"):
        _run(tmp_path / "index", empty, prune=True)
    assert Index.open(tmp_path / "index", "hash").store.count() == (2, 2)


def test_two_files_with_one_id_do_not_replace_each_other(sources: Path, tmp_path: Path) -> None:
    _run(tmp_path / "index", sources)
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.md").write_text("Quite another article.\n")
    (other / "d.md").write_text("A fourth fact is here.\n")
    summary = _run(tmp_path / "index", other)
    assert summary.added == ["d.md"]
    assert "belongs to" in str(summary.failed[0])
