"""Documents of each question set that are kept out of training, so that figures can be trusted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from training.sets import QuestionSet
from training.written import SEPARATOR

# Small sets give a larger part, since a handful of questions would measure nothing; mtrag_un is not trained on at all.
_FRACTION = {"squad2": 0.12, "policyqa": 0.15, "privacyqa_lbr": 0.29, "clapnq": 0.25, "mtrag_un": 1.0}
_DEFAULT_FRACTION = 0.15
# Sets that grow: a document stays in or out of the training when others join it.
_GROWING = {"written": 0.205}
_LONG = 60
_MAX_SHARED = 0.3


def held_out(questions: QuestionSet) -> frozenset[str]:
    """Ids of the held-out documents: the first of those asked about, in the order of a hash of their id.

    Of a set that grows, those whose hash lies below a share of all hashes.
    """
    asked = {doc_id for question in questions.questions for doc_id in question.documents}
    groups = sorted({_group(doc_id) for doc_id in asked}, key=_hash)
    if below := _GROWING.get(questions.name):
        kept = {group for group in groups if int.from_bytes(_hash(group)[:4]) < below * 2**32}
    else:
        kept = set(groups[: round(len(groups) * _FRACTION.get(questions.name, _DEFAULT_FRACTION))])
    return frozenset(doc_id for doc_id in asked if _group(doc_id) in kept)


def _group(doc_id: str) -> str:
    """The collection of a written document; other documents stand alone."""
    return doc_id.split(SEPARATOR)[0]


def _hash(group: str) -> bytes:
    return hashlib.sha256(f"held out {group}".encode()).digest()


class LeakFilter:
    """Tells passages that repeat a held-out document, which other sets may hold under another name."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._known = {sentence for text in texts for sentence in _long_sentences(text)}

    def leaks(self, passage: str) -> bool:
        """Whether a third of the long sentences of ``passage`` stand in a held-out document."""
        sentences = _long_sentences(passage)
        shared = sum(sentence in self._known for sentence in sentences)
        return shared > _MAX_SHARED * len(sentences)


def _long_sentences(text: str) -> list[str]:
    letters = (re.sub(r"\W+", "", part).lower() for part in re.split(r"[.;\n]", text))
    return [part for part in letters if len(part) >= _LONG]
