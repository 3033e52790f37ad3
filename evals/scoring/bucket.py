"""Where a failure came from: what to mend first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from evals.cases.anchors import Anchor
from evals.cases.case import Case
from evals.scoring.ranking import holds
from evals.scoring.score import Outcome, answered, gives_all_versions
from evals.scoring.spans import overlaps
from evals.subjects.subject import Reply, Retrieved
from retrieval.answer import Citation


class Bucket(StrEnum):
    """The first step at which a case went wrong."""

    ERROR = "error"
    SHOULD_HAVE_DECLINED = "should have declined"
    CONFLICT_MISSED = "conflict missed"
    NOT_RETRIEVED = "not retrieved"
    DECLINED_WRONGLY = "declined wrongly"
    NOT_CHOSEN = "retrieved, not chosen"
    WRONG_SPAN = "wrong span"
    INCOMPLETE = "right place, not all said"
    UNKNOWN = "unknown"  # the subject does not tell what it found, or the case has no anchor


def bucket(case: Case, reply: Reply | None, outcome: Outcome, anchors: Sequence[Anchor]) -> Bucket | None:
    """The bucket of a failed case; None for a correct one."""
    if outcome is Outcome.CORRECT:
        return None
    if reply is None:
        return Bucket.ERROR
    if not case.answerable:
        return Bucket.SHOULD_HAVE_DECLINED
    if case.conflict == "required" and answered(reply.answer) and not gives_all_versions(case, reply.answer):
        return Bucket.CONFLICT_MISSED
    if anchors and reply.retrieved is not None and not _found(reply.retrieved, anchors):
        return Bucket.NOT_RETRIEVED
    if not answered(reply.answer):
        return Bucket.DECLINED_WRONGLY
    return _misquoted(reply, anchors) if anchors else Bucket.UNKNOWN


def _misquoted(reply: Reply, anchors: Sequence[Anchor]) -> Bucket:
    citations = reply.answer.citations
    if any(_quotes(citation, anchor) for citation in citations for anchor in anchors):
        return Bucket.INCOMPLETE
    if reply.retrieved is None:
        return Bucket.UNKNOWN
    holding = [passage for passage in reply.retrieved if any(holds(passage, anchor) for anchor in anchors)]
    inside = any(_inside(citation, passage) for citation in citations for passage in holding)
    return Bucket.WRONG_SPAN if inside else Bucket.NOT_CHOSEN


def _found(retrieved: Sequence[Retrieved], anchors: Sequence[Anchor]) -> bool:
    return any(holds(passage, anchor) for passage in retrieved for anchor in anchors)


def _quotes(citation: Citation, anchor: Anchor) -> bool:
    return citation.doc_id == anchor.document and overlaps(citation.start, citation.end, anchor)


def _inside(citation: Citation, passage: Retrieved) -> bool:
    same = citation.doc_id == passage.document
    return same and passage.start <= citation.start and citation.end <= passage.end
