"""Citation precision and recall by character span, against the anchors of a case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evals.cases.anchors import Anchor
from retrieval.answer import Citation

Span = tuple[int, int]


def citation_precision(citations: Sequence[Citation], anchors: Sequence[Anchor]) -> float:
    """The share of the quoted characters that stand in an anchor."""
    total = sum(citation.end - citation.start for citation in citations)
    inside = sum(_covered((citation.start, citation.end), _of(anchors, citation.doc_id)) for citation in citations)
    return inside / total if total else 0.0


def citation_recall(citations: Sequence[Citation], anchors: Sequence[Anchor], items: int) -> float:
    """How much of each item's best anchor is quoted, on average over the items that an answer must say.

    Anchors are alternatives: an item that stands in six articles needs to be quoted from one.
    """
    return _mean(
        max((_quoted(anchor, citations) for anchor in anchors if _supports(anchor, item)), default=0.0)
        for item in range(max(items, 1))
    )


def overlaps(start: int, end: int, anchor: Anchor) -> bool:
    """Whether a span of the anchor's document touches it."""
    return start < anchor.end and anchor.start < end


def _supports(anchor: Anchor, item: int) -> bool:
    return item in anchor.says or not anchor.says


def _quoted(anchor: Anchor, citations: Sequence[Citation]) -> float:
    spans = [(each.start, each.end) for each in citations if each.doc_id == anchor.document]
    return _covered((anchor.start, anchor.end), spans) / (anchor.end - anchor.start)


def _of(anchors: Iterable[Anchor], document: str) -> list[Span]:
    return [(anchor.start, anchor.end) for anchor in anchors if anchor.document == document]


def _covered(span: Span, others: Iterable[Span]) -> int:
    """How many characters of a span the others cover, each counted once."""
    covered, reached = 0, span[0]
    for start, end in sorted(others):
        start, end = max(start, reached), min(end, span[1])
        if start < end:
            covered, reached = covered + end - start, end
    return covered


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0
