"""Which sentences of the passages found are evidence, and how surely: signals of each, weighed together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.documents import Sentence
from retrieval.embedding import Embedder
from retrieval.markers import shown
from retrieval.question import Asked
from retrieval.search import Hit
from retrieval.tokens import STOP_WORDS, stemmed, words
from retrieval.values import values

SIGNALS = (
    "dense_sentence",
    "dense_passage",
    "fused",
    "covered",
    "covered_in_context",
    "rarest_missing",
    "kind",
    "names_missing",
    "novel",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with its signals in the order of ``SIGNALS``."""

    hit: Hit
    sentence: Sentence
    quote: str
    signals: tuple[float, ...]


def candidates(
    asked: Asked, hits: Sequence[Hit], texts: dict[str, str], embedder: Embedder, vector: Sequence[float]
) -> list[Candidate]:
    """Every sentence of the passages with its signals; ``texts`` holds the versions by name."""
    found = [
        (hit, sentence, shown(texts[hit.stored.document.version][sentence.start : sentence.end]))
        for hit in hits
        for sentence in hit.stored.passage.sentences
    ]
    if not found:
        return []
    matrix = np.asarray(embedder.get_text_embedding_batch([quote for _, _, quote in found]), dtype=np.float32)
    cosines = matrix @ np.asarray(vector, dtype=np.float32)
    context = {id(hit): _context(hit, texts) for hit in hits}
    return [
        Candidate(hit, sentence, quote, _signals(asked, hit, quote, context[id(hit)], float(cosine)))
        for (hit, sentence, quote), cosine in zip(found, cosines, strict=True)
    ]


def _signals(asked: Asked, hit: Hit, quote: str, context: frozenset[str], cosine: float) -> tuple[float, ...]:
    own = _stems(quote)
    around = own | context
    weights = asked.weights
    total = sum(weights.values()) or 1.0
    missing = [weight for word, weight in weights.items() if word not in around]
    return (
        cosine,
        hit.dense,
        hit.fused,
        sum(weight for word, weight in weights.items() if word in own) / total,
        sum(weight for word, weight in weights.items() if word in around) / total,
        max(missing, default=0.0),
        _kind_signal(asked, quote),
        len(asked.names - around) / len(asked.names) if asked.names else 0.0,
        math.log1p(len(own - weights.keys())),
    )


def _kind_signal(asked: Asked, quote: str) -> float:
    """1 when the sentence holds a value of the kind asked for that the question does not name, -1 when none."""
    if asked.kind is None:
        return 0.0
    found = {quote[start:end].lower() for start, end in values(quote, asked.kind)}
    return 1.0 if any(value not in asked.text.lower() for value in found) else -1.0


def _context(hit: Hit, texts: dict[str, str]) -> frozenset[str]:
    document, passage = hit.stored.document, hit.stored.passage
    around = texts[document.version][passage.start : passage.end]
    return _stems(f"{document.title} {passage.section} {shown(around)}")


def _stems(text: str) -> frozenset[str]:
    return frozenset(stemmed(word) for word in words(text) if word not in STOP_WORDS)
