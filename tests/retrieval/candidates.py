"""Sentences for tests of what is shown."""

from __future__ import annotations

from retrieval.compose import Ranking
from retrieval.documents import Passage, Sentence
from retrieval.evidence import SIGNALS, Candidate
from retrieval.question import Asked
from retrieval.reader import Span
from retrieval.rows import DocumentInfo, StoredPassage
from retrieval.search import Hit


def candidate(
    quote: str,
    start: int = 0,
    *,
    phrase: Span | None = None,
    margin: float = 0.0,
    kind: float = 0.0,
    reliability: str = "",
    doc_id: str = "a.md",
) -> Candidate:
    """A sentence of a passage of its own; ``margin`` is how surely the reader prefers its phrase to no answer.

    ``kind`` is 1 where it holds a value of the kind asked for.
    """
    document = DocumentInfo(doc_id, "v", "A", "", "", "", "", (), reliability)
    sentence = Sentence(start, start + len(quote))
    hit = Hit(StoredPassage(start, "k", Passage("", (sentence,)), document), 0.0, 0.0, 0.0)
    signals = tuple({"phrase": margin, "kind": kind}.get(name, 0.0) for name in SIGNALS)
    return Candidate(hit, sentence, quote, signals, phrase)


def ranking(question: str, *ranked: tuple[str, float]) -> Ranking:
    """A question with sentences and their probabilities, best first."""
    pairs = [(candidate(quote, 1000 * number), sure) for number, (quote, sure) in enumerate(ranked)]
    return Ranking(Asked(question), pairs)


def together(*quotes: str) -> list[Candidate]:
    """Sentences that follow each other in one passage."""
    starts = [1000 * number for number in range(len(quotes))]
    sentences = tuple(Sentence(start, start + len(quote)) for start, quote in zip(starts, quotes, strict=True))
    stored = StoredPassage(0, "k", Passage("", sentences), candidate("").hit.stored.document)
    hit = Hit(stored, 0.0, 0.0, 0.0)
    return [
        Candidate(hit, sentence, quote, (0.0,) * len(SIGNALS), None)
        for sentence, quote in zip(sentences, quotes, strict=True)
    ]
