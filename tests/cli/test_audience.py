"""Documents for some, from the file to the answer, through every command that could show them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.embedder import HashEmbedding

SECRET = "Harbor Foods will merge with Larch Mills in March 2026."
OPEN = "Harbor Foods paid a fine of €40,000 in 2021."
ASKED = "What will Harbor Foods merge with in March 2026?"


@pytest.fixture
def shared(call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """An index with one document for everyone, one for the board and one for the board or legal."""
    monkeypatch.setattr("cli.opening.load_embedder", lambda _model: HashEmbedding())
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "fine.md").write_text(f"# The fine\n\n{OPEN}\n")
    (folder / "merger.md").write_text(f"---\naudience: board\n---\n# The merger\n\n{SECRET}\n")
    (folder / "more.jsonl").write_text(
        json.dumps({"doc_id": "memo", "text": "The memo is for two teams.", "audience": ["Board", "legal"]})
    )
    assert call("ingest", folder).code == 0
    return call


def test_an_answer_uses_what_its_asker_may_see(shared: Caller) -> None:
    assert "Larch Mills" in shared("ask", ASKED, "--audience", "board").out
    for others in ([], ["--audience", "legal"], ["--audience", "boards"]):
        told = shared("ask", ASKED, *others, "--explain")
        assert (told.code, "Larch" in told.out + told.err, "merger.md" in told.out + told.err) == (0, False, False)


def test_no_name_of_a_hidden_document_is_suggested(shared: Caller) -> None:
    assert "is it merger.md" in shared("ask", ASKED, "--doc", "merge.md", "--audience", "board").refusal
    refusals = {name: shared("ask", ASKED, "--doc", name).refusal for name in ("merger.md", "merge.md")}
    for name, refusal in refusals.items():
        assert "merger.md" not in refusal.replace(repr(name), "")


def test_each_line_of_a_batch_has_its_own_audience(shared: Caller, tmp_path: Path) -> None:
    rows = [{"id": "a", "question": ASKED}, {"id": "b", "question": ASKED, "audience": ["board"]}]
    rows += [{"id": "c", "question": ASKED, "audience": "board"}, {"id": "d", "question": ASKED, "audience": 3}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert shared("ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl").code == 1
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [(each["id"], "Larch" in json.dumps(each)) for each in answers] == [("a", False), ("b", True), ("c", True)]


def test_a_hidden_source_is_gone_for_whoever_checks_an_answer(shared: Caller, tmp_path: Path) -> None:
    answer = json.loads(shared("ask", ASKED, "--audience", "board", "--json").out)
    cited = [each["doc_id"] for each in answer["citations"]]
    (tmp_path / "a.json").write_text(json.dumps(answer))
    (tmp_path / "b.json").write_text(json.dumps(answer).replace("merger.md", "other.md"))
    assert "merger.md" in cited
    assert shared("verify", tmp_path / "a.json", "--audience", "board").code == 0
    for command in (shared, shared.plainly):
        where = ["--sources", str(tmp_path / "sources")] if command == shared.plainly else []
        assert "gone  merger.md" in command("verify", tmp_path / "a.json", *where).out
        assert "merger.md" not in command("verify", tmp_path / "b.json", *where).out
        assert "found in merger.md" in command("verify", tmp_path / "b.json", "--audience", "board", *where).out


def test_the_log_shows_an_answer_to_whoever_might_have_got_it(shared: Caller, tmp_path: Path) -> None:
    shared("ask", ASKED, "--audience", "board")
    shared("ask", ASKED)
    assert len(shared.plainly("log").out.splitlines()) == 1
    assert len(shared.plainly("log", "--audience", "board").out.splitlines()) == 2
    assert "holds no answer" in shared.plainly("log", "show", "1").refusal
    assert "Larch Mills" in shared.plainly("log", "show", "1", "--audience", "board").out
    shared.plainly("log", "export", tmp_path / "log.jsonl")
    assert "Larch" not in (tmp_path / "log.jsonl").read_text()


def test_a_standing_answer_tells_nothing_of_what_its_owner_may_not_see(shared: Caller, tmp_path: Path) -> None:
    shared("watch", "add", ASKED)
    shared("watch", "add", ASKED, "--audience", "board")
    (tmp_path / "sources" / "merger.md").write_text(
        f"---\naudience: board\n---\n# The merger\n\nNo. {SECRET}\n\nNew.\n"
    )
    (tmp_path / "sources" / "terms.md").write_text(f"---\naudience: board\n---\n# Terms\n\n{SECRET[:-1]}, for cash.\n")
    told = shared("ingest", tmp_path / "sources")
    assert "1 standing answer has changed" in " ".join(told.err.split())


def test_a_document_that_is_hidden_later_is_no_longer_found(shared: Caller, tmp_path: Path) -> None:
    fine = tmp_path / "sources" / "fine.md"
    assert "40,000" in shared("ask", "How much was the fine?").out
    fine.write_text(f"---\nAudiences: [legal]\n---\n{fine.read_text()}")
    assert shared("ingest", tmp_path / "sources").code == 0
    assert "40,000" not in shared("ask", "How much was the fine?").out
    assert "40,000" not in shared("ask", "How much was the fine?", "--as-of", "2099-01-01").out
    assert "40,000" in shared("ask", "How much was the fine?", "--audience", "legal").out


@pytest.mark.parametrize("front", ["audience:", "audience: 5", "audience: []", "AUDIENCE: {legal: 1}"])
def test_a_document_whose_audience_cannot_be_told_is_not_read(shared: Caller, tmp_path: Path, front: str) -> None:
    (tmp_path / "sources" / "odd.md").write_text(f"---\n{front}\n---\nSomething odd.\n")
    (tmp_path / "sources" / "odd.jsonl").write_text('{"doc_id": "o", "text": "Odd.", "audience": null}')
    told = shared("ingest", tmp_path / "sources")
    assert (told.code, told.err.count("`audience`")) == (1, 2)
