from __future__ import annotations

from evals.cases.case import Case, Category
from evals.runs.result import Result
from evals.runs.run import Run
from evals.runs.runner import run
from evals.scoring.score import Outcome
from evals.subjects.subject import Reply, SubjectError
from retrieval.answer import Question
from tests.evals.answers import answered, declined

CASES = (
    Case(id="amount", question="How much?", says=(("$1,000",),), category=Category.AMOUNT),
    Case(id="owner", question="Who owns it?", says=(("Microsoft",),), category=Category.NAME),
    Case(id="judge", question="Which judge?", answer="none", category=Category.NEAR_MISS),
    Case(id="broken", question="Break!", says=(("x",),), category=Category.NAME),
)


def ask(question: Question) -> Reply:
    """Knows the amount, wrongly declines the owner, and fails on one question."""
    if question.question == "Break!":
        raise LookupError("the index is gone")
    return Reply(answer=answered("It seeks $1,000.") if question.question == "How much?" else declined())


def test_each_case_gets_its_outcome_in_order() -> None:
    report = run(CASES, ask)
    assert [(result.case.id, result.outcome) for result in report] == [
        ("amount", Outcome.CORRECT),
        ("owner", Outcome.NO_ANSWER),
        ("judge", Outcome.CORRECT),
        ("broken", Outcome.ERROR),
    ]


def test_a_question_that_fails_is_marked_and_the_run_goes_on() -> None:
    broken, amount = run((CASES[3], CASES[0]), ask)
    assert broken.answer is None
    assert broken.problems == ("LookupError: the index is gone",)
    assert amount.outcome is Outcome.CORRECT


def test_progress_is_told_each_result_as_it_comes() -> None:
    told: list[Result] = []
    results = run(CASES, ask, progress=told.append)
    assert tuple(told) == results


def test_results_add_up() -> None:
    report = Run(results=run(CASES, ask))
    assert report.accuracy[:2] == (2, 4)
    assert report.declined_rightly == 1
    assert [result.case.id for result in report.failures] == ["owner", "broken"]
    assert {category: part.accuracy[:2] for category, part in report.by_category.items()} == {
        Category.AMOUNT: (1, 1),
        Category.NAME: (0, 2),
        Category.NEAR_MISS: (1, 1),
    }


def test_what_is_known_is_not_asked_again() -> None:
    first = run(CASES[:2], ask)
    asked: list[str] = []

    def once(question: Question) -> Reply:
        asked.append(question.question)
        return ask(question)

    again = run(CASES, once, known={result.case.id: result for result in first})
    assert asked == ["Which judge?", "Break!"]
    assert again[:2] == first


def test_the_history_of_a_case_is_asked_along() -> None:
    asked: list[Question] = []

    def listening(question: Question) -> Reply:
        asked.append(question)
        return Reply(answer=declined())

    run([Case(id="f", question="And in the UK?", history=("What did the ICO say?",), says=(("x",),))], listening)
    assert asked == [Question(question="And in the UK?", history=("What did the ICO say?",))]


def test_what_a_subject_calls_its_failure_is_told_as_it_is() -> None:
    def stalls(_: Question) -> Reply:
        raise SubjectError("no answer within 5 seconds")

    [result] = run(CASES[:1], stalls)
    assert (result.outcome, result.problems) == (Outcome.ERROR, ("no answer within 5 seconds",))
