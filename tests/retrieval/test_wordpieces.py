"""Texts cut to so many word pieces."""

import pytest

from retrieval.packaged import packaged_model
from retrieval.wordpieces import WordPieces

LONG = 10_000


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces(packaged_model() / "tokenizer.json", LONG)


@pytest.mark.parametrize("text", ["", "Who sued?", "谁起诉了", "????", "a" * 500])
def test_a_text_that_fits_is_left_as_it_is(pieces: WordPieces, text: str) -> None:
    assert pieces.cut(text, 12) == text


@pytest.mark.parametrize("text", ["Who sued them? " * 9, "谁" * 90, "=" * 90, "uncharacteristically " * 9])
@pytest.mark.parametrize("most", [1, 7, 12])
def test_a_text_that_is_too_long_keeps_its_first_pieces(pieces: WordPieces, text: str, most: int) -> None:
    whole, cut = pieces.encode([text, pieces.cut(text, most)])
    assert text.startswith(pieces.cut(text, most))
    assert cut.tokens[1:-1] == whole.tokens[1 : most + 1]


def test_a_letter_of_several_pieces_is_not_parted(pieces: WordPieces) -> None:
    assert pieces.cut("한국어", 1) == "한"
