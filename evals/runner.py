"""Asks every case and judges the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from evals.cases import Case
from evals.results import Report, Result
from evals.score import Outcome, score
from retrieval.answer import Answer, Question

Ask = Callable[[Question], Answer]


def run(cases: Iterable[Case], ask: Ask, progress: Callable[[Result], None] | None = None) -> Report:
    """Ask the cases in turn; ``progress`` is told each result as it comes.

    A case whose question makes ``ask`` raise is marked as an error, and the run goes on.
    """
    results: list[Result] = []
    for case in cases:
        result = _result(case, ask)
        results.append(result)
        if progress:
            progress(result)
    return Report(tuple(results))


def _result(case: Case, ask: Ask) -> Result:
    try:
        answer = ask(Question(question=case.question))
    # Whatever breaks on one question must not cost the answers to the others.
    except Exception as error:
        return Result(case, None, Outcome.ERROR, (f"{type(error).__name__}: {error}",))
    verdict = score(case, answer)
    return Result(case, answer, verdict.outcome, verdict.problems)
