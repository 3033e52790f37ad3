"""Citations looked up in a real index."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.scoring.founded import knows_any, unfounded
from evals.scoring.score import Outcome, score
from retrieval.answer import Answer, Citation
from retrieval.index import Index
from tests.evals.answers import answered, case, citation, declined
from tests.evals.indexed import OTHER, SUIT, indexed

QUOTE = "The suit seeks $1,000 per user."


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return indexed(tmp_path)


def _answer(cited: Citation) -> Answer:
    return answered(QUOTE).model_copy(update={"citations": (cited,)})


@pytest.mark.parametrize("span", [(8, 39), (0, 5), (0, 9999)])
@pytest.mark.parametrize("version", ["live", "", "f" * 64])
def test_a_quote_that_stands_in_its_document_is_sound(index: Index, span: tuple[int, int], version: str) -> None:
    live = index.store.current_version("suit.md")
    cited = citation(QUOTE, doc_id="suit.md", span=span)
    cited = cited.model_copy(update={"version": live if version == "live" else version})
    assert score(case(), _answer(cited), index.store).outcome is Outcome.CORRECT


def test_a_quote_with_its_markers_and_line_ends_is_sound(tmp_path: Path) -> None:
    marked = "# Suit\n\nThe suit seeks\n$1,000 [2] per user.\n"
    index = indexed(tmp_path, suit=marked, other=OTHER)
    cited = citation("The suit seeks\n$1,000 [2] per user.", doc_id="suit.md")
    assert list(unfounded(_answer(cited), index.store)) == []


def test_a_quote_of_an_earlier_version_is_looked_up_there(tmp_path: Path) -> None:
    earlier = indexed(tmp_path).store.current_version("suit.md")
    index = indexed(tmp_path, suit=SUIT.replace("$1,000", "$2,000"), other=OTHER)
    cited = citation(QUOTE, doc_id="suit.md")
    assert list(unfounded(_answer(cited.model_copy(update={"version": earlier})), index.store)) == []
    assert list(unfounded(_answer(cited), index.store)) != []


@pytest.mark.parametrize(
    ("doc_id", "quote", "problem"),
    [
        ("absent.md", QUOTE, "citation 1 names 'absent.md', which is not among the sources"),
        ("other.md", QUOTE, "citation 1 quotes words that do not stand in other.md"),
        ("suit.md", "The suit seeks $1,000.", "citation 1 quotes words that do not stand in suit.md"),
    ],
)
def test_a_citation_that_is_nowhere_makes_any_answer_incorrect(
    index: Index, doc_id: str, quote: str, problem: str
) -> None:
    cited = citation(quote, doc_id=doc_id)
    silent = declined().model_copy(update={"nearest": (cited,)})
    for asked, answer in ((case(), _answer(cited)), (case(answer="none"), silent)):
        verdict = score(asked, answer, index.store)
        assert (verdict.outcome, verdict.problems) == (Outcome.INCORRECT, (problem,))


def test_a_version_of_another_document_does_not_vouch_for_it(index: Index) -> None:
    cited = citation(QUOTE, doc_id="other.md")
    borrowed = cited.model_copy(update={"version": index.store.current_version("suit.md")})
    assert list(unfounded(_answer(borrowed), index.store)) != []


def test_sources_are_ours_when_any_cited_document_is(index: Index) -> None:
    ours, theirs = (_answer(citation(QUOTE, doc_id=name)) for name in ("suit.md", "absent.md"))
    assert knows_any([ours, theirs], index.store) is True
    assert knows_any([theirs, declined()], index.store) is False
    assert knows_any([declined()], index.store) is None
