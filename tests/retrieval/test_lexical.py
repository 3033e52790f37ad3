from pathlib import Path

import numpy as np
import pytest

from retrieval.lexical import Lexical

PASSAGES = {
    3: "Processing is lawful under Article 6(1)(f) of the regulation.",
    5: "Article 6 of the treaty is another matter.",
    8: "Under § 3.2 the member shall not disclose messages.",
    9: "Under § 3.3 the member shall disclose messages, if asked.",
    11: "",
    12: "Case No. 5:25-cv-00709 was dismissed; $1,000 is sought per user, without interest.",
}


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> Lexical:
    folder = tmp_path_factory.mktemp("lexical") / "1"
    Lexical.build(folder, PASSAGES.items())
    return Lexical.open(folder)


def _best(lexical: Lexical, question: str) -> int:
    return int(lexical.rows[int(np.argmax(lexical.scores(question)))])


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("6(1)(f)", 3),
        ("Article 6(1)(f)", 3),
        ("§ 3.2", 8),
        ("section 3.3", 9),
        ("not", 8),
        ("if", 9),
        ("without", 12),
        ("5:25-cv-00709", 12),
        ("1000", 12),
        ("who dismisses cases", 12),
    ],
)
def test_what_matters_in_law_is_found(lexical: Lexical, question: str, row: int) -> None:
    assert _best(lexical, question) == row


def test_there_is_one_score_for_each_passage_in_the_order_of_its_rows(lexical: Lexical) -> None:
    assert lexical.rows.tolist() == list(PASSAGES)
    scores = lexical.scores("disclose messages")
    assert [row for row, score in zip(lexical.rows.tolist(), scores, strict=True) if score > 0] == [8, 9]


@pytest.mark.parametrize("question", ["", "the of and", "zebra quagga", "?!"])
def test_words_that_no_passage_holds_score_nothing(lexical: Lexical, question: str) -> None:
    assert not lexical.scores(question).any()


def test_unknown_words_among_known_ones_do_no_harm(lexical: Lexical) -> None:
    assert _best(lexical, "zebra shall not quagga") == 8


def test_the_same_words_score_the_same_when_opened_again(tmp_path: Path, lexical: Lexical) -> None:
    Lexical.build(tmp_path / "2", PASSAGES.items())
    again = Lexical.open(tmp_path / "2")
    assert np.array_equal(again.scores("shall not disclose"), lexical.scores("shall not disclose"))


@pytest.mark.parametrize("passages", [{}, {1: ""}, {1: "the of", 2: "§§"}])
def test_an_index_of_nearly_nothing_can_be_asked(tmp_path: Path, passages: dict[int, str]) -> None:
    Lexical.build(tmp_path / "1", passages.items())
    opened = Lexical.open(tmp_path / "1")
    assert opened.scores("a lawsuit").tolist() == [0.0] * len(passages)
