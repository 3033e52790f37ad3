"""Reading passages with the exported file: what its logits say about sentences and phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray

from training.encode import Encoder
from training.examples import Example, negative
from training.export import INPUTS, OUTPUTS
from training.pages import Page, Span

Logits = NDArray[np.float32]
_MAX_PHRASE_TOKENS = 30


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """A sentence with its evidence logit and the margin of its best phrase over no answer."""

    span: Span
    logit: float
    margin: float


@dataclass(frozen=True, slots=True)
class PassageReading:
    """The answerability logit of a passage and its sentences."""

    page: Page
    answerable: float
    sentences: tuple[SentenceReading, ...]


class OnnxReader:
    """Reads passages in one batch, as the product does."""

    def __init__(self, model: Path, tokenizer: Path, threads: int = 2) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._encoder = Encoder(tokenizer)

    def read(self, question: str, pages: Sequence[Page]) -> list[PassageReading]:
        """One reading for each page."""
        examples: list[Example] = [negative(question, page, "") for page in pages]
        batch = self._encoder.batch(examples)
        feeds = {name: getattr(batch, name).numpy() for name in INPUTS}
        outputs = self._session.run(list(OUTPUTS), feeds)
        numbers = batch.sentence_ids.numpy()
        return [
            _reading(page, numbers[row], *(np.asarray(output)[row] for output in outputs))
            for row, page in enumerate(pages)
        ]


def _reading(
    page: Page, numbers: NDArray[np.int64], start: Logits, end: Logits, sentence: Logits, answerable: Logits
) -> PassageReading:
    sentences = []
    for number in sorted(set(numbers.tolist()) - {0}):
        tokens = np.flatnonzero(numbers == number)
        margin = best_phrase(start[tokens], end[tokens]) - float(start[0] + end[0])
        span = page.sentences[number - 1]
        sentences.append(SentenceReading(span, float(sentence[tokens].mean()), margin))
    return PassageReading(page, float(answerable), tuple(sentences))


def best_phrase(start: Logits, end: Logits) -> float:
    """The highest sum of a start and an end logit at most ``_MAX_PHRASE_TOKENS`` apart."""
    distance = np.arange(len(end))[None, :] - np.arange(len(start))[:, None]
    allowed = (distance >= 0) & (distance < _MAX_PHRASE_TOKENS)
    return float(np.where(allowed, start[:, None] + end[None, :], -np.inf).max())
