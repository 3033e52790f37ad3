"""From chosen evidence to a citation: the quote asserted against the stored text, its references by closeness."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.answer import Citation, CitedReference, Scope
from retrieval.documents import Marker, Reference, Sentence
from retrieval.errors import PinciteError
from retrieval.evidence import Candidate
from retrieval.links import deep_link, page_of
from retrieval.markers import shown
from retrieval.question import Asked
from retrieval.tokens import STOP_WORDS, stemmed, words


def cite(candidate: Candidate, asked: Asked, text: str, n: int) -> Citation:
    """The citation of a candidate, numbered ``n``. Raises PinciteError when the quote is not what the text says."""
    sentence, stored = candidate.sentence, candidate.hit.stored
    if not candidate.quote or shown(text[sentence.start : sentence.end]) != candidate.quote:
        raise PinciteError(f"A quote from {stored.document.doc_id} no longer matches its stored text; ingest it again.")
    return Citation(
        n=n,
        doc_id=stored.document.doc_id,
        title=stored.document.title,
        publisher=stored.document.publisher,
        published=stored.document.published,
        kind=stored.document.kind,
        reliability=stored.document.reliability,
        url=stored.document.url,
        link=deep_link(stored.document.doc_id, stored.document.url, text, sentence.start, sentence.end),
        page=page_of(stored.document.doc_id, text, sentence.start),
        section=stored.passage.section,
        version=stored.document.version,
        start=sentence.start,
        end=sentence.end,
        quote=candidate.quote,
        references=cited_references(sentence, stored.document.references, asked, text),
    )


def cited_references(
    sentence: Sentence, references: Sequence[Reference], asked: Asked, text: str
) -> tuple[CitedReference, ...]:
    """The references in a sentence: those of the clause that answers first, those of the whole document last."""
    urls = {reference.marker: reference.url for reference in references}
    answering = _answering_clause(sentence, asked, text)
    closest: dict[str, Scope] = {}
    for marker in sentence.markers:
        if marker.number in urls:
            scope = _scope(marker, answering)
            closest[marker.number] = min(closest.get(marker.number, scope), scope, key=list(Scope).index)
    ordered = sorted(closest.items(), key=lambda item: list(Scope).index(item[1]))
    return tuple(CitedReference(marker=number, url=urls[number], scope=scope) for number, scope in ordered)


def _scope(marker: Marker, answering: tuple[int, int]) -> Scope:
    if marker.whole_document:
        return Scope.DOCUMENT
    return Scope.CLAUSE if answering[0] <= marker.start < answering[1] else Scope.SENTENCE


def _answering_clause(sentence: Sentence, asked: Asked, text: str) -> tuple[int, int]:
    """The clause with the most telling words of the question; ties go to the first.

    Markers cut a sentence into clauses: what stands between one marker's clause and the next has no reference.
    """
    clauses: list[tuple[int, int]] = []
    position = sentence.start
    for marker in (m for m in sentence.markers if not m.whole_document):
        if clauses and marker.clause_start == clauses[-1][0]:
            clauses[-1] = (clauses[-1][0], marker.end)
        else:
            if marker.clause_start > position:
                clauses.append((position, marker.clause_start))
            clauses.append((max(marker.clause_start, position), marker.end))
        position = marker.end
    clauses.append((position, sentence.end + 1))
    return max(clauses, key=lambda clause: _told(asked, text[clause[0] : clause[1]]))


def _told(asked: Asked, clause: str) -> float:
    stems = {stemmed(word) for word in words(shown(clause)) if word not in STOP_WORDS}
    return sum(weight for word, weight in asked.weights.items() if word in stems)
