from __future__ import annotations

import pytest

from retrieval.disputes.words import canonical, names_in, names_in_heading


@pytest.mark.parametrize(("one", "other"), [("lawsuit", "suit"), ("members", "users"), ("fined", "penalty")])
def test_synonyms_are_one_word(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


def test_names_are_the_capitalised_words_and_no_months() -> None:
    assert names_in("The Irish regulator fined Acme in May.") == {canonical("irish"), canonical("acme")}


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Low v. Acme", {"low", "acme"}),
        ("How The Case Ended", set()),
        ("How the case in Dublin ended", {"dublin"}),
        ("When the suit was filed", set()),
    ],
)
def test_a_heading_in_title_case_tells_no_names(heading: str, names: set[str]) -> None:
    assert names_in_heading(heading) == {canonical(name) for name in names}
