"""Why each passage ranked where it did, in lines a person can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval.evidence import SIGNALS, Candidate
from retrieval.question import Asked


def explained(asked: Asked, ranking: Sequence[tuple[Candidate, float]]) -> Iterator[str]:
    """One block for each passage, in the order of its best sentence."""
    weights = ", ".join(f"{word} {weight:.2f}" for word, weight in asked.weights.items())
    kind = f"; asks for a {asked.kind.name.lower()}" if asked.kind else ""
    yield f"Question: {asked.text}\n  words that count: {weights or 'none'}{kind}"
    shown: set[int] = set()
    for candidate, sure in ranking:
        stored = candidate.hit.stored
        if stored.row in shown:
            continue
        shown.add(stored.row)
        hit = candidate.hit
        signals = ", ".join(f"{name} {value:.2f}" for name, value in zip(SIGNALS, candidate.signals, strict=True))
        yield (
            f"{len(shown)}. {stored.document.title} > {stored.passage.section or 'start'} ({stored.document.doc_id})\n"
            f"  found by: cosine {hit.dense:.3f}, BM25 {hit.lexical:.2f}, fused {hit.fused:.3f}\n"
            f"  best sentence, answers with probability {sure:.2f}: {candidate.quote}\n"
            f"  because of: {signals}"
        )
