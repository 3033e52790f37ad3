"""The lines of a PDF page with their size and place, and which of them only run along with the pages."""

from __future__ import annotations

import math
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
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
_NUMBER = re.compile(r"\d+")
_NUMBER_AT_END = re.compile(r"^\d{1,4}(?![\w.,])|(?<![\w.,])\d{1,4}$")
_EDGE = 3  # lines at the top and bottom of a page among which headers and footers are looked for
_LARGER = 1.12  # than the running text, from which on a line is a heading: its number is not the page's
_YEARS = range(1900, 2100)  # they too grow from page to page, but are told of and not counted
_LONGEST = 4  # digits of a page's number
_OFTEN = 3  # pages that say the same at the same place
_PLEADING = 20  # lines of a page that bear a number in its margin, at least


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed: its letters' size in points, whether all of it is bold, and its height on the page."""

    text: str
    size: float
    bold: bool
    y: float


_Key = tuple[str, int, tuple[str | int, ...]]


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
    edges = _edges(pages)
    keys = _keys(edges, _LARGER * _usual_size(pages))
    seen = Counter(key for page in keys for key in set(page))
    repeated = {key for key, times in seen.items() if times >= _OFTEN}
    heights = {height for _, height, _ in repeated}
    offsets = _offsets(edges)
    kept = []
    for number, (page, at_edge) in enumerate(zip(pages, edges, strict=True), start=1):
        running = {id(line) for line, key in zip(at_edge, keys[number - 1], strict=True) if key in repeated}
        if len(pages) > 1:
            outermost = (*at_edge[:1], *at_edge[-1:])
            running |= {id(line) for line in outermost if _numbers_the_page(line, number, heights, offsets)}
        kept.append([line for line in _without_line_numbers(page) if id(line) not in running])
    return kept


def _usual_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size of the running text: that of most letters."""
    sizes = Counter[float]()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _edges(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Each page's highest and lowest lines, from the top down; at each end at most a third of a usual page."""
    usual = statistics.median_low([len(page) for page in pages if page] or [0])
    edge = min(_EDGE, max(usual // 3, 1))
    ordered = (sorted(page, key=lambda line: -line.y) for page in pages)
    return [lines if len(lines) <= 2 * edge else [*lines[:edge], *lines[-edge:]] for lines in ordered]


def _keys(edges: Sequence[Sequence[Line]], largest: float) -> list[list[_Key]]:
    """What makes each line the same on another page: its height, its words, and its numbers but for the page's own."""
    alike = defaultdict[tuple[str, int], list[tuple[int, list[str]]]](list)
    for number, lines in enumerate(edges, start=1):
        for line in lines:
            if _may_number(line, largest):
                alike[_words(line)].append((number, _NUMBER.findall(line.text)))
    counting = {words: _counting(rows) for words, rows in alike.items()}
    return [
        [_key(line, number, counting[_words(line)] if _may_number(line, largest) else ()) for line in lines]
        for number, lines in enumerate(edges, start=1)
    ]


def _may_number(line: Line, largest: float) -> bool:
    """Whether a number in the line may be the page's: the numbers of a sentence and of a heading are their own."""
    return line.text[-1] not in ".!?" and line.size <= largest


def _words(line: Line) -> tuple[str, int]:
    return _NUMBER.sub("0", line.text.casefold()), round(line.y)


def _counting(rows: Sequence[tuple[int, list[str]]]) -> frozenset[int]:
    """Which of the numbers in lines of the same words count the pages."""
    found = set()
    for place in range(len(rows[0][1])):
        offsets = Counter(_offset(numbers[place], page) for page, numbers in rows)
        del offsets[None]
        if offsets and max(offsets.values()) >= _OFTEN:
            found.add(place)
    return frozenset(found)


def _offset(number: str, page: int) -> int | None:
    """By how much a number differs from the page's place in the file; None where it cannot be a page's number."""
    return None if len(number) > _LONGEST or int(number) in _YEARS else int(number) - page


def _key(line: Line, page: int, counting: Collection[int]) -> _Key:
    said = _NUMBER.findall(line.text)
    offsets = (_offset(number, page) if place in counting else None for place, number in enumerate(said))
    numbers = (number if offset is None else offset for number, offset in zip(said, offsets, strict=True))
    return *_words(line), tuple(numbers)


def _offsets(edges: Sequence[Sequence[Line]]) -> set[int | None]:
    """What to add to a page's place to get its number, as the outermost lines of several pages say."""
    found = Counter(
        offset
        for page, lines in enumerate(edges, start=1)
        for offset in {
            _offset(n, page) for line in (*lines[:1], *lines[-1:]) for n in _NUMBER_AT_END.findall(line.text)
        }
    )
    return {0, *(offset for offset, times in found.items() if times > 1)} - {None}


def _numbers_the_page(line: Line, page: int, heights: set[int], offsets: set[int | None]) -> bool:
    """Whether a page's outermost line is its number, alone or with words where other pages have their header."""
    fits = any(_offset(number, page) in offsets for number in _NUMBER_AT_END.findall(line.text))
    if _PAGE_NUMBER.fullmatch(line.text):
        return fits or not line.text.isdecimal()
    return fits and round(line.y) in heights and line.text[-1] not in ".!?"


def _without_line_numbers(page: Sequence[Line]) -> Sequence[Line]:
    """The page without the numbers in the margin of pleading paper."""
    numbers = [line for line in page if re.fullmatch(r"\d{1,2}(?: \d{1,2})*", line.text)]
    said = [int(number) for line in numbers for number in line.text.split()]
    if len(said) < _PLEADING or sorted(set(said)) != list(range(1, max(said) + 1)):
        return page
    return [line for line in page if line not in numbers]
