"""A model's text taken apart, however it arrives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from retrieval.prose.statements import MAX_CHARS, Statement, statements

TEXTS: dict[str, list[tuple[Any, ...]]] = {
    "One is so. [1] Two is so [2]. Three, too.[3]": [("One is so.", 1), ("Two is so.", 2), ("Three, too.", 3)],
    "Low v. LinkedIn was dropped in the U.S. in 2012 [1].": [("Low v. LinkedIn was dropped in the U.S. in 2012.", 1)],
    "A was so [1], and B was so [2][3].": [("A was so, and B was so.", 1, 2, 3)],
    "A [1, 3] was so. [2-4]": [("A was so.", 1, 3, 2, 4)],
    "Uncited. Cited [1].": [("Uncited.",), ("Cited.", 1)],
    "- **First** point [1]\n- Second point. [2]\n\n## Heading\n": [
        ("First point", 1),
        ("Second point.", 2),
        ("Heading",),
    ],
    "<think>It says X [9]. So.</think>It is so. [1]": [("It is so.", 1)],
    "It is so. [1]<think>never closed": [("It is so.", 1)],
    "In [2026] IEHC 235 it was so. [1]": [("In [2026] IEHC 235 it was so.", 1)],
    "It broke off in the mid": [("It broke off in the mid",)],
    "": [],
    " \n\n [1] \n": [],
}


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize("text", TEXTS)
def test_the_statements_are_the_same_however_the_text_arrives(text: str, size: int) -> None:
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    found = list(statements(pieces))
    wanted = [(words, tuple(sorted(numbers))) for words, *numbers in TEXTS[text]]
    assert [(each.text, tuple(sorted(set(each.cited)))) for each in found if each.text] == [
        (words, tuple(sorted({*range(2, 5), *numbers}) if "2-4" in text else numbers)) for words, numbers in wanted
    ]


def test_a_statement_is_given_before_the_rest_has_arrived() -> None:
    arrived: list[str] = []

    def pieces() -> list[str]:
        return ["One is so. [1]", " Two", " is so. [2]", " Three."]

    def arriving() -> Iterator[str]:
        for piece in pieces():
            arrived.append(piece)
            yield piece

    first = next(iter(statements(arriving())))
    assert (first, arrived) == (Statement("One is so.", (1,)), ["One is so. [1]", " Two"])


def test_a_text_without_end_is_not_read_to_its_end() -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield "It does not end. " * 100

    assert list(statements(endless())) == []
    assert read <= MAX_CHARS // 1700 + 1
