"""People decide, with their own editor and keyboard; nothing becomes a case by itself."""

from __future__ import annotations

import io
import json
import stat
import sys
from pathlib import Path

import pytest
from rich.console import Console

from evals.cases.files import CaseError, load_cases
from evals.formats.candidates import Candidate
from evals.review.drafting import drafted
from evals.review.reviewing import Reviewer, review_all
from retrieval.errors import UsageError
from retrieval.index import Index
from tests.evals.answers import answered
from tests.evals.indexed import indexed
from tests.retrieval.indexed import MODEL, ingested, written

DRAFT = Candidate(id="draft-1", question="Which sum?", kind="draft", says=(("$1,000",),), document="suit.md")
FEEDBACK = Candidate(id="fb-1", question="When?", verdict="wrong", comment="It was 2025", answer=answered("In 2024."))


@pytest.fixture
def reviewer(tmp_path: Path) -> Reviewer:
    return Reviewer(tmp_path / "new.yaml", tmp_path / "candidates.jsonl", "Ada", Console(file=io.StringIO()))


def _type(monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{key}\n" for key in keys)))


def _editor(monkeypatch: pytest.MonkeyPatch, folder: Path, *scripts: str) -> None:
    """An editor that changes the text by ``sed``, with the next script each time it is opened."""
    for number, script in enumerate(scripts):
        (folder / f"script{number}").write_text(script)
    editor = folder / "editor"
    editor.write_text(
        f'#!/bin/sh\ncd {folder}\nn=$(ls opened* 2>/dev/null | wc -l)\ntouch opened$n\nsed -i -f script$n "$1"\n'
    )
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", str(editor))


def _decisions(reviewer: Reviewer) -> list[tuple[str, str, str]]:
    rows = map(json.loads, reviewer.log.read_text(encoding="utf-8").splitlines())
    return [(row["id"], row["decision"], row["by"]) for row in rows]


def test_an_accepted_draft_becomes_a_case_signed_and_dated(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    _type(monkeypatch, "a")
    assert review_all([DRAFT], reviewer) == {"accepted": 1}
    [case] = load_cases(reviewer.cases)
    assert (case.question, case.says, case.document) == ("Which sum?", (("$1,000",),), "suit.md")
    assert case.reviewed is not None
    assert (case.reviewed.by, case.reviewed.source) == ("Ada", "draft:draft-1")
    assert _decisions(reviewer) == [("draft-1", "accepted", "Ada")]


def test_feedback_cannot_be_accepted_without_saying_what_is_right(
    reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _editor(monkeypatch, tmp_path, "s/^  - $/  - 2025-01-21/")
    _type(monkeypatch, "a")
    assert review_all([FEEDBACK], reviewer) == {"edited": 1}
    [case] = load_cases(reviewer.cases)
    assert case.says == (("2025-01-21",),)


def test_what_is_no_case_yet_can_be_edited_again(
    reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _editor(monkeypatch, tmp_path, "s/^says:/sayz:/", "s/^sayz:/says:/;s/^  - .*/  - {date: 2025-01-21}/")
    _type(monkeypatch, "ey")
    assert review_all([FEEDBACK], reviewer) == {"edited": 1}
    assert [str(each) for [each] in load_cases(reviewer.cases)[0].says] == ["2025-01-21"]


def test_rejected_and_accepted_ones_are_not_shown_again_and_skipped_ones_are(
    reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = DRAFT.model_copy(update={"id": "draft-2"})
    _type(monkeypatch, "ras")
    assert review_all([FEEDBACK, DRAFT, third], reviewer) == {"rejected": 1, "accepted": 1, "skipped": 1}
    _type(monkeypatch, "a")
    assert review_all([FEEDBACK, DRAFT, third], reviewer) == {"accepted": 1}
    assert [case.id for case in load_cases(reviewer.cases)] == ["draft-1", "draft-2"]


def test_quitting_leaves_the_rest_undecided(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    _type(monkeypatch, "q")
    assert review_all([DRAFT, FEEDBACK], reviewer) == {}
    assert not reviewer.cases.exists()


def test_a_case_is_added_behind_those_that_are_there(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    reviewer.cases.write_text("# Ours\n- id: old\n  question: Who?\n  says: [x]\n", encoding="utf-8")
    _type(monkeypatch, "a")
    review_all([DRAFT], Reviewer(reviewer.cases, reviewer.candidates, "Ada", reviewer.console))
    assert reviewer.cases.read_text(encoding="utf-8").startswith("# Ours\n- id: old\n")
    assert [case.id for case in load_cases(reviewer.cases)] == ["old", "draft-1"]


def test_a_file_that_cannot_be_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="folder that exists"):
        Reviewer(tmp_path / "absent" / "new.yaml", tmp_path / "c.jsonl", "Ada", Console())


def test_drafts_come_from_the_article_s_own_values(tmp_path: Path) -> None:
    found = drafted(indexed(tmp_path).store, "suit.md")
    assert [(draft.question, draft.says) for draft in found] == [
        ("Which amount is it: The suit seeks ____ per user.", (("$1,000",),)),
        ("Which date is it: It was filed in ____.", (("January 2025",),)),
    ]
    assert {draft.document for draft in found} == {"suit.md"}


def test_a_draft_asks_for_a_day_as_a_person_would_and_keeps_names_whole(tmp_path: Path) -> None:
    told = "The suit against Acme was filed on May 3, 2021.\n\nDe La Torre v. Acme Corporation is its name.\n"
    ingested(tmp_path / "index", written(tmp_path / "sources", suit=f"# The suit\n\n{told}"))
    found = {draft.question: draft.says for draft in drafted(Index.open(tmp_path / "index", MODEL).store, "suit.md")}
    assert found == {
        "When was the suit against Acme filed?": (("May 3, 2021",),),
        "Which name is it: ____ is its name.": (("De La Torre v. Acme Corporation",),),
    }


def test_a_draft_keeps_its_name_from_one_day_to_the_next(tmp_path: Path) -> None:
    store = indexed(tmp_path).store
    assert drafted(store, "suit.md") == drafted(store, "suit.md")


def test_an_article_that_is_not_there_is_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is it suit\.md"):
        drafted(indexed(tmp_path).store, "suits.md")


def test_the_end_of_the_input_ends_the_review_and_keeps_what_was_decided(
    reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    _type(monkeypatch, "a")
    assert review_all([DRAFT, FEEDBACK], reviewer) == {"accepted": 1}
    assert [each[0] for each in _decisions(reviewer)] == ["draft-1"]
