"""The sentences of the passages found, each with the signals that tell whether it answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from retrieval.documents import Sentence
from retrieval.initials import other_forms, spelled_out
from retrieval.markers import shown
from retrieval.question import Asked
from retrieval.reader import Passage, Reader, Reading, Span
from retrieval.search import Hit
from retrieval.tokens import STOP_WORDS, stemmed, words
from retrieval.values import values

ALONE = ("alone_answerable", "alone_sentence", "alone_phrase")
SIGNALS = (
    "sentence",
    "answerable",
    "phrase",
    "dense",
    "fused",
    "covered",
    "covered_in_context",
    "rarest_missing",
    "kind",
    "names_missing",
    "novel",
    *ALONE,
)
_KIND = SIGNALS.index("kind")


@dataclass(frozen=True)
class Candidate:
    """A sentence that may answer, with its signals in the order of ``SIGNALS``.

    ``phrase`` is where in the quote the reader sees the answer; None when no reader read it. The signals of ``ALONE``
    are nought until it has been ``read_alone``.
    """

    hit: Hit
    sentence: Sentence
    quote: str
    signals: tuple[float, ...]
    phrase: Span | None
    read_alone: bool = False

    @property
    def holds_value(self) -> bool:
        """Whether the sentence holds a value of the kind asked for that the question itself does not name."""
        return self.signals[_KIND] > 0

    @cached_property
    def named(self) -> frozenset[str]:
        """The stems of the sentence and of its section's heading."""
        return _stems(f"{self.quote} {self.hit.stored.passage.section}")


def candidates(asked: Asked, hits: Sequence[Hit], texts: dict[str, str], reader: Reader | None) -> list[Candidate]:
    """Every sentence of the passages with its signals; ``texts`` holds the versions by name."""
    passages = [passage_of(hit, texts) for hit in hits]
    readings = _read(asked, passages, reader) if reader and passages else [None] * len(hits)
    return [
        _candidate(asked, hit, number, quote, reading, context)
        for hit, passage, reading in zip(hits, passages, readings, strict=True)
        for context in [_stems_with_initials(asked, " ".join((passage.heading, *passage.sentences)))]
        for number, quote in enumerate(passage.sentences)
    ]


def alone(asked: Asked, found: Sequence[Candidate], reader: Reader) -> list[Candidate]:
    """The candidates with what the reader says of each under its heading, without the sentences around it."""
    readings = _read(asked, [Passage(heading_of(each.hit), (each.quote,)) for each in found], reader)
    return [
        replace(each, signals=(*each.signals[: -len(ALONE)], *_alone_signals(reading)), read_alone=True)
        for each, reading in zip(found, readings, strict=True)
    ]


def _read(asked: Asked, passages: Sequence[Passage], reader: Reader) -> list[Reading]:
    return reader.read(spelled_out(asked.text, (" ".join(passage.sentences) for passage in passages)), passages)


def _alone_signals(reading: Reading) -> tuple[float, ...]:
    own = reading.sentences[0]
    return (reading.answerable, own.logit, own.margin) if own else (0.0, 0.0, 0.0)


def heading_of(hit: Hit) -> str:
    """The title of a passage's document and the heading of its section."""
    return " > ".join(part for part in (hit.stored.document.title, hit.stored.passage.section) if part)


def passage_of(hit: Hit, texts: dict[str, str]) -> Passage:
    """The words of a passage as they are read and shown; ``texts`` holds the versions by name."""
    text, passage = texts[hit.stored.document.version], hit.stored.passage
    return Passage(heading_of(hit), tuple(shown(text[sentence.start : sentence.end]) for sentence in passage.sentences))


def _candidate(
    asked: Asked, hit: Hit, number: int, quote: str, reading: Reading | None, context: frozenset[str]
) -> Candidate:
    own = reading.sentences[number] if reading else None
    read = (own.logit, reading.answerable, own.margin) if own and reading else (0.0, 0.0, 0.0)
    signals = (*read, *_word_signals(asked, hit, quote, context), *(0.0 for _ in ALONE))
    return Candidate(hit, hit.stored.passage.sentences[number], quote, signals, own.phrase if own else None)


def _word_signals(asked: Asked, hit: Hit, quote: str, around: frozenset[str]) -> tuple[float, ...]:
    own = _stems_with_initials(asked, quote)
    weights = asked.weights
    total = sum(weights.values()) or 1.0
    missing = [weight for word, weight in weights.items() if word not in around]
    return (
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


def _stems_with_initials(asked: Asked, text: str) -> frozenset[str]:
    return _stems(text) | other_forms(asked.text, text)


def _stems(text: str) -> frozenset[str]:
    return frozenset(stemmed(word) for word in words(text) if word not in STOP_WORDS)
