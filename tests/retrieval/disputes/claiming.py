"""Sentences of sources, as candidates that answer a question."""

from __future__ import annotations

from retrieval.compose import Ranking
from retrieval.disputes.asking import asked_about
from retrieval.disputes.claims import Claim, claim_of
from retrieval.disputes.frame import Frame
from retrieval.documents import Marker, Passage, Reference, Sentence
from retrieval.evidence import SIGNALS, Candidate
from retrieval.question import Asked
from retrieval.rows import DocumentInfo, StoredPassage
from retrieval.search import Hit


def candidate(
    quote: str,
    doc_id: str = "a.md",
    *,
    reliability: str = "",
    published: str = "",
    markers: tuple[str, ...] = (),
    section: str = "",
) -> Candidate:
    """A sentence of a document, with its references at the end."""
    references = tuple(Reference(marker, f"https://example.org/{marker}") for marker in markers)
    document = DocumentInfo(doc_id, doc_id, "", "", published, "", "", references, reliability)
    placed = tuple(Marker(marker, len(quote) - 1, len(quote) + 2, 0) for marker in markers)
    sentence = Sentence(0, len(quote), placed)
    hit = Hit(StoredPassage(0, doc_id, Passage(section, (sentence,)), document), 0.0, 0.0, 0.0)
    return Candidate(hit, sentence, quote, (0.0,) * len(SIGNALS), None)


def claim(question: str, quote: str, **document: str) -> Claim:
    """What a sentence claims; fails where it claims nothing."""
    found = maybe(question, quote, **document)
    assert found is not None
    return found


def maybe(question: str, quote: str, **document: str) -> Claim | None:
    asked = Asked(question)
    about = asked_about(asked)
    assert about is not None
    return claim_of(asked, about, candidate(quote, section=document.get("section", "")), 0.9)


def frame(question: str, quote: str, **document: str) -> Frame:
    return Frame(Asked(question), claim(question, quote, **document))


def ranking(question: str, *found: Candidate) -> Ranking:
    """The candidates in order, each a little less sure."""
    return Ranking(Asked(question), [(each, 0.9 - 0.05 * place) for place, each in enumerate(found)])
