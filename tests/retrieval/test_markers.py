import pytest

from retrieval.markers import masked, shown


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
        ("[1]", ""),
        ("", ""),
    ],
)
def test_a_quote_has_no_marker_and_single_spaces(text: str, quote: str) -> None:
    assert shown(text) == quote


@pytest.mark.parametrize("text", ["A fact [1].", "[1][23] x [456]\n[7]", "[2026] [1](x)", "é𝄞[1]é"])
def test_masking_moves_no_character(text: str) -> None:
    blank = masked(text)
    assert len(blank) == len(text)
    assert all(after in (before, " ") for before, after in zip(text, blank, strict=True))


def test_only_markers_are_masked() -> None:
    assert masked("a [1]b [2026] [3](x)") == "a    b [2026] [3](x)"
