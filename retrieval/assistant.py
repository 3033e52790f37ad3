"""The one object that every front end asks."""

from __future__ import annotations

import difflib
import threading
import time
import uuid
from collections.abc import Sequence

from retrieval.answer import Answer, Citation, Question, Status
from retrieval.citing import cite
from retrieval.compose import MAX_SENTENCES, chosen, short_answer
from retrieval.embedding import Embedder
from retrieval.errors import PinciteError, UsageError
from retrieval.evidence import Candidate, candidates
from retrieval.explain import explained
from retrieval.followup import standalone
from retrieval.index import Index
from retrieval.question import Asked, parts
from retrieval.search import Hit, search
from retrieval.weighing import ranked

MAX_QUESTION_CHARS = 2000
_PASSAGES = 6
_NEAREST = 3
_DECLINED = "The sources do not answer this question."


class Assistant:
    """Answers questions from one index, in the sources' own words. Safe to call from several threads."""

    def __init__(self, index: Index, embedder: Embedder) -> None:
        self._index = index
        self._embedder = embedder
        self._reading = threading.Lock()  # the model's tokenizer takes one caller at a time

    def ask(self, question: Question) -> Answer:
        """Answer, or decline. Raises UsageError for an empty or too long question or an unknown scope."""
        began = time.perf_counter()
        check_question(question.question)
        self._check_scope(question.scope)
        asked = parts(standalone(question.question, question.history))
        texts: dict[str, str] = {}
        found = [self._candidates(part, question.scope, texts) for part in asked]
        evidence = [
            (part, candidate, sure)
            for part, ranking in zip(asked, found, strict=True)
            for candidate, sure in chosen(part, ranking)
        ]
        confidence = max((ranking[0][1] for ranking in found if ranking), default=0.0)
        drafted = _answered(evidence, texts) if evidence else _declined(asked, found, texts)
        return drafted.model_copy(
            update={
                "id": uuid.uuid4().hex,
                "question": question.question,
                "confidence": round(confidence, 4),
                "elapsed_ms": round(1000 * (time.perf_counter() - began), 1),
            }
        )

    def explain(self, question: Question) -> str:
        """Why each passage ranked where it did, as text."""
        check_question(question.question)
        lines: list[str] = []
        for part in parts(standalone(question.question, question.history)):
            lines.extend(explained(part, self._candidates(part, question.scope, {})))
        return "\n".join(lines)

    def _candidates(self, asked: Asked, scope: Sequence[str], texts: dict[str, str]) -> list[tuple[Candidate, float]]:
        with self._reading:
            vector = self._embedder.get_query_embedding(asked.text)
        hits = search(self._index, asked.text, vector, _PASSAGES, scope)
        self._read_texts(hits, texts)
        with self._reading:
            return ranked(candidates(asked, hits, texts, self._embedder, vector))

    def _check_scope(self, scope: Sequence[str]) -> None:
        for doc_id in scope:
            if self._index.store.current_version(doc_id) is None:
                close = difflib.get_close_matches(doc_id, self._index.store.current_ids(), n=3, cutoff=0.3)
                hint = f"; is it {' or '.join(close)}?" if close else ""
                raise UsageError(f"There is no document {doc_id!r} in the index{hint}")

    def _read_texts(self, hits: Sequence[Hit], texts: dict[str, str]) -> None:
        for version in {hit.stored.document.version for hit in hits} - texts.keys():
            text = self._index.store.text(version)
            if text is None:
                raise PinciteError("The index has lost a stored text; make it anew with `pincite ingest`.")
            texts[version] = text


def check_question(question: str) -> None:
    """Raises UsageError for a question that cannot be read."""
    if not any(character.isalnum() for character in question):
        raise UsageError("The question is empty; ask in words.")
    if len(question) > MAX_QUESTION_CHARS:
        raise UsageError(
            f"The question has {len(question):,} characters and at most {MAX_QUESTION_CHARS:,} are read; shorten it."
        )


def _answered(evidence: Sequence[tuple[Asked, Candidate, float]], texts: dict[str, str]) -> Answer:
    cited: dict[tuple[str, int], Citation] = {}
    for asked, candidate, _ in evidence:
        place = (candidate.hit.stored.document.doc_id, candidate.sentence.start)
        if place not in cited and len(cited) < MAX_SENTENCES:
            cited[place] = cite(candidate, asked, texts[candidate.hit.stored.document.version], len(cited) + 1)
    citations = tuple(cited.values())
    lead_asked, lead, _ = evidence[0]
    return Answer(
        id="",
        question="",
        status=Status.ANSWERED,
        answer=" ".join(f"{citation.quote} [{citation.n}]" for citation in citations),
        short_answer=short_answer(lead_asked, lead.quote),
        confidence=0.0,
        citations=citations,
    )


def _declined(asked: Sequence[Asked], found: Sequence[list[tuple[Candidate, float]]], texts: dict[str, str]) -> Answer:
    best = sorted(
        ((part, candidate, sure) for part, ranking in zip(asked, found, strict=True) for candidate, sure in ranking),
        key=lambda entry: -entry[2],
    )
    nearest: dict[tuple[str, int], Citation] = {}
    for part, candidate, _ in best:
        place = (candidate.hit.stored.document.doc_id, candidate.sentence.start)
        if place not in nearest and len(nearest) < _NEAREST:
            nearest[place] = cite(candidate, part, texts[candidate.hit.stored.document.version], len(nearest) + 1)
    return Answer(
        id="",
        question="",
        status=Status.NOT_FOUND,
        answer=_DECLINED,
        confidence=0.0,
        nearest=tuple(nearest.values()),
        reason="weak match" if nearest else "no document",
    )
