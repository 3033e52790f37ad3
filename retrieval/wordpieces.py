"""Texts as the word pieces that a model reads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

Ids = NDArray[np.int64]
Inputs = tuple[Ids, Ids, Ids]


class WordPieces:
    """A model's own tokenizer; of a pair only the second text is cut to fit ``most`` pieces."""

    def __init__(self, file: Path, most: int) -> None:
        self._file = file
        self._most = most

    @cached_property
    def _whole(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self._file))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _single(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self._file))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._most)
        return tokenizer

    @cached_property
    def _double(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self._file))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._most, strategy="only_second")
        return tokenizer

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """One encoding for each text."""
        return list(self._single.encode_batch(list(texts)))

    def cut(self, text: str, most: int) -> str:
        """The beginning of a text that makes ``most`` pieces, or all of it."""
        offsets = self._whole.encode(text, add_special_tokens=False).offsets
        return text[: offsets[most - 1][1]] if len(offsets) > most else text

    def encode_pairs(self, pairs: Sequence[tuple[str, str]]) -> list[Encoding]:
        """One encoding for each pair; offsets are into the text that a piece belongs to.

        The first text must leave room for the second: see ``cut``.
        """
        return list(self._double.encode_batch(list(pairs)))

    @staticmethod
    def padded(encodings: Sequence[Encoding]) -> Inputs:
        """Ids, mask and types [texts, pieces], each text padded to the longest."""
        shape = (len(encodings), max(len(encoding) for encoding in encodings))
        ids, mask, types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        for row, encoding in enumerate(encodings):
            length = len(encoding)
            ids[row, :length] = encoding.ids
            mask[row, :length] = 1
            types[row, :length] = encoding.type_ids
        return ids, mask, types
