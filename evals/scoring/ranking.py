"""How well the passages that were found hold the evidence."""

from __future__ import annotations

from collections.abc import Sequence

import ir_measures
from ir_measures import RR, Qrel, ScoredDoc, nDCG

from evals.cases.anchors import Anchor
from evals.scoring.spans import overlaps
from evals.subjects.subject import Retrieved

CUTS = (1, 5, 10)
_MEASURES = {"ndcg@10": nDCG @ 10, "rr": RR}


def ranking_scores(retrieved: Sequence[Retrieved], anchors: Sequence[Anchor], items: int) -> dict[str, float]:
    """Evidence recall at 1, 5 and 10, nDCG@10 and the reciprocal rank.

    Recall counts the items that an answer must say: the share for which one of the first k passages holds an anchor
    (subtopic recall, Zhai et al. 2003), because anchors of one item are alternatives.
    """
    recalls = {f"recall@{cut}": _recall(retrieved[:cut], anchors, max(items, 1)) for cut in CUTS}
    return recalls | _ir_measures(retrieved, anchors)


def holds(passage: Retrieved, anchor: Anchor) -> bool:
    """Whether a passage holds an anchor, or a part of it."""
    return passage.document == anchor.document and overlaps(passage.start, passage.end, anchor)


def _recall(retrieved: Sequence[Retrieved], anchors: Sequence[Anchor], items: int) -> float:
    held = [anchor for anchor in anchors if any(holds(passage, anchor) for passage in retrieved)]
    found = sum(any(item in anchor.says or not anchor.says for anchor in held) for item in range(items))
    return found / items


def _ir_measures(retrieved: Sequence[Retrieved], anchors: Sequence[Anchor]) -> dict[str, float]:
    """One relevant thing for each passage that brings a new anchor, and one for each anchor that none brings."""
    left, relevant = list(anchors), []
    for rank, passage in enumerate(retrieved):
        kept = [anchor for anchor in left if not holds(passage, anchor)]
        if len(kept) < len(left):
            relevant.append(f"p{rank}")
        left = kept
    qrels = [Qrel("q", name, 1) for name in (*relevant, *(f"a{number}" for number in range(len(left))))]
    run = [ScoredDoc("q", f"p{rank}", -float(rank)) for rank in range(len(retrieved))]
    if not run:
        return dict.fromkeys(_MEASURES, 0.0)
    found = ir_measures.calc_aggregate(_MEASURES.values(), qrels, run)
    return {name: float(found[measure]) for name, measure in _MEASURES.items()}
