"""From examples to word pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Encoding
from torch import Tensor

from retrieval.reader import MAX_WORD_PIECES, in_front
from retrieval.wordpieces import WordPieces
from training.encoded import NO_TARGET, Encoded
from training.examples import Example
from training.pages import Span

_AT_ONCE = 1000


class _Row(NamedTuple):
    """One example; see ``Encoded``."""

    tokens: list[int]
    sentence_ids: list[int]
    passage_at: int
    target: Span
    evidence: list[int]


class Encoder:
    """Encodes a pair as ``[CLS] question [SEP] heading: passage [SEP]`` (Devlin et al. 2019)."""

    def __init__(self, model_path: Path) -> None:
        self._pieces = WordPieces(model_path / "tokenizer.json", MAX_WORD_PIECES)

    def encode(self, examples: Sequence[Example]) -> Encoded:
        """The examples as arrays, in their order."""
        rows = [
            row for part in range(0, len(examples), _AT_ONCE) for row in self._rows(examples[part : part + _AT_ONCE])
        ]
        return Encoded(
            tokens=_joined([row.tokens for row in rows], torch.int16),
            sentence_ids=_joined([row.sentence_ids for row in rows], torch.int16),
            token_bounds=_bounds([len(row.tokens) for row in rows]),
            passage_at=torch.tensor([row.passage_at for row in rows]),
            starts=torch.tensor([row.target[0] for row in rows]),
            ends=torch.tensor([row.target[1] for row in rows]),
            evidence=_joined([row.evidence for row in rows], torch.int8),
            sentence_bounds=_bounds([len(row.evidence) for row in rows]),
        )

    def _rows(self, examples: Sequence[Example]) -> Iterator[_Row]:
        pairs = [_pair(self._pieces, example) for example in examples]
        for example, pair, encoding in zip(examples, pairs, self._pieces.encode_pairs(pairs), strict=True):
            offset = len(pair[1]) - len(example.passage)
            numbers = sentence_numbers(encoding, offset, example.sentences)
            read = set(numbers)
            evidence = [int(flag) if n in read else NO_TARGET for n, flag in enumerate(example.evidence, 1)]
            kinds = encoding.type_ids
            passage_at = kinds.index(1) if 1 in kinds else len(kinds)
            yield _Row(encoding.ids, numbers, passage_at, _target(example, encoding, offset), evidence)


def _joined(parts: list[list[int]], dtype: torch.dtype) -> Tensor:
    return torch.cat([torch.tensor(part, dtype=dtype) for part in parts])


def _bounds(lengths: list[int]) -> Tensor:
    return torch.tensor([0, *accumulate(lengths)])


def _pair(pieces: WordPieces, example: Example) -> tuple[str, str]:
    question, heading = in_front(pieces, example.question, example.heading)
    return question, f"{heading}{example.passage}"


def sentence_numbers(encoding: Encoding, offset: int, sentences: Sequence[Span]) -> list[int]:
    """For each token the number of its sentence, counted from 1; 0 outside the passage."""
    numbers = [0] * len(encoding.ids)
    current = 0
    for position, (kind, (start, end)) in enumerate(zip(encoding.sequence_ids, encoding.offsets, strict=True)):
        if kind != 1 or start < offset:
            continue
        while current < len(sentences) and end - offset > sentences[current][1]:
            current += 1
        if current < len(sentences) and start - offset >= sentences[current][0]:
            numbers[position] = current + 1
    return numbers


def _target(example: Example, encoding: Encoding, offset: int) -> Span:
    if not example.answerable:
        return 0, 0
    if not example.span_known or example.answer is None:
        return NO_TARGET, NO_TARGET
    first, last = example.answer[0] + offset, example.answer[1] + offset
    inside = [
        position
        for position, (kind, (start, end)) in enumerate(zip(encoding.sequence_ids, encoding.offsets, strict=True))
        if kind == 1 and start < last and end > first
    ]
    return (inside[0], inside[-1]) if inside else (NO_TARGET, NO_TARGET)
