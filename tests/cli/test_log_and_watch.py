"""`pincite ask`, `log`, `watch` and `verify --sources` as a person uses them, over the real model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.answer import Answer, Question, Status
from retrieval.embedding import load_embedder
from retrieval.settings import load_settings
from retrieval.watches import Watches
from tests.cli.calling import Caller

ARTICLE = "# The fine\n\nHarbor Foods paid a fine of €40,000 in March 2021.\n"
QUESTION = "How much was the fine that Harbor Foods paid?"


@pytest.fixture
def asked(call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """One question asked over one document, with the model that a person has."""
    monkeypatch.setattr("cli.ingest.load_embedder", load_embedder)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "fine.md").write_text(ARTICLE)
    assert call("ingest", tmp_path / "sources").code == 0
    assert call("ask", QUESTION).code == 0
    return call


@pytest.mark.slow
def test_an_answer_is_listed_shown_exported_and_checked_without_an_index(asked: Caller, tmp_path: Path) -> None:
    listed = asked.plainly("log")
    assert QUESTION in listed.out
    assert "(command line)" in listed.out
    shown = asked.plainly("log", "show", "1", "--json")
    answer = Answer.model_validate_json(shown.out)
    assert answer.question == QUESTION
    (tmp_path / "answer.json").write_text(shown.out)
    check = ("verify", tmp_path / "answer.json", "--sources", tmp_path / "sources")
    assert asked.plainly(*check).code == 0
    assert asked.plainly("log", "export", tmp_path / "log.jsonl").out == "1 answer exported.\n"
    [row] = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert (row["answer"]["id"], row["place"]) == (answer.id, "command line")
    (tmp_path / "sources" / "fine.md").write_text(ARTICLE.replace("40,000", "50,000"))
    changed = asked.plainly(*check)
    assert (changed.code, "changed  fine.md" in changed.out) == (1, True)
    assert asked.plainly("log", "forget", "--days", "0").out == "1 answer deleted.\n"
    assert asked.plainly("log").out == "The log is empty.\n"


@pytest.mark.slow
def test_a_forged_sentence_over_true_citations_does_not_verify(asked: Caller, tmp_path: Path) -> None:
    answer = json.loads(asked.plainly("log", "show", "1", "--json").out)
    answer["answer"] = answer["answer"].replace("40,000", "90,000")
    (tmp_path / "forged.json").write_text(json.dumps(answer))
    checked = asked("verify", tmp_path / "forged.json")
    assert checked.code == 1
    assert "not in its citations: " in checked.out


@pytest.mark.slow
def test_an_ingest_ends_well_though_a_standing_answer_is_from_a_document_that_is_gone(
    asked: Caller, tmp_path: Path
) -> None:
    assert asked("watch", "add", QUESTION, "--doc", "fine.md").code == 0
    assert asked("watch", "add", QUESTION).code == 0
    (tmp_path / "sources" / "fine.md").rename(tmp_path / "sources" / "penalty.md")
    done = asked("ingest", tmp_path / "sources", "--prune")
    assert (done.code, "2 standing answers have changed." in done.err) == (0, True)
    assert "not_found: There is no document" in done.err


@pytest.mark.parametrize("folder", ["none", "empty"])
def test_standing_answers_are_not_checked_where_there_is_no_index_and_none_is_made(
    call: Caller, tmp_path: Path, folder: str
) -> None:
    (tmp_path / "empty").mkdir()
    saved = Answer(id="a", question=QUESTION, status=Status.ANSWERED, answer="€40,000", confidence=1.0)
    watches = Watches(load_settings().watches_place)
    watches.add(Question(question=QUESTION), saved)
    watches.close()
    assert "There is no index at" in call.plainly("watch", "check", "--index", tmp_path / folder).refusal
    assert not [*tmp_path.glob(f"{folder}/*")]


def test_without_a_log_there_is_nothing_to_list(call: Caller) -> None:
    assert "begins with the first `pincite ask`" in call.plainly("log").refusal


def test_a_setting_that_says_neither_what_to_log_nor_not_to_is_refused(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PINCITE_LOG", "sometimes")
    assert "'all', 'answers' or 'off'" in call.plainly("log").refusal


@pytest.mark.slow
def test_a_standing_answer_is_shown_side_by_side_after_the_ingest_that_changes_it(
    asked: Caller, tmp_path: Path
) -> None:
    added = asked("watch", "add", QUESTION)
    assert "€40,000" in added.out
    assert QUESTION in asked.plainly("watch", "list").out
    assert asked("watch", "check").out.endswith("0 of 1 standing answers changed.\n")
    (tmp_path / "sources" / "fine.md").write_text(ARTICLE.replace("40,000", "50,000"))
    told = asked("ingest", tmp_path / "sources").err
    assert "€40,000" in told
    assert "€50,000" in told
    assert "1 standing answer has changed." in told
    assert asked("watch", "check").out.endswith("0 of 1 standing answers changed.\n")
    watch_id = added.out.split()[0]
    assert asked.plainly("watch", "remove", watch_id).code == 0
    assert "no standing answer" in asked.plainly("watch", "list").out
