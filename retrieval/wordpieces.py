"""Texts as the word pieces that a model reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

Ids = NDArray[np.int64]
Inputs = tuple[Ids, Ids, Ids]


class WordPieces:
    """A model's own tokenizer; of a pair only the second text is cut to fit ``most`` pieces."""

    def __init__(self, file: Path, most: int) -> None:
        self._tokenizer = Tokenizer.from_file(str(file))
        self._tokenizer.no_padding()
        self._single = Tokenizer.from_str(self._tokenizer.to_str())
        self._single.enable_truncation(most)
        self._tokenizer.enable_truncation(most, strategy="only_second")

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """One encoding for each text."""
        return list(self._single.encode_batch(list(texts)))

    def encode_pairs(self, pairs: Sequence[tuple[str, str]]) -> list[Encoding]:
        """One encoding for each pair; offsets are into the text that a piece belongs to."""
        return list(self._tokenizer.encode_batch(list(pairs)))

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
