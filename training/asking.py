"""Asks the questions of a set through the product's own search and reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.embedding import load_embedder
from retrieval.evidence import Candidate
from retrieval.finding import Finder
from retrieval.followup import resolved
from retrieval.index import Index
from retrieval.question import Asked
from retrieval.reader import Reader
from retrieval.settings import DEFAULT_MODEL
from training.holdout import held_out
from training.metrics import Floats
from training.pages import overlapping
from training.sets import Question, QuestionSet

# Their questions name no document and would be answered by any.
_ONLY_SCOPED = frozenset({"contractnli", "policyqa", "written"})

# Of one set: more would narrow the intervals little and take an hour on a slow machine.
_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Trial:
    """A question of a set as it was put, within some documents or (no ``scope``) all, and the sentences found."""

    name: str
    question: Question
    scope: tuple[str, ...]
    asked: Asked
    found: Sequence[Candidate]


@dataclass(frozen=True, slots=True)
class Found:
    """Sentences for one question: signals [sentences, signals], which are evidence, and whose document is.

    ``scoped`` says whether only the documents were searched that the question's label speaks about.
    """

    name: str
    scoped: bool
    group: str
    answerable: bool
    signals: Floats
    evidence: Floats
    right_document: Floats


def trials(name: str, data: Path, indexes: Path, reader: Reader | None, *, every: bool = False) -> Iterator[Trial]:
    """What is found for the questions about held-out documents, or for ``every`` question."""
    questions = QuestionSet(name, data / name)
    documents = held_out(questions)
    finder = Finder(Index.open(indexes / name, DEFAULT_MODEL), load_embedder(DEFAULT_MODEL), reader)
    kept_out = [each for each in questions.questions if each.documents and each.documents <= documents]
    for question in questions.questions if every else _spread(kept_out):
        asked = resolved(question.text, question.history)
        for scope in _scopes(name, question):
            yield Trial(name, question, scope, asked, finder.candidates(asked, scope))


def _spread(questions: Sequence[Question]) -> Sequence[Question]:
    """Evenly spaced ones, hardly more than ``_AT_MOST``."""
    return questions[:: max(1, round(len(questions) / _AT_MOST))]


def _scopes(name: str, question: Question) -> list[tuple[str, ...]]:
    """Within the documents that its label speaks about; and in the whole set, where the evidence is the only one."""
    scoped = [question.scope] if question.scope else []
    alone = name not in _ONLY_SCOPED and (question.answerable or not question.scope)
    return [*scoped, ()] if alone else scoped


def labelled(trial: Trial, sentences: Sequence[Candidate]) -> Found:
    """Some of the sentences of a trial, in their order, with what the set says of them."""
    spans = [trial.question.evidence.get(each.hit.stored.document.doc_id) for each in sentences]
    places = [(each.sentence.start, each.sentence.end) for each in sentences]
    flags = [float(any(overlapping([place], span or ()))) for place, span in zip(places, spans, strict=True)]
    return Found(
        trial.name,
        bool(trial.scope),
        " ".join(sorted(trial.question.documents)),
        trial.question.answerable,
        np.array([each.signals for each in sentences]),
        np.array(flags),
        np.array([float(span is not None) for span in spans]),
    )
