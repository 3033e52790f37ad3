import pytest

from retrieval.markers import MARKER, masked, numbers, shown


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("A fact [1].", "A fact."),
        ("A fact. [1] [2]", "A fact."),
        ("A fact[1][2], and more [12]\n[13].", "A fact, and more."),
        ("[1] A fact", "A fact"),
        (" A\n  fact\t of\u00a0note ", "A fact of note"),
        ("See [2026] EWHC 12.", "See [2026] EWHC 12."),
        ("See [3](https://example.org) and [a].", "See [3](https://example.org) and [a]."),
        ("An array a[10] of (the DPC) [4], which", "An array a of (the DPC), which"),
        ("A fact [1, 2], and more [1-3] [4–6; 9].", "A fact, and more."),
        ("The interval [0, 1] and the years [2019-2021].", "The interval [0, 1] and the years [2019-2021]."),
        ("The court held\n> that the tins\n>> held herring.", "The court held that the tins held herring."),
        ("A fact\r\n> [1] is here", "A fact is here"),
        ("More than\n>= 5, a > b", "More than >= 5, a > b"),
        ("A notice of [12-31-24], call [1-800-555].", "A notice of [12-31-24], call [1-800-555]."),
        ("Within [30] days or [2] business\ndays, [1].", "Within [30] days or [2] business days,."),
        ("A fee of [10]% or [5] percent [2].", "A fee of [10]% or [5] percent."),
        ("It was sold [1]\n\nhours later [2] by dayworkers", "It was sold hours later by dayworkers"),
        ("[1]", ""),
        ("", ""),
    ],
)
def test_a_quote_has_no_marker_and_single_spaces(text: str, quote: str) -> None:
    assert shown(text) == quote


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("An index of\n> 30 is\ntoo high", "An index of > 30 is too high"),
        ("A fee of\n> $5, a share of\n> .05", "A fee of > $5, a share of > .05"),
        ("> 30 were left out", "> 30 were left out"),
        ("> A fine of\n> 30 million", "A fine of 30 million"),
        ("> 30 came and\n> 20 left", "30 came and 20 left"),
        ("A fine of\n> 30 million euros,\n> paid in May", "A fine of 30 million euros, paid in May"),
        ("> Quoted\n> lines\n\nAn index of\n> 30", "Quoted lines An index of > 30"),
    ],
)
def test_the_sign_of_quoted_lines_before_a_number_may_say_more_than(text: str, quote: str) -> None:
    assert shown(text) == quote


@pytest.mark.parametrize(
    "text", ["A fact [1].", "[1][23] x [456]\n[7]", "[2026] [1](x)", "é𝄞[1]é", "[1, 2]\n> [3–5]", "> a\n> 3\n\nb\n> 3"]
)
def test_masking_moves_no_character(text: str) -> None:
    blank = masked(text)
    assert len(blank) == len(text)
    assert all(after in (before, " ") for before, after in zip(text, blank, strict=True))


def test_only_markers_are_masked() -> None:
    assert masked("a [1]b [2026] [3](x)") == "a    b [2026] [3](x)"


@pytest.mark.parametrize(
    ("marker", "named"),
    [
        ("[7]", "7"),
        ("[1, 2]", "1 2"),
        ("[1,2 ; 4]", "1 2 4"),
        ("[1-3]", "1 2 3"),
        ("[8 – 11]", "8 9 10 11"),
        ("[1, 3-5, 9]", "1 3 4 5 9"),
        ("[5-2]", "5 2"),
        ("[1-900]", "1 900"),
    ],
)
def test_a_marker_may_name_several_references(marker: str, named: str) -> None:
    match = MARKER.fullmatch(marker)
    assert match is not None
    assert numbers(match.group(1)) == named.split()


@pytest.mark.parametrize("words", ["[12-31-24]", "[1-800-555]", "[1, 2-3-4]", "[1-2–3]"])
def test_a_range_has_two_ends(words: str) -> None:
    assert MARKER.search(words) is None
