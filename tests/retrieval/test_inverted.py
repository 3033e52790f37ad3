"""The files of BM25 made part by part; what stands in them is checked in ``test_postings``."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import inverted


def test_they_are_the_same_however_little_is_taken_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _built(tmp_path / "whole")
    monkeypatch.setattr(inverted, "_PART", 7)
    monkeypatch.setattr(inverted, "_MERGED", 11)  # less than the frequent words have
    assert _built(tmp_path / "parts") == whole


def test_nothing_but_them_is_left_in_the_folder(tmp_path: Path) -> None:
    names = ("letters", "word_ends", "ends", "places", "scores")
    assert _built(tmp_path / "index").keys() == {f"{name}.npy" for name in names}


def test_of_passages_without_words_nothing_is_written(tmp_path: Path) -> None:
    assert not inverted.build(tmp_path, [[], []])
    assert list(tmp_path.iterdir()) == []


def _built(folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    assert inverted.build(folder, _passages())
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def _passages() -> Iterator[list[str]]:
    """Texts in which a few words are frequent and many rare, and some without any."""
    chance = random.Random(3)
    for _ in range(500):
        yield [f"w{int(chance.paretovariate(0.4))}" for _ in range(chance.randrange(9))]
