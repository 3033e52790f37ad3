"""The lines of a PDF page with their size and place, and which of them only run along with the pages."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdf

from ingest.loaders.structure import cleaned

_BOLD = re.compile(r"bold|black|heavy|semib|demi|CMBX|SFBX", re.I)
# A page number alone on its line, or the line that a court's electronic filing prints across the top.
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.)?\s*[-–—|]?\s*(?:\d{1,4}|[ivx]{1,6})\s*[-–—|]?(?:\s*(?:of|/)\s*\d{1,4})?"
    r"|case\s+\S+\s+document\s+\d.*\bpage\s+\d+\s+of\s+\d+",
    re.I,
)
_EDGE = 3  # lines at the top and bottom of a page among which headers and footers are looked for
_OFTEN = 3  # pages that say the same at the same place
_PLEADING = 20  # lines of a page that bear a number in its margin, at least


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed: its letters' size in points, whether all of it is bold, and its height on the page."""

    text: str
    size: float
    bold: bool
    y: float


def page_lines(page: pypdf.PageObject) -> list[Line]:
    """The lines that hold anything, in the page's own order."""
    runs: list[tuple[str, float, bool, float]] = []

    def visit(text: str, outer: Sequence[float], matrix: Sequence[float], font: Any, size: float) -> None:
        if text:
            scale = math.hypot(matrix[2], matrix[3]) * math.hypot(outer[2], outer[3])
            y = matrix[4] * outer[1] + matrix[5] * outer[3] + outer[5]
            bold = bool(font) and bool(_BOLD.search(str(font.get("/BaseFont", ""))))
            runs.append((text, abs(size) * scale, bold, y))

    page.extract_text(visitor_text=visit)
    return list(_lines(runs))


def _lines(runs: Sequence[tuple[str, float, bool, float]]) -> Iterator[Line]:
    """Runs cut at line ends; a line is as large as most of its letters, and as high as its first."""
    pending: list[tuple[str, float, bool, float]] = []
    for text, size, bold, y in runs:
        first, *rest = text.split("\n")
        pending.append((first, size, bold, y))
        for piece in rest:
            yield from _line(pending)
            pending = [(piece, size, bold, y)]
    yield from _line(pending)


def _line(runs: Sequence[tuple[str, float, bool, float]]) -> Iterator[Line]:
    said = [run for run in runs if run[0].strip()]
    text = " ".join(cleaned(re.sub(r"\u00ad\s*$", "-", "".join(run[0] for run in runs))).split())
    if said and text:
        sizes = Counter[float]()
        for run in said:
            sizes[round(2 * run[1]) / 2] += len(run[0])
        yield Line(text, sizes.most_common(1)[0][0], all(run[2] for run in said), said[0][3])


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without page numbers, without what several repeat at the same place, and without line numbers."""
    edges = [_edges(page) for page in pages]
    seen = Counter(key for lines in edges for key in {_key(line) for line in lines})
    repeated = {key for key, times in seen.items() if times >= _OFTEN}
    heights = {height for _, height in repeated}
    kept = []
    for page, at_edge in zip(pages, edges, strict=True):
        running = {id(line) for line in at_edge if _key(line) in repeated}
        if len(pages) > 1:
            running |= {id(line) for line in (*at_edge[:1], *at_edge[-1:]) if _numbers_the_page(line, heights)}
        kept.append([line for line in _without_line_numbers(page) if id(line) not in running])
    return kept


def _numbers_the_page(line: Line, heights: set[int]) -> bool:
    """Whether a page's outermost line is its number, alone or with words where other pages have their header."""
    beside = round(line.y) in heights and re.search(r"^\d+\b|\b\d+$", line.text)
    return bool(beside or _PAGE_NUMBER.fullmatch(line.text))


def _edges(page: Sequence[Line]) -> list[Line]:
    """The highest and lowest lines, from the top down."""
    ordered = sorted(page, key=lambda line: -line.y)
    return ordered if len(ordered) <= 2 * _EDGE else [*ordered[:_EDGE], *ordered[-_EDGE:]]


def _key(line: Line) -> tuple[str, int]:
    """What makes a line the same on another page: its words whatever the number, at the same height."""
    return re.sub(r"\d+", "0", line.text.casefold()), round(line.y)


def _without_line_numbers(page: Sequence[Line]) -> Sequence[Line]:
    """The page without the numbers in the margin of pleading paper."""
    numbers = [line for line in page if re.fullmatch(r"\d{1,2}(?: \d{1,2})*", line.text)]
    said = [int(number) for line in numbers for number in line.text.split()]
    if len(said) < _PLEADING or sorted(set(said)) != list(range(1, max(said) + 1)):
        return page
    return [line for line in page if line not in numbers]
