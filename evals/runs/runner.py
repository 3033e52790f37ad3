"""Asks every case and judges the answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping

from evals.cases.anchors import Anchor
from evals.cases.case import Case
from evals.runs.result import Result
from evals.scoring.founded import unfounded
from evals.scoring.judge import failed, judge
from evals.subjects.subject import Reply, SubjectError
from retrieval.answer import Question
from retrieval.store import Store

Ask = Callable[[Question], Reply]
AnchorsOf = Callable[[Case], tuple[Anchor, ...]]


def run(
    cases: Iterable[Case],
    ask: Ask,
    anchors: AnchorsOf = lambda _: (),
    known: Mapping[str, Result] | None = None,
    progress: Callable[[Result], None] = lambda _: None,
) -> tuple[Result, ...]:
    """Ask the cases in turn; ``progress`` is told each new result as it comes.

    A case whose question makes ``ask`` raise is marked as an error, and the run goes on. Results that are ``known``
    already are taken over.
    """
    results: list[Result] = []
    for case in cases:
        result = (known or {}).get(case.id)
        if result is None:
            result = _result(case, ask, anchors(case))
            progress(result)
        results.append(result)
    return tuple(results)


def looked_up(results: Iterable[Result], store: Store) -> tuple[Result, ...]:
    """The results of a run, each answer judged by whether what it cites is among the sources, too."""
    return tuple(_looked_up(result, store) for result in results)


def _looked_up(result: Result, store: Store) -> Result:
    if result.answer is None or not any(unfounded(result.answer, store)):
        return result
    reply = Reply(answer=result.answer, retrieved=result.retrieved)
    return judge(result.case, reply, result.anchors, result.elapsed_ms, store)


def _result(case: Case, ask: Ask, anchors: tuple[Anchor, ...]) -> Result:
    began = time.perf_counter()
    try:
        reply = ask(Question(question=case.question, history=case.history))
    # Whatever breaks on one question must not cost the answers to the others.
    except Exception as error:
        said = str(error) if isinstance(error, SubjectError) else f"{type(error).__name__}: {error}"
        return failed(case, said, anchors, _since(began))
    return judge(case, reply, anchors, reply.elapsed_ms or _since(began))


def _since(began: float) -> float:
    return round(1000 * (time.perf_counter() - began), 1)
