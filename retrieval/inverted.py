"""The files of ``retrieval.postings`` made from passages in a memory that hardly grows with them.

Words are counted a part of the passages at a time and kept in a file for each part; then all parts are merged a few
words at a time. What stays in memory is the vocabulary and a number for each passage.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from retrieval.postings import length_share, rarity, save, save_words

_PART = 4096  # passages whose words are counted together
_MERGED = 1 << 19  # places merged together, unless one word has more
_COLUMNS = 3  # of a part: word, place, count

Counted = NDArray[np.uint32]  # [n, 3]: a word's number, the passage's, and how often it stands there
Ints = NDArray[np.int64]


def build(folder: Path, passages: Iterable[Sequence[str]]) -> bool:
    """Write the words of passages into a folder; False, and nothing is written, where there are none."""
    with TemporaryDirectory(dir=folder) as kept:
        counted = _Parts(Path(kept))
        for part in _parts(passages, counted.vocabulary, counted.lengths):
            counted.add(part)
        if not counted.vocabulary:
            return False
        names = sorted(counted.vocabulary)
        rank = np.empty(len(names), dtype=np.uint32)
        numbers = [counted.vocabulary[name] for name in names]
        rank[numbers] = np.arange(len(names))
        ends = np.concatenate(([0], np.cumsum(counted.held[numbers])))
        save_words(folder, names)
        save(folder, ends=ends)
        _write(folder, counted.merged(rank, ends), ends, np.asarray(counted.lengths))
    return True


def _parts(passages: Iterable[Sequence[str]], vocabulary: dict[str, int], lengths: array[int]) -> Iterator[Counted]:
    """Each word and passage of a part once, by word and then by passage."""
    words, places = array("q"), array("I")
    for place, tokens in enumerate(passages):
        lengths.append(len(tokens))
        words.extend(vocabulary.setdefault(token, len(vocabulary)) for token in tokens)
        places.extend([place] * len(tokens))
        if not (place + 1) % _PART:
            yield _counted(np.asarray(words), np.asarray(places))
            words, places = array("q"), array("I")
    yield _counted(np.asarray(words), np.asarray(places))


def _counted(words: Ints, places: NDArray[np.uint32]) -> Counted:
    pairs, counts = np.unique(words << 32 | places, return_counts=True)
    return np.stack([pairs >> 32, pairs & 0xFFFFFFFF, counts], axis=1).astype(np.uint32)


@dataclass(slots=True)
class _Parts:
    """The parts in files. ``held`` says how many passages hold each word, by the word's number in ``vocabulary``."""

    folder: Path
    vocabulary: dict[str, int] = field(default_factory=dict)
    lengths: array[int] = field(default_factory=lambda: array("I"))
    held: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    files: list[Path] = field(default_factory=list)

    def add(self, part: Counted) -> None:
        """Keep a part."""
        held = np.bincount(part[:, 0], minlength=len(self.vocabulary))
        held[: len(self.held)] += self.held
        self.held = held
        self.files.append(self.folder / str(len(self.files)))
        part.tofile(self.files[-1])

    def merged(self, rank: NDArray[np.uint32], ends: Ints) -> Iterator[Counted]:
        """All that was kept, a few words at a time, by the rank of the word and then by passage."""
        bounds = _bounds(ends)
        cuts = [_ranked(file, rank, bounds) for file in self.files]
        for number in range(len(bounds) - 1):
            part = np.concatenate(
                [_rows(file, *cut[number : number + 2]) for file, cut in zip(self.files, cuts, strict=True)]
            )
            yield part[np.argsort(part[:, 0], kind="stable")]


def _bounds(ends: Ints) -> Ints:
    """Ranks of words between which about ``_MERGED`` places lie."""
    steps = np.searchsorted(ends, np.arange(0, ends[-1], _MERGED))
    return np.unique(np.append(steps, len(ends) - 1))


def _ranked(file: Path, rank: NDArray[np.uint32], bounds: Ints) -> list[int]:
    """Order a part by its words' ranks; gives the rows at which the bounds lie."""
    part = _rows(file, 0, -1)
    part[:, 0] = rank[part[:, 0]]
    part = part[np.argsort(part[:, 0], kind="stable")]
    part.tofile(file)
    cuts: list[int] = np.searchsorted(part[:, 0], bounds).tolist()
    return cuts


def _rows(file: Path, first: int, last: int) -> Counted:
    """Some rows of a part; all from ``first`` on where ``last`` is -1."""
    size = _COLUMNS * np.dtype(np.uint32).itemsize
    count = -1 if last == -1 else (last - first) * _COLUMNS
    return np.fromfile(file, dtype=np.uint32, count=count, offset=first * size).reshape(-1, _COLUMNS)


def _write(folder: Path, merged: Iterable[Counted], ends: Ints, lengths: NDArray[np.uint32]) -> None:
    held = np.diff(ends)
    idf = np.array([rarity(int(count), len(lengths)) for count in held], dtype=np.float32)
    share = length_share(lengths, float(lengths.mean()))
    with (folder / "places.npy").open("wb") as places, (folder / "scores.npy").open("wb") as scores:
        _begin(places, np.dtype(np.uint32), ends[-1])
        _begin(scores, np.dtype(np.float32), ends[-1])
        for part in merged:
            word, place, tf = part[:, 0], part[:, 1], part[:, 2].astype(np.float64)
            place.tofile(places)
            (idf[word] * (tf / (share[place] + tf))).astype(np.float32).tofile(scores)


def _begin(file: BinaryIO, kind: np.dtype[np.generic], length: int) -> None:
    described = {"descr": np.lib.format.dtype_to_descr(kind), "fortran_order": False, "shape": (int(length),)}
    np.lib.format.write_array_header_1_0(file, described)
