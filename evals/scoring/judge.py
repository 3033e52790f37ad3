"""One case judged: outcome, measures, bucket."""

from __future__ import annotations

from collections.abc import Sequence

from evals.cases.anchors import Anchor
from evals.cases.case import Case
from evals.runs.result import Result
from evals.scoring.bucket import bucket
from evals.scoring.ranking import ranking_scores
from evals.scoring.score import Outcome, Verdict, answered, score, shows_conflict
from evals.scoring.spans import citation_precision, citation_recall
from evals.subjects.subject import Reply
from retrieval.answer import Scope
from retrieval.store import Store


def judge(
    case: Case, reply: Reply, anchors: Sequence[Anchor] = (), elapsed_ms: float = 0.0, store: Store | None = None
) -> Result:
    """The result of a case that was answered or declined; with a ``store``, its citations are looked up there."""
    verdict = score(case, reply.answer, store)
    return _result(case, reply, verdict, anchors, elapsed_ms)


def failed(case: Case, problem: str, anchors: Sequence[Anchor] = (), elapsed_ms: float = 0.0) -> Result:
    """The result of a case for which asking failed."""
    return _result(case, None, Verdict(Outcome.ERROR, (problem,)), anchors, elapsed_ms)


def _result(case: Case, reply: Reply | None, verdict: Verdict, anchors: Sequence[Anchor], elapsed_ms: float) -> Result:
    scores = {"correct": float(verdict.outcome is Outcome.CORRECT)}
    if reply is not None:
        scores |= _scores(case, reply, anchors)
    return Result(
        case=case,
        group=_group(case, anchors),
        outcome=verdict.outcome,
        problems=verdict.problems,
        bucket=bucket(case, reply, verdict.outcome, anchors),
        scores=scores,
        elapsed_ms=elapsed_ms,
        answer=reply.answer if reply else None,
        retrieved=reply.retrieved if reply else None,
        anchors=tuple(anchors),
    )


def _group(case: Case, anchors: Sequence[Anchor]) -> str:
    """What cases are resampled by: the article that answers. A case of no article is a group of its own."""
    return case.document or (anchors[0].document if anchors else f"case {case.id}")


def _scores(case: Case, reply: Reply, anchors: Sequence[Anchor]) -> dict[str, float]:
    answer, items = reply.answer, len(case.says)
    spoke = answered(answer)
    scores = {"answered": float(spoke), "confidence": answer.confidence}
    if case.conflict == "required":
        scores["conflict_shown"] = float(shows_conflict(answer))
    elif case.conflict is None:
        scores["false_alarm"] = float(shows_conflict(answer))
    if anchors and reply.retrieved is not None:
        scores |= ranking_scores(reply.retrieved, anchors, items)
    if spoke and anchors:
        documents = {anchor.document for anchor in anchors}
        scores["citation_precision"] = citation_precision(answer.citations, anchors)
        scores["citation_recall"] = citation_recall(answer.citations, anchors, items)
        scores["wrong_document"] = float(documents.isdisjoint(each.doc_id for each in answer.citations))
    if spoke and case.cites:
        standing = {
            reference.marker
            for citation in answer.citations
            for reference in citation.references
            if reference.scope is not Scope.DOCUMENT
        }
        scores["reference"] = float(not standing.isdisjoint(case.cites))
    return scores
