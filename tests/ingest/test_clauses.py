"""Which words a reference marker counts for: no more than its clause, and no less."""

from __future__ import annotations

import pytest

from ingest.clauses import clause_start


def _clause(text: str, marker: str = "[1]") -> str:
    at = text.index(marker)
    return text[clause_start(text, 0, at) : at].strip()


@pytest.mark.parametrize(
    "sentence",
    [
        "Harbor Foods broke sections 4, 9 and 12 of the Fish Act, the regulator found",
        "Herring is not sold as sardines, Harbor Foods says",
        "Herring is not sold as sardines, it said in May",
        "Herring was sold as sardines, says its former cook",
        "Herring was sold as sardines, as the Daily Net reported on May 4, 2021",
        "Herring was sold as sardines, according to the suit",
        "The herring was fresh, Ms Hale told Hull Radio",
        "The Ninth Circuit requires proof of harm, as it held in Dole, 310 F.3d 12, on May 9, 2004",
    ],
)
def test_who_says_it_belongs_to_what_is_said(sentence: str) -> None:
    assert _clause(f"{sentence} [1].") == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "On May 4, 2021, Harbor Foods dropped the plan",
        "In Hull, herring was sold as sardines",
        "Within two days, the regulator closed the plant",
        "When the plant is closed, it is cleaned",
        "According to the cook, herring was sold as sardines",
    ],
)
def test_when_where_and_in_what_case_belongs_to_what_follows(sentence: str) -> None:
    assert _clause(f"{sentence} [1].") == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The claims are fraud, breach of contract, the Fish Act and Ohio's Label Law",
        "Tins, crates and labels were kept for two years",
        "Ann Hale, a lawyer at Dole, wrote the notice",
        "Tins, and not crates, were the subject of the suit",
        "Ann Hale, who leads Dole, works in Hull",
        "The court named three plants: Hull, Cork and Graz",
        "The plant was closed, pending a new permit",
        "Harbor Foods was the first to say, on May 4, 2021, that it had sold herring",
        "The regulator warned that new labels, with old contents, may be unfair",
        "The text says that Harbor Foods and its brokers may keep the tins",
        "The suit is about sold and rejected tins",
        "The tins hold sprats and herring that was caught in May",
        "2021 is the year in which Harbor Foods bought the plant",
    ],
)
def test_what_has_one_verb_is_one_clause(sentence: str) -> None:
    assert _clause(f"{sentence} [1].") == sentence


@pytest.mark.parametrize(
    ("before", "clause"),
    [
        ("The hearing took place on May 4, 2021,", "and the website knew of no ruling"),
        ("Anyone can ask for the tins at any time,", "and the request counts from then on"),
        ("According to the cook, the plant stops at noon,", "and it stays closed"),
        ("Harbor Foods sold herring,", "but it denied that"),
        ("Harbor Foods keeps the plant,", "because its brokers work there"),
        ("Harbor Foods counts tins,", "which is not the same as fish"),
        ("The plant was closed,", "whereas the shop stayed open"),
        ("The cook saw the label,", "of which he had no notice"),
        ("Although the plant was closed,", "brokers were paid"),
        ("It is a law of Ohio,", "found in title 9"),
        ("Harbor Foods sold herring,", "it denied that"),
        ("Harbor Foods sold herring,", "and Reuters reported it in May"),
        ("Harbor Foods sold herring;", "Reuters said so in May"),
    ],
)
def test_a_clause_with_a_verb_of_its_own_is_parted(before: str, clause: str) -> None:
    assert _clause(f"{before} {clause} [1].") == clause


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("It was sold in Hull, in the north [1], and in Cork [2].", "in the north"),
        ("It was sold in Hull [2], in Cork, in the south [1].", "in the south"),
        ("It was sold in Hull, as a test [1] and in Cork [2].", "as a test"),
        ("It was sold as sardines, tuna [1], and sprats [2].", "tuna"),
        ("In May, it was sold in Hull [1], and in Cork [2].", "In May, it was sold in Hull"),
        ("It was sold in Hull [2], and in June, it was sold in Cork [1].", "and in June, it was sold in Cork"),
        ("It was sold [2], and it was eaten, the cook says [1].", "and it was eaten, the cook says"),
        ("It was sold [2], the cook says [1].", "the cook says"),
    ],
)
def test_among_other_markers_each_counts_for_its_item_alone(text: str, clause: str) -> None:
    assert _clause(text) == clause


@pytest.mark.parametrize("end", ["[1].", "[1][2].", "[1] [2]", "[1]\n\nMore.", "[1]\nMore.", "[1]**.", "[1]!"])
def test_markers_that_close_a_sentence_are_known_however_it_ends(end: str) -> None:
    assert _clause(f"Herring was sold in Hull, in the north {end}") == "Herring was sold in Hull, in the north"


def test_a_marker_behind_the_stop_closes_the_sentence_too() -> None:
    text = "Herring was sold in Hull, the cook says. [1] More is not known."
    assert _clause(text) == "Herring was sold in Hull, the cook says."


def test_a_sentence_that_goes_on_in_the_next_line_is_not_closed() -> None:
    assert _clause("It was sold in Hull, in the north [1]\nand in Cork [2].") == "in the north"
