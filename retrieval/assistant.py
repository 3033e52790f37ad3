"""The one object that every front end asks."""

from __future__ import annotations

import difflib
import textwrap
import time
import uuid
from collections.abc import Iterator

from retrieval.answer import Answer, AsOf, Question
from retrieval.compose import Place, Ranking, chosen, focused, place, spoken_of
from retrieval.drafts import Texts, draft, unclear
from retrieval.embedding import Embedder
from retrieval.errors import UsageError
from retrieval.evidence import Candidate
from retrieval.explain import explained
from retrieval.finding import Finder
from retrieval.followup import dangling, lone, resolved, stands_alone
from retrieval.index import Index
from retrieval.question import Asked, end_of, parts
from retrieval.ranker import Ranker
from retrieval.reader import Reader
from retrieval.rerank import Reranker
from retrieval.spelling import read_as
from retrieval.tokens import composed
from retrieval.view import View
from retrieval.wording import question_of

MAX_QUESTION_CHARS = 2000
_MAX_PARTS = 4  # questions of one message that are answered: each takes a search and two looks of the reader
_MAX_SAID = 100  # characters of the statements beside a question; more would hide it from the search
_MAX_TOLD = 200
_SURE = 0.6  # below this, words that point to nothing are asked about rather than guessed
_SURER = 0.75  # below this, a word alone is not taken for a question


class Assistant:
    """Answers questions from one index, in the sources' own words. Safe to call from several threads.

    Without a ``reader`` the answers are weaker; ``warning`` then says why, and every answer's reason repeats it.
    ``max_error`` is the share of its answers that may be wrong: the smaller, the more it declines.
    """

    def __init__(
        self,
        index: Index,
        embedder: Embedder,
        reader: Reader | None,
        warning: str = "",
        *,
        reranker: Reranker | None = None,
        max_error: float | None = None,
    ) -> None:
        self._index = index
        self._finder = Finder(index, embedder, reader, reranker)
        self._ranker = Ranker(reader)
        self._threshold = self._ranker.weighing.threshold(max_error)
        self._warning = warning

    def ask(self, question: Question) -> Answer:
        """Answer, or decline. Raises UsageError for an empty or too long question or an unknown scope."""
        began = time.perf_counter()
        texts: Texts = {}
        ranked = list(self._rankings(question, texts))
        confidence = max(ranking.confidence for ranking, _ in ranked)
        loose = _loose(question, confidence)
        read = read_as(ranking.asked for ranking, _ in ranked)
        drafted = unclear(loose) if loose else draft(ranked, texts, limited=bool(question.scope))
        return drafted.model_copy(
            update={
                "id": uuid.uuid4().hex,
                "question": question.question,
                "confidence": round(confidence, 4),
                "reason": "; ".join(filter(None, (drafted.reason, _unread(question), read, self._warning))) or None,
                "as_of": self._as_of(question),
                "elapsed_ms": round(1000 * (time.perf_counter() - began), 1),
            }
        )

    def explain(self, question: Question) -> str:
        """Why each passage ranked where it did, as text."""
        found = self._rankings(question, {})
        blocks = (explained(each.asked, each.ranked, self._ranker.weighing) for each, _ in found)
        return "\n".join(block for part in blocks for block in part)

    def _rankings(self, question: Question, texts: Texts) -> Iterator[tuple[Ranking, list[Candidate]]]:
        """For each part of the question its sentences, and which of them answer it.

        What one part was answered with is not taken for the next.
        """
        check_question(question.question)
        self._check_scope(question)
        taken: set[Place] = set()
        documents: frozenset[str] = frozenset()
        for typed in _asked(question):
            asked = self._finder.respelled(typed, question.as_of, question.readers)
            found = self._finder.candidates(asked, question.scope, texts, question.as_of, question.readers)
            free = [each for each in found if place(each) not in taken]
            ranking = focused(Ranking(asked, self._ranker.ranked(asked, free)), documents)
            shown = chosen(ranking, self._threshold)
            taken |= {place(candidate) for candidate in shown}
            documents = documents or spoken_of(shown)
            yield ranking, shown

    def _as_of(self, question: Question) -> AsOf | None:
        if question.as_of is None:
            return None
        known = View(self._index, question.readers).known(question.as_of, question.scope)
        return AsOf(day=question.as_of, documents=len(known.documents), earlier_versions=len(known.earlier))

    def _check_scope(self, question: Question) -> None:
        view = View(self._index, question.readers)
        known = set(view.known(question.as_of, question.scope).documents) if question.as_of else set()
        for doc_id in question.scope:
            if view.current_version(doc_id) is None and doc_id not in known:
                seen = [each for each, _ in view.current_versions()]
                close = difflib.get_close_matches(doc_id, seen, n=3, cutoff=0.3)
                hint = f"; is it {' or '.join(close)}?" if close else ""
                raise UsageError(f"There is no document {doc_id!r} in the index{hint}")


def _loose(question: Question, confidence: float) -> str | None:
    """Why a question cannot be understood, unless its answer is as sure as it has to be then."""
    if confidence < _SURE and (words := dangling(question.question, question.history)):
        return f"“{words}” refers to nothing said"
    if confidence < _SURER and (words := lone(question.question, question.history)):
        return f"“{words}” alone does not say what is asked"
    return None


def _asked(question: Question) -> list[Asked]:
    """The parts of a question, each with what it needs of the conversation; a later part can lean on the first."""
    (first, *later), said = _taken_apart(question)
    leans = said and not stands_alone(first)
    history = [*question.history, end_of(said, _MAX_SAID)] if leans else question.history
    return [resolved(first, history), *(resolved(part, [*history, first]) for part in later[: _MAX_PARTS - 1])]


def _taken_apart(question: Question) -> tuple[list[str], str]:
    """The questions in a message, and the statements beside them."""
    asked, said = question_of(composed(question.question))
    return parts(asked), said


def _unread(question: Question) -> str:
    """Which parts of a question are one too many, in words; empty where none is."""
    left = "; ".join(_taken_apart(question)[0][_MAX_PARTS:])
    return f"not read: {textwrap.shorten(left, _MAX_TOLD, placeholder='…')}" if left else ""


def check_question(question: str) -> None:
    """Raises UsageError for a question that cannot be read."""
    if not any(character.isalnum() for character in question):
        raise UsageError("The question is empty; ask in words.")
    if question.encode(errors="ignore").decode() != question:
        raise UsageError("The question is not UTF-8 text; write it in UTF-8.")
    if len(question) > MAX_QUESTION_CHARS:
        raise UsageError(
            f"The question has {len(question):,} characters and at most {MAX_QUESTION_CHARS:,} are read; shorten it."
        )
