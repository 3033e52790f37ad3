from collections.abc import Sequence

import pytest

from ingest.loaders.pdf import load_pdf
from ingest.loaders.pdf_lines import Line, without_running_lines
from ingest.loaders.source import Loaded, Raw
from tests.ingest.loaders.pdfs import Paragraph, pdf


def _body(page: int) -> list[str]:
    """Lines of prose that no other page has."""
    towns = "Cork Hull Vigo Riga Kiel Bari".split()
    return [f"The tins of {town} and of {towns[page]} were sold as" for town in [*towns, "Brest"]]


def _kept(pages: Sequence[Sequence[str]], *, size: float = 12) -> list[list[str]]:
    """What is left of pages, of which each line stands at the same height as on the others; ``size`` is the first's."""
    lines = [
        [Line(text, size if place == 0 else 12, False, 800.0 - 20 * place) for place, text in enumerate(page)]
        for page in pages
    ]
    return [[line.text for line in page] for page in without_running_lines(lines)]


@pytest.mark.parametrize(
    "running",
    [
        "Annual report 2023 | {}",
        "{} Annual report 2023",
        "Page {} of 12",
        "Annual report 2023",
        "Case 5:25-cv-00709 Document 1 Filed 01/21/25 Page {} of 40 PageID.{}",
        "All rights reserved.",
        "{}",
    ],
)
@pytest.mark.parametrize("first", [1, 341])
def test_headers_and_footers_are_left_out_with_the_pages_own_number(running: str, first: int) -> None:
    bodies = [_body(page) for page in range(4)]
    lines = [running.format(first + page, first + page + 56) for page in range(4)]
    assert _kept([[line, *body] for line, body in zip(lines, bodies, strict=True)]) == bodies
    assert _kept([[*body, line] for line, body in zip(lines, bodies, strict=True)]) == bodies


@pytest.mark.parametrize(
    "values",
    [
        ("Revenue in 2021", "Revenue in 2022", "Revenue in 2023"),
        ("Revenue: 10 million", "Revenue: 12 million", "Revenue: 17 million"),
        ("The margin was 1 percent.", "The margin was 2 percent.", "The margin was 3 percent."),
        ("42", "57", "1200"),
    ],
)
def test_lines_that_differ_in_numbers_of_their_own_are_kept(values: tuple[str, ...]) -> None:
    for pages in (
        [[value, *_body(page)] for page, value in enumerate(values)],
        [[*_body(page), value] for page, value in enumerate(values)],
    ):
        assert _kept(pages) == pages


def test_a_heading_keeps_the_number_that_grows_with_the_pages() -> None:
    pages = [[f"Week {page + 1}", *_body(page)] for page in range(4)]
    assert _kept(pages, size=18) == pages


def test_only_the_outermost_third_of_a_page_is_looked_at() -> None:
    pages = [["Harbor Foods", "Confidential", f"{town} sells herring", "Confidential"] for town in ("A", "B", "C")]
    assert _kept(pages) == [page[1:3] for page in pages]


def test_a_number_where_other_pages_have_their_header_is_left_out_only_as_the_pages() -> None:
    headers = ["Harbor Foods"] * 3 + ["4 Of brokers", "1200 tins of herring", "6 Of herring"]
    left = _kept([[header, *_body(page)] for page, header in enumerate(headers)])
    assert [page[0] for page in left if page[0] in headers] == ["1200 tins of herring"]


def test_slides_that_differ_in_their_figures_lose_no_line() -> None:
    slides: list[list[Paragraph]] = [
        [
            ("", 18, f"Results of {year}"),
            ("", 12, f"Revenue was {revenue} million dollars."),
            ("", 12, f"The margin was {margin} percent."),
            ("", 12, f"We thank all customers of {place}."),
        ]
        for year, revenue, margin, place in [(2021, 10, 5, "Asia"), (2022, 12, 6, "Europe"), (2023, 17, 9, "Africa")]
    ]
    loaded = load_pdf(Raw("a.pdf", "a.pdf", pdf(slides)))
    assert isinstance(loaded, Loaded)
    assert all(words in " ".join(loaded.text.split()) for slide in slides for _, _, words in slide)
