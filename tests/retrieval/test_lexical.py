from pathlib import Path

import numpy as np
import pytest

from retrieval.lexical import Lexical, Together

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


QUESTIONS = ("Article 6", "disclose the messages of a member", "6(1)(f) or § 3.2", "article article", "zebra", "")
TWICE = {14: "Article 6, Article 7 and Article 8 of the treaty.", 15: "Messages to a member, and messages of hers."}


def _opened(folder: Path, passages: dict[int, str]) -> Lexical:
    Lexical.build(folder, passages.items())
    return Lexical.open(folder)


@pytest.mark.parametrize("question", QUESTIONS)
def test_among_some_passages_and_other_texts_scores_are_those_of_these_alone(tmp_path: Path, question: str) -> None:
    every = PASSAGES | TWICE
    some, others = {row: every[row] for row in (3, 8, 11, 14)}, {20: every[9], 21: every[15]}
    alone = _opened(tmp_path / "some", some | others).scores(question)
    whole = _opened(tmp_path / "every", every)
    within, outside = whole.scores_among(question, np.array(list(some)), list(others.values()))
    assert [*within[np.isin(whole.rows, list(some))], *outside] == pytest.approx(alone.tolist(), abs=1e-5)
    assert not within[~np.isin(whole.rows, list(some))].any()


@pytest.mark.parametrize("question", QUESTIONS)
def test_among_all_passages_scores_are_the_usual_ones(lexical: Lexical, question: str) -> None:
    assert lexical.scores_among(question, None, ())[0] == pytest.approx(lexical.scores(question), abs=1e-5)


@pytest.mark.parametrize("question", QUESTIONS)
def test_several_indexes_score_some_passages_as_one_does(tmp_path: Path, question: str) -> None:
    every = PASSAGES | TWICE
    parts = [{row: every[row] for row in rows} for rows in ((5, 9, 14), (3, 11, 12), (8, 15))]
    joined = Together([_opened(tmp_path / str(number), part) for number, part in enumerate(parts)])
    rows, others = np.array([3, 8, 9, 14]), ["Article 6 of another treaty"]
    expected, theirs = _opened(tmp_path / "one", every).scores_among(question, rows, others)
    found, also_theirs = joined.scores_among(question, rows, others)
    assert found == pytest.approx(expected, abs=1e-6)
    assert also_theirs == pytest.approx(theirs, abs=1e-6)


def test_an_index_that_keeps_no_lengths_can_still_score_some_passages(tmp_path: Path) -> None:
    Lexical.build(tmp_path / "1", PASSAGES.items())
    (tmp_path / "1" / "lengths.npy").unlink()
    opened = Lexical.open(tmp_path / "1")
    scores, others = opened.scores_among("disclose messages", np.array([3, 8]), ["She disclosed messages."])
    assert [row for row, score in zip(opened.rows.tolist(), scores, strict=True) if score > 0] == [8]
    assert others[0] > 0


@pytest.mark.parametrize("passages", [{}, {1: ""}, {1: "the of", 2: "§§"}])
def test_of_nearly_nothing_nothing_is_found_among_some(tmp_path: Path, passages: dict[int, str]) -> None:
    opened = _opened(tmp_path / "1", passages)
    assert opened.scores_among("a lawsuit", np.array([1]), ())[0].tolist() == [0.0] * len(passages)
    assert opened.scores_among("a lawsuit", np.array([], dtype=np.int64), ["", "A lawsuit."])[1][1] > 0
