"""Slips are read as what was meant, and words that are right as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.finding import Finder
from retrieval.index import Index
from retrieval.lexical import Lexical
from retrieval.question import Asked
from retrieval.spelling import Respelled, read_as, respelled, slips
from tests.embedder import HashEmbedding
from tests.retrieval.indexed import MODEL, ingested, written

COMMON = "Quarrick's tenants signed the agreement on herring; the tribunal then heard the landlord's model plea."
PASSAGES = [(row, COMMON) for row in range(20)] + [(row, "The Morton firm sold a boat.") for row in range(20, 500)]
RARE = [(row, "Its captain and his capstan were on deck; the moral of it is a modal.") for row in range(500, 504)]


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> Lexical:
    folder = tmp_path_factory.mktemp("lexical") / "1"
    Lexical.build(folder, [*PASSAGES, *RARE])
    return Lexical.open(folder)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tribnal", "tribunal"),
        ("tribuunal", "tribunal"),
        ("tribunel", "tribunal"),
        ("tribuanl", "tribunal"),
        ("agreemnet", "agreement"),
        ("landlrods", "landlords"),
        ("tenatns", "tenants"),
        ("quarick", "quarrick"),
        ("qaurrick", "quarrick"),
        ("Mrton", "Morton"),
        ("whcih", "which"),
        ("waht", "what"),
    ],
)
def test_a_slip_is_read_as_the_word_that_was_meant(lexical: Lexical, typed: str, meant: str) -> None:
    assert slips(f"so {typed} it was, the firm sold", lexical) == {typed: meant}


@pytest.mark.parametrize(
    "typed",
    [
        "tribunal",  # is held
        "Tribunals",
        "the",
        "polite",  # another word, which no passage holds
        "plead",
        "overmodel",
        "captian",  # too few passages hold what it may mean
        "Quarick",  # a name that few passages hold
        "modol",  # too short to tell
        "nort",
        "triubnla",  # two slips
        "etribunal",  # no hand slips at the first letter
        "tribunalx",
        "TRIBNAL",
        "tribnal1",
        "tribnal.org",
        "co-tribnal",
        "tribunàl",
    ],
)
def test_any_other_word_stays_as_it_was_typed(lexical: Lexical, typed: str) -> None:
    assert slips(f"so {typed} it was, the firm sold", lexical) == {}


@pytest.mark.parametrize(("contacts", "meant"), [(1, {"contarct": "contract"}), (10, {})])
def test_a_word_that_may_be_two_is_neither_unless_one_is_far_commoner(
    tmp_path: Path, contacts: int, meant: dict[str, str]
) -> None:
    Lexical.build(tmp_path / "1", [(row, "contract contact" if row < contacts else "contract") for row in range(30)])
    assert slips("a contarct", Lexical.open(tmp_path / "1")) == meant


def test_another_language_is_left_alone(lexical: Lexical) -> None:
    assert slips("Welke tribunaal agrement landlordt hier?", lexical) == {}


@pytest.mark.parametrize("passages", [[], [(1, "")]])
def test_where_there_are_no_words_nothing_is_meant(tmp_path: Path, passages: list[tuple[int, str]]) -> None:
    Lexical.build(tmp_path / "1", passages)
    assert slips("the tribnal", Lexical.open(tmp_path / "1")) == {}


def test_a_question_is_mended_with_all_that_it_leans_on_and_says_so(lexical: Lexical) -> None:
    asked = Asked("Has Mrton's tribunal sold it?", "What is the agreemnet?", frozenset({"mrton", "tribun"}))
    mended = respelled(asked, lexical)
    assert (mended.text, mended.context) == ("Has Morton's tribunal sold it?", "What is the agreement?")
    assert mended.must == {"morton", "tribun"}
    assert read_as([mended, asked, mended]) == "read “Mrton” as “Morton”, read “agreemnet” as “agreement”"
    assert respelled(mended, lexical) is mended


def test_a_question_without_slips_is_the_same_and_says_nothing(lexical: Lexical) -> None:
    asked = Asked("Which firm sold the boat?")
    assert respelled(asked, lexical) is asked
    assert read_as([asked]) == ""


def test_the_finder_looks_for_what_was_meant(tmp_path: Path) -> None:
    told = {f"a{number}": f"# Note {number}\n\nThe tribunal heard plea {number}.\n" for number in range(8)}
    ingested(tmp_path / "index", written(tmp_path / "sources", **told))
    finder = Finder(Index.open(tmp_path / "index", MODEL), HashEmbedding(), None)
    asked = Asked("Which tribnal heard plea 3?")
    read = finder.respelled(asked)
    assert isinstance(read, Respelled)
    typed, meant = (finder.candidates(each, ()) for each in (read, Asked("Which tribunal heard plea 3?")))
    assert [(each.quote, each.signals) for each in typed] == [(each.quote, each.signals) for each in meant]
