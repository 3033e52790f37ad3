"""Anchors and their rot, over real documents in a real index."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.cases.anchors import Anchor, find_anchors, read_anchors, write_anchors
from evals.cases.case import Case
from evals.cases.files import FACTS, CaseError, load_cases
from evals.cases.rot import Labels, Rot
from evals.cases.sources import read_sources
from retrieval.index import Index
from tests.evals.answers import case
from tests.evals.indexed import OTHER, SUIT, indexed

ASKED = case(question="How much does the suit seek for each user?")


def _anchors(index: Index, asked: Case = ASKED) -> tuple[Anchor, ...]:
    return find_anchors(asked, read_sources(index.store))


def _rot(index: Index, anchors: tuple[Anchor, ...], asked: Case = ASKED) -> list[Rot]:
    return [rotten.rot for rotten in Labels([asked], {asked.id: anchors}, index.store).rotten]


def test_the_sentence_that_says_it_nearest_to_the_question_is_the_anchor(tmp_path: Path) -> None:
    [anchor] = _anchors(indexed(tmp_path))
    assert (anchor.document, anchor.quote, anchor.says) == ("suit.md", "The suit seeks $1,000 per user.", (0,))
    assert SUIT[anchor.start : anchor.end] == anchor.quote


def test_each_item_that_must_be_said_is_anchored(tmp_path: Path) -> None:
    asked = case(question="How much does the suit seek, and when was it filed?", says=["$1,000", {"date": "2025-01"}])
    assert [anchor.says for anchor in _anchors(indexed(tmp_path), asked)] == [(0,), (1,)]


def test_a_case_can_name_its_evidence(tmp_path: Path) -> None:
    asked = case(evidence=[{"document": "other.md", "quote": "paid $1,000 to a charity"}])
    assert [anchor.document for anchor in _anchors(indexed(tmp_path), asked)] == ["other.md"]


def test_what_nothing_answers_has_no_anchor(tmp_path: Path) -> None:
    assert _anchors(indexed(tmp_path), case(answer="none")) == ()


def test_unchanged_articles_do_not_rot(tmp_path: Path) -> None:
    index = indexed(tmp_path)
    assert _rot(index, _anchors(index)) == []


def test_words_that_moved_are_found_again_and_told(tmp_path: Path) -> None:
    anchors = _anchors(indexed(tmp_path))
    moved = SUIT.replace("The suit", "It is a new case. The suit")
    index = indexed(tmp_path, suit=moved, other=OTHER)
    labels = Labels([ASKED], {ASKED.id: anchors}, index.store)
    assert [rotten.rot for rotten in labels.rotten] == [Rot.MOVED]
    [now] = labels.of(ASKED)
    assert moved[now.start : now.end] == anchors[0].quote


@pytest.mark.parametrize(
    ("texts", "rot"),
    [
        ({"suit": SUIT.replace("$1,000", "$2,000"), "other": OTHER}, Rot.CHANGED),
        ({"other": OTHER}, Rot.GONE),
        ({"suit": SUIT + "\nA new end.\n", "other": OTHER}, None),
    ],
)
def test_words_that_changed_or_went_are_told_and_not_used(
    tmp_path: Path, texts: dict[str, str], rot: Rot | None
) -> None:
    anchors = _anchors(indexed(tmp_path))
    labels = Labels([ASKED], {ASKED.id: anchors}, indexed(tmp_path, **texts).store)
    assert [rotten.rot for rotten in labels.rotten] == ([rot] if rot else [])
    assert len(labels.of(ASKED)) == (0 if rot else 1)


def test_a_case_about_an_article_that_is_not_there_is_told(tmp_path: Path) -> None:
    asked = case(document="absent.md")
    labels = Labels([asked], {}, indexed(tmp_path).store)
    assert [(rotten.rot, rotten.document) for rotten in labels.rotten] == [(Rot.MISSING, "absent.md")]


def test_an_answerable_case_without_an_anchor_is_told(tmp_path: Path) -> None:
    index = indexed(tmp_path)
    labels = Labels([ASKED, case(id="new")], {ASKED.id: _anchors(index)}, index.store)
    assert [(rotten.case, rotten.rot) for rotten in labels.rotten] == [("new", Rot.MISSING)]


def test_anchors_are_kept_beside_the_cases(tmp_path: Path) -> None:
    anchors = {ASKED.id: _anchors(indexed(tmp_path / "index"))}
    assert write_anchors(tmp_path, anchors) == tmp_path / "anchors.json"
    assert read_anchors(tmp_path) == anchors
    assert read_anchors(tmp_path / "one.yaml") == anchors
    assert read_anchors(tmp_path / "index" / "sources") == {}


def test_anchors_of_one_file_leave_those_of_its_neighbours(tmp_path: Path) -> None:
    anchors = _anchors(indexed(tmp_path / "index"))
    write_anchors(tmp_path, {"before": anchors, ASKED.id: (), "withdrawn": anchors, "after": anchors})
    write_anchors(tmp_path / "one.yaml", {ASKED.id: anchors, "withdrawn": ()})
    assert read_anchors(tmp_path) == {"before": anchors, "after": anchors, ASKED.id: anchors}


def test_a_wrong_file_of_anchors_is_refused(tmp_path: Path) -> None:
    (tmp_path / "anchors.json").write_text("[]", encoding="utf-8")
    with pytest.raises(CaseError, match="write it anew with `pincite eval anchor`"):
        read_anchors(tmp_path)


def test_the_shipped_cases_are_anchored_to_the_shipped_articles(corpus_index: Path) -> None:
    """When this fails, an article or a case changed: run ``pincite eval anchor`` and read the difference."""
    index = Index.open(corpus_index, "all-MiniLM-L6-v2")
    assert Labels(load_cases(), read_anchors(FACTS), index.store).rotten == []
