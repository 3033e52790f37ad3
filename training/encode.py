"""From examples to tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor

from training.examples import Example
from training.pages import Span

MAX_TOKENS = 320
_MAX_QUESTION_CHARS = 400
_MAX_HEADING_CHARS = 120
_HEADING_END = ": "
NO_TARGET = -100
_WIDTHS = 16  # what computes prepares, and keeps in memory, each width anew: multiples of this are few


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs [batch, tokens] and targets.

    ``sentence_ids`` numbers the sentence of each token from 1; 0 is no token of the passage. ``starts`` and
    ``ends`` are token positions, 0 ([CLS]) for no answer and NO_TARGET for unknown. ``evidence`` is
    [batch, sentences], NO_TARGET where there is no sentence.
    """

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor
    sentence_ids: Tensor
    starts: Tensor
    ends: Tensor
    evidence: Tensor
    answerable: Tensor

    def to(self, device: torch.device) -> Batch:
        """The batch on a device."""
        return Batch(**{field.name: getattr(self, field.name).to(device) for field in fields(self)})


class Encoder:
    """Encodes a pair as ``[CLS] question [SEP] heading: passage [SEP]`` (Devlin et al. 2019)."""

    def __init__(self, model_path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(model_path / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")

    def batch(self, examples: Sequence[Example]) -> Batch:
        """Examples padded to the longest of them, or a little more."""
        pairs = [_pair(example) for example in examples]
        encodings = self._tokenizer.encode_batch(pairs)
        rows, width = len(examples), _rounded(max(len(encoding.ids) for encoding in encodings))
        most = max(len(example.sentences) for example in examples)
        ids, mask, types, sentences = (torch.zeros(rows, width, dtype=torch.long) for _ in range(4))
        evidence = torch.full((rows, most), NO_TARGET, dtype=torch.long)
        spans: list[Span] = []
        for row, (example, encoding) in enumerate(zip(examples, encodings, strict=True)):
            length = len(encoding.ids)
            ids[row, :length] = torch.tensor(encoding.ids)
            mask[row, :length] = 1
            types[row, :length] = torch.tensor(encoding.type_ids)
            offset = len(pairs[row][1]) - len(example.passage)
            numbers = sentence_numbers(encoding, offset, example.sentences)
            sentences[row, :length] = torch.tensor(numbers)
            for number in set(numbers) - {0}:
                evidence[row, number - 1] = int(example.evidence[number - 1])
            spans.append(_target(example, encoding, offset))
        return Batch(
            ids,
            mask,
            types,
            sentences,
            torch.tensor([start for start, _ in spans]),
            torch.tensor([end for _, end in spans]),
            evidence,
            # Evidence that was truncated away is no evidence.
            (evidence == 1).any(dim=1).float(),
        )


def _rounded(width: int) -> int:
    return -(-width // _WIDTHS) * _WIDTHS


def _pair(example: Example) -> tuple[str, str]:
    heading = example.heading[:_MAX_HEADING_CHARS]
    text = f"{heading}{_HEADING_END}{example.passage}" if heading else example.passage
    return example.question[:_MAX_QUESTION_CHARS], text


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
