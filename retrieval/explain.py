"""Why each passage ranked where it did, in lines a person can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval.evidence import SIGNALS, Candidate
from retrieval.question import Asked
from retrieval.tokens import stemmed, words
from retrieval.weighing import Weighing

_REASONS = 3
_MEANINGS = {
    "sentence": "the reader's score of the sentence",
    "answerable": "the reader's score of the passage",
    "phrase": "the reader's score of the phrase",
    "dense": "likeness in meaning",
    "fused": "the rank of the search",
    "covered": "question words in the sentence",
    "covered_in_context": "question words in the passage and its heading",
    "rarest_missing": "the rarest question word that is missing",
    "kind": "a value of the kind asked for",
    "names_missing": "names of the question that are missing",
    "novel": "new words in the sentence",
    "alone_sentence": "the reader's score of the sentence, read alone",
    "alone_answerable": "the reader's answerability of the sentence, read alone",
    "alone_phrase": "the reader's score of the phrase, read alone",
}


def explained(asked: Asked, ranking: Sequence[tuple[Candidate, float]], weighing: Weighing) -> Iterator[str]:
    """One block for each passage, in the order of its best sentence."""
    weights = ", ".join(f"{word} {weight:.2f}" for word, weight in asked.weights.items())
    kind = f"; asks for a {asked.kind.name.lower()}" if asked.kind else ""
    context = f"\n  searched for together with: {asked.context}" if asked.context else ""
    yield f"Question: {asked.text}{context}\n  words that count: {weights or 'none'}{kind}"
    best: dict[int, tuple[Candidate, float]] = {}
    for candidate, sure in ranking:
        best.setdefault(candidate.hit.stored.row, (candidate, sure))
    for number, (candidate, sure) in enumerate(best.values(), start=1):
        yield _block(number, asked, candidate, sure) + _lost(ranking[0][0], candidate, weighing)


def _block(number: int, asked: Asked, candidate: Candidate, sure: float) -> str:
    stored, hit = candidate.hit.stored, candidate.hit
    own = {stemmed(word) for word in words(candidate.quote)}
    signals = ", ".join(f"{name} {value:.2f}" for name, value in zip(SIGNALS, candidate.signals, strict=True))
    return (
        f"{number}. {stored.document.title} > {stored.passage.section or 'start'} ({stored.document.doc_id})\n"
        f"  found by: cosine {hit.dense:.3f}, BM25 {hit.lexical:.2f}, fused {hit.fused:.3f}\n"
        f"  best sentence, answers with probability {sure:.2f}: {candidate.quote}\n"
        f"  question words in it: {', '.join(word for word in asked.weights if word in own) or 'none'}\n"
        f"  signals: {signals}"
    )


def _lost(first: Candidate, other: Candidate, weighing: Weighing) -> str:
    """What told most for the first sentence against this one."""
    if first.read_alone and not other.read_alone:
        return "\n  lost to 1 at the first look: other sentences were surer, and only they were read alone"
    gaps = [
        (weight * (ahead - behind), name)
        for name, weight, ahead, behind in zip(
            SIGNALS, weighing.choice.weights, first.signals, other.signals, strict=True
        )
    ]
    told = [(gap, name) for gap, name in sorted(gaps, reverse=True)[:_REASONS] if gap > 0]
    if first is other or not told:
        return ""
    return "\n  lost to 1 by: " + ", ".join(f"{_MEANINGS[name]} ({gap:+.2f})" for gap, name in told)
