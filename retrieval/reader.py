"""The reader: a small cross-encoder that reads a question and a passage together.

It says which sentences are evidence, which phrase is the answer, and whether the passage answers at all. How it was
trained, on what, and how well it does is in ``training/``.
"""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding

from retrieval.errors import ModelMissing
from retrieval.packaged import mapped, packaged_model, sha256_of
from retrieval.wordpieces import WordPieces

WEIGHTS = Path(__file__).parent / "weights" / "reader.safetensors"
WEIGHTS_SHA256 = "b0cff37ddfbabe4d1fd1952ed35d8b160d1fe0d7df37e9b9cb4916335dcf5650"
WORD_VECTORS = "embeddings.word_embeddings.weight"
MAX_WORD_PIECES = 320
_MAX_QUESTION_CHARS = 400
_MAX_HEADING_CHARS = 120
# English has a piece for about four characters, but digits, signs and other scripts have up to three for one.
_MAX_QUESTION_PIECES = 160
_MAX_HEADING_PIECES = 80
_HEADING_END = ": "
_BATCH = 4  # more at once take more memory and, since all are padded to the longest, no less time
_MAX_PHRASE_PIECES = 30
Logits = NDArray[np.float32]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is read: a heading, and sentences as they are shown."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """The evidence logit of a sentence; its best phrase with the margin over "no answer"."""

    logit: float
    margin: float
    phrase: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """The logit that a passage answers, and its sentences; those without a word piece are None."""

    answerable: float
    sentences: tuple[SentenceReading | None, ...]


class Reader:
    """Reads passages. Safe to call from several threads.

    Raises ModelMissing when the weights are not there or not the ones that this version was measured with;
    ``sha256`` is the checksum that they must have, empty for any.
    """

    def __init__(self, weights: Path = WEIGHTS, sha256: str = WEIGHTS_SHA256) -> None:
        from retrieval.encoder import Graph, Streams, dense

        _check(weights, sha256)
        base = packaged_model()
        # The word vectors were left as they are in training, so the packaged model's serve both.
        with mapped(base / "model.safetensors") as shared, mapped(weights) as own:
            tensors = {**own, f"encoder.{WORD_VECTORS}": shared[WORD_VECTORS]}
            graph = Graph(tensors, "encoder.")
            outputs = [dense(tensors, "tokens", graph.hidden), dense(tensors, "pair", graph.hidden)]
            self._model = Streams(graph, outputs)
        self._pieces = WordPieces(base / "tokenizer.json", MAX_WORD_PIECES)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """One reading for each passage, in their order; what the length limit cuts off one is read by itself."""
        readings = self._begun(question, passages)
        cut = [n for n, passage in enumerate(passages) if len(readings[n].sentences) < len(passage.sentences)]
        if cut:
            rests = [_behind(passages[number], len(readings[number].sentences)) for number in cut]
            for number, rest in zip(cut, self.read(question, rests), strict=True):
                readings[number] = _together(readings[number], rest)
        return readings

    def _begun(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """The passages as far as whole sentences can be read at once, but one sentence at least."""
        texts = [_joined(self._pieces, question, passage) for passage in passages]
        encodings = self._pieces.encode_pairs([pair for pair, _ in texts])
        # The longest first, so that the last to be computed end together.
        by_length = sorted(range(len(texts)), key=lambda number: -len(encodings[number]))
        batches = _batches(by_length)
        inputs = (self._pieces.padded([encodings[number] for number in batch]) for batch in batches)
        readings: dict[int, Reading] = {}
        for batch, (tokens, pairs) in zip(batches, self._model.run(inputs), strict=True):
            for row, number in enumerate(batch):
                (_, text), spans = texts[number]
                whole = spans[: _held(encodings[number], spans)]
                readings[number] = _reading(encodings[number], text, whole, tokens[row], float(pairs[row, 0, 0]))
        return [readings[number] for number in range(len(texts))]


def _batches(numbers: Sequence[int]) -> list[Sequence[int]]:
    """As few batches as there may be, of like size."""
    count = max(1, math.ceil(len(numbers) / _BATCH))
    size = max(1, math.ceil(len(numbers) / count))
    return [numbers[first : first + size] for first in range(0, len(numbers), size)]


def _check(weights: Path, sha256: str) -> None:
    if not weights.is_file():
        raise ModelMissing(f"The reader's weights {weights} are missing; install Pincite again.")
    found = sha256_of(weights)
    if sha256 and found != sha256:
        raise ModelMissing(
            f"The reader's weights {weights} have checksum {found[:12]}…, not {sha256[:12]}…; install Pincite again."
        )


def in_front(pieces: WordPieces, question: str, heading: str) -> tuple[str, str]:
    """What is read of a question, and what of a heading in front of the sentences, which keep the room they need."""
    asked = pieces.cut(question[:_MAX_QUESTION_CHARS], _MAX_QUESTION_PIECES)
    headed = pieces.cut(heading[:_MAX_HEADING_CHARS], _MAX_HEADING_PIECES)
    return asked, f"{headed}{_HEADING_END}" if headed else ""


def _joined(pieces: WordPieces, question: str, passage: Passage) -> tuple[tuple[str, str], list[Span]]:
    """The two texts that are read, and where each sentence stands in the second."""
    asked, text = in_front(pieces, question, passage.heading)
    spans = []
    for sentence in passage.sentences:
        spans.append((len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    return (asked, text), spans


def _held(encoding: Encoding, spans: Sequence[Span]) -> int:
    """How many sentences were not cut by the length limit; the first counts, as nothing else gives it more room."""
    if not encoding.overflowing:
        return len(spans)
    rest = encoding.overflowing[0]
    cut = rest.offsets[rest.sequence_ids.index(1)][0]
    return max(bisect_right([end for _, end in spans], cut), 1)


def _behind(passage: Passage, first: int) -> Passage:
    return Passage(passage.heading, passage.sentences[first:])


def _together(begun: Reading, rest: Reading) -> Reading:
    """A passage answers where a part of it does."""
    return Reading(max(begun.answerable, rest.answerable), (*begun.sentences, *rest.sentences))


def pieces_of(encoding: Encoding, spans: Sequence[Span]) -> list[NDArray[np.int64]]:
    """For each span of the second text the positions of its word pieces, ascending."""
    second = np.array([kind == 1 for kind in encoding.sequence_ids])
    starts, ends = np.array(encoding.offsets, dtype=np.int64).T
    return [np.flatnonzero(second & (starts >= start) & (ends <= end) & (ends > starts)) for start, end in spans]


def _reading(encoding: Encoding, text: str, spans: Sequence[Span], tokens: Logits, answerable: float) -> Reading:
    starts, ends, evidence = tokens[:, 0], tokens[:, 1], tokens[:, 2]
    none = float(starts[0] + ends[0])
    sentences: list[SentenceReading | None] = []
    for (offset, _), pieces in zip(spans, pieces_of(encoding, spans), strict=True):
        if not len(pieces):
            sentences.append(None)
            continue
        score, first, last = _best_phrase(starts[pieces], ends[pieces])
        end = _behind_marks(text, encoding.offsets[pieces[last]][1])
        phrase = encoding.offsets[pieces[first]][0] - offset, end - offset
        sentences.append(SentenceReading(float(evidence[pieces].mean()), score - none, phrase))
    return Reading(answerable, tuple(sentences))


def _behind_marks(text: str, end: int) -> int:
    """Where a letter ends with its marks, which no word piece holds when they are characters of their own."""
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return end


def _best_phrase(start: Logits, end: Logits) -> tuple[float, int, int]:
    """The highest sum of a start and an end logit at most ``_MAX_PHRASE_PIECES`` apart, and where they stand."""
    distance = np.arange(len(end))[None, :] - np.arange(len(start))[:, None]
    sums = np.where((distance >= 0) & (distance < _MAX_PHRASE_PIECES), start[:, None] + end[None, :], -np.inf)
    first, last = np.unravel_index(int(sums.argmax()), sums.shape)
    return float(sums[first, last]), int(first), int(last)
