from __future__ import annotations

import pytest

from retrieval.disputes.polarity import Polarity, asks_yes_or_no, neutral, polarity
from retrieval.tokens import stemmed


def _said(text: str, *asked: str) -> Polarity:
    return polarity(text, frozenset(stemmed(word) for word in asked))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The tenant may keep a dog.", "The tenant may not keep a dog."),
        ("The processor shall inform.", "The processor may inform."),
        ("The supplier must insure.", "The supplier need not insure."),
        ("The court granted it.", "The court denied it."),
        ("The court upheld it.", "The court overturned it."),
        ("The app sold data.", "The app never sold data."),
        ("The patent is valid.", "The patent is invalid."),
        ("It may do so without consent.", "It may do so only with consent."),
        ("The bank admitted liability.", "The bank settled without admitting liability."),
    ],
)
def test_opposites_do_not_fit(one: str, other: str) -> None:
    assert not _said(one).fits(_said(other))
    assert not _said(other).fits(_said(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It was deleted.", "It was deleted by the firm, not by its contractor."),
        ("The agency never published it.", "The agency did not publish it."),
        ("The plaintiff may appeal.", "The plaintiff need not appeal."),
        ("Smoking is not allowed.", "Smoking is forbidden."),
        ("The court granted it.", "The court did not deny it."),
    ],
)
def test_what_says_the_same_in_other_words_fits(one: str, other: str) -> None:
    assert _said(one).fits(_said(other))


def test_with_and_without_count_where_they_are_asked_about() -> None:
    ended, otherwise = "It ended without prejudice.", "It ended with prejudice."
    assert not _said(ended, "prejudice").fits(_said(otherwise, "prejudice"))
    assert _said(ended).fits(_said(otherwise))


def test_the_cue_is_the_wording_that_decides() -> None:
    text = "The case was dismissed without prejudice."
    cue = _said(text, "prejudice").cue
    assert cue is not None
    assert text[slice(*cue)] == "without prejudice"


@pytest.mark.parametrize(
    ("question", "yes_or_no"),
    [("Was it dismissed?", True), ("and may they leave?", True), ("When was it?", False), ("Who can leave?", False)],
)
def test_a_question_is_answered_by_yes_or_no_or_not(question: str, yes_or_no: bool) -> None:
    assert asks_yes_or_no(question) is yes_or_no


def test_neutral_words_are_those_without_a_stance() -> None:
    assert neutral("The court did not grant the motion") == ["the", "court", "did", "the", "motion"]


@pytest.mark.parametrize(
    "text",
    [
        "The lamp is on.",
        "The lamp is on by default.",
        "They turned on the lamp.",
        "The lamp is on for all users.",
        "The lamp stays on in the United States.",
        "The keeper switches the lamp on for members.",
    ],
)
def test_what_is_on_is_the_opposite_of_what_is_off(text: str) -> None:
    assert not _said(text).fits(_said("The lamp is off."))


@pytest.mark.parametrize(
    "text",
    [
        "The lamp was lit on May 3.",
        "The lamp on the quay is lit.",
        "The lamp was switched on May 3.",
        "It turns on whether the lamp is lit.",
        "The lamp is on loan.",
        "The keeper sets the lamp on the quay.",
    ],
)
def test_on_in_front_of_what_it_governs_says_nothing_of_a_switch(text: str) -> None:
    assert _said(text).fits(_said("The lamp is off."))


def test_what_a_verb_denies_is_no_aside() -> None:
    assert _said("The lamp was not the cause.").negated
    assert not _said("The cause was the lamp, not the wind.").negated
