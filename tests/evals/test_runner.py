from __future__ import annotations

from evals.cases import Case, Category
from evals.results import Report, Result
from evals.runner import run
from evals.score import Outcome
from retrieval.answer import Answer, Question
from tests.evals.answers import answered, declined

CASES = (
    Case(id="amount", question="How much?", says=(("$1,000",),), category=Category.AMOUNT),
    Case(id="owner", question="Who owns it?", says=(("Microsoft",),), category=Category.NAME),
    Case(id="judge", question="Which judge?", answer="none", category=Category.NEAR_MISS),
    Case(id="broken", question="Break!", says=(("x",),), category=Category.NAME),
)


def ask(question: Question) -> Answer:
    """Knows the amount, wrongly declines the owner, and fails on one question."""
    if question.question == "Break!":
        raise LookupError("the index is gone")
    return answered("It seeks $1,000.") if question.question == "How much?" else declined()


def test_each_case_gets_its_outcome_in_order() -> None:
    report = run(CASES, ask)
    assert [(result.case.id, result.outcome) for result in report.results] == [
        ("amount", Outcome.CORRECT),
        ("owner", Outcome.NO_ANSWER),
        ("judge", Outcome.CORRECT),
        ("broken", Outcome.ERROR),
    ]


def test_a_question_that_fails_is_marked_and_the_run_goes_on() -> None:
    broken, amount = run((CASES[3], CASES[0]), ask).results
    assert broken.answer is None
    assert broken.problems == ("LookupError: the index is gone",)
    assert amount.outcome is Outcome.CORRECT


def test_progress_is_told_each_result_as_it_comes() -> None:
    told: list[Result] = []
    report = run(CASES, ask, told.append)
    assert tuple(told) == report.results


def test_results_add_up() -> None:
    report = run(CASES, ask)
    assert report.accuracy[:2] == (2, 4)
    assert report.declined_rightly == 1
    assert [result.case.id for result in report.failures] == ["owner", "broken"]
    assert {category: part.accuracy[:2] for category, part in report.by_category.items()} == {
        Category.AMOUNT: (1, 1),
        Category.NAME: (0, 2),
        Category.NEAR_MISS: (1, 1),
    }


def test_a_run_fails_only_below_its_gate() -> None:
    report = run(CASES, ask)
    assert [report.failed(gate) for gate in (None, 0.0, 0.5, 0.51, 1.0)] == [False, False, False, True, True]


def test_a_run_of_no_case_fails_a_gate() -> None:
    assert Report(()).failed(0.8)
