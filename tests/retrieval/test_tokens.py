from unicodedata import normalize

import pytest

from retrieval.tokens import tokenize
from retrieval.values import Kind, asked_kind, values


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Article 6(1)(f)", ["articl", "6", "6(1)(f)"]),
        ("§ 3.2 Term", ["section", "3.2", "term"]),
        ("shall not", ["shall", "not"]),
        ("$1,000 per user", ["1000", "per", "user"]),
        ("No. 5:25-cv-00709", ["no", "5:25-cv-00709"]),
    ],
)
def test_what_matters_in_law_survives(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


@pytest.mark.parametrize("text", ["résumé", "Müller, Nuñez and Brontë", "Ångström"])
def test_an_accent_of_its_own_is_part_of_its_letter(text: str) -> None:
    assert tokenize(normalize("NFD", text)) == tokenize(normalize("NFC", text))
    assert len(tokenize(normalize("NFD", text))) == len(text.replace(" and", "").split())


def test_a_ligature_is_its_letters() -> None:
    assert tokenize("the oﬃce ﬁled oﬀ-ﬂoor") == tokenize("the office filed off-floor")


@pytest.mark.parametrize(
    ("text", "tokens"), [("2024² 10³", ["2024", "²", "10", "³"]), ("5½", ["5", "½"]), ("№ 7…", ["7"])]
)
def test_signs_that_only_look_like_letters_or_digits_are_left_as_they_are(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When was it filed?", Kind.DATE),
        ("On what day was it filed?", Kind.DAY),
        ("how many users are there", Kind.NUMBER),
        ("What is the case number?", Kind.CODE),
        ("How big was the Irish fine?", Kind.MONEY),
        ("Who sued?", None),
    ],
)
def test_a_question_says_what_kind_of_value_it_wants(question: str, kind: Kind | None) -> None:
    assert asked_kind(question) is kind


def test_values_are_found_with_their_units() -> None:
    text = "It paid €310 million on 24 October 2024."
    assert [text[start:end] for start, end in values(text, Kind.MONEY)] == ["€310 million"]
    assert [text[start:end] for start, end in values(text, Kind.DAY)] == ["24 October 2024"]
