from __future__ import annotations

import pytest

from evals.cases.case import Case
from evals.scoring.score import Outcome, score
from retrieval.answer import Answer, Citation, Scope, Status
from tests.evals.answers import answered, citation, declined

SILENT = Case(id="s", question="Which judge?", answer="none")


def _case(**fields: object) -> Case:
    return Case.model_validate({"id": "c", "question": "How much?", "says": ["$1,000"], **fields})


def test_the_fact_with_its_reference_is_correct() -> None:
    verdict = score(_case(cites=["2"]), answered("It seeks $1,000 per user.", "2"))
    assert verdict.outcome is Outcome.CORRECT
    assert verdict.problems == ()


def test_any_wording_will_do() -> None:
    case = _case(says=[["a thousand dollars", "$1k"]])
    assert score(case, answered("It seeks $1,000 per user.")).outcome is Outcome.CORRECT


def test_one_of_the_references_is_enough() -> None:
    assert score(_case(cites=["2", "5"]), answered("It seeks $1,000.", "5", "9")).outcome is Outcome.CORRECT


def test_a_reference_elsewhere_in_the_sentence_counts() -> None:
    answer = answered("It seeks $1,000.", "2", scope=Scope.SENTENCE)
    assert score(_case(cites=["2"]), answer).outcome is Outcome.CORRECT


@pytest.mark.parametrize("answer", [answered("$1,000.", "2", scope=Scope.DOCUMENT), answered("$1,000.", "3")])
def test_the_fact_without_its_reference_is_partly_right(answer: Answer) -> None:
    verdict = score(_case(cites=["2"]), answer)
    assert verdict.outcome is Outcome.PARTLY
    assert verdict.problems == ("cites none of [2]",)


def test_half_of_a_two_part_answer_is_partly_right() -> None:
    verdict = score(_case(says=["$1,000", ["delete", "deletion"]]), answered("It seeks $1,000."))
    assert verdict.outcome is Outcome.PARTLY
    assert verdict.problems == ("does not say 'delete' or 'deletion'",)


def test_another_fact_is_incorrect() -> None:
    assert score(_case(), answered("LinkedIn denies the claims.")).outcome is Outcome.INCORRECT


def test_saying_what_must_not_be_said_is_incorrect() -> None:
    verdict = score(_case(never=["$1.7 billion"]), answered("It seeks $1,000. It made $1.7bn."))
    assert verdict.outcome is Outcome.INCORRECT
    assert verdict.problems == ("says '$1.7 billion'",)


def test_the_document_that_must_be_quoted_is_checked() -> None:
    assert score(_case(document="digest.md"), answered("$1,000.")).outcome is Outcome.CORRECT
    assert score(_case(document="other.md"), answered("$1,000.")).outcome is Outcome.PARTLY


def test_a_conflicting_answer_counts_as_answered() -> None:
    conflicting = answered("It seeks $1,000.", status=Status.CONFLICTING)
    assert score(_case(), conflicting).outcome is Outcome.CORRECT
    assert score(SILENT, conflicting).outcome is Outcome.INCORRECT


@pytest.mark.parametrize("status", [Status.NOT_FOUND, Status.UNCLEAR])
def test_declining_is_right_exactly_where_the_sources_are_silent(status: Status) -> None:
    assert score(SILENT, declined(status)).outcome is Outcome.CORRECT
    assert score(_case(), declined(status)).outcome is Outcome.NO_ANSWER


def test_answering_where_the_sources_are_silent_is_incorrect() -> None:
    assert score(SILENT, answered("Judge Lee presides.")).outcome is Outcome.INCORRECT


def test_what_a_declining_answer_happens_to_say_earns_nothing() -> None:
    answer = declined().model_copy(update={"answer": "Nearest: $1,000."})
    assert score(_case(), answer).outcome is Outcome.NO_ANSWER


@pytest.mark.parametrize(
    ("unsound", "problem"),
    [
        (citation(" "), "citation 1 has an empty quote"),
        (citation(span=(5, 5)), "citation 1 spans nothing (5 to 5)"),
        (citation(span=(9, 5)), "citation 1 spans nothing (9 to 5)"),
        (citation(span=(-1, 5)), "citation 1 spans nothing (-1 to 5)"),
    ],
)
def test_an_unsound_citation_makes_any_answer_incorrect(unsound: Citation, problem: str) -> None:
    shown = answered("It seeks $1,000.").model_copy(update={"citations": (unsound,)})
    nearest = declined().model_copy(update={"nearest": (unsound,)})
    for case, answer in ((_case(), shown), (SILENT, nearest)):
        verdict = score(case, answer)
        assert verdict.outcome is Outcome.INCORRECT
        assert verdict.problems == (problem,)


def test_an_answer_without_any_citation_is_incorrect() -> None:
    bare = answered("It seeks $1,000.").model_copy(update={"citations": ()})
    assert score(_case(), bare).problems == ("answers without a citation",)
