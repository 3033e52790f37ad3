"""Examples from the reading-comprehension files: one question, one context, answers in it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.examples import Example, negative, positive
from training.pages import Page, Span, Window, around, overlapping, tiled
from training.search import WindowSearch
from training.sets import read_rows


@dataclass(frozen=True, slots=True)
class RowFile:
    """How a file is used: the parts of its rows kept and given a hard negative, and if it knows phrases."""

    name: str
    keep: float = 1.0
    hard: float = 0.0
    spans: bool = True


# Left out: multispanqa (its licence is unconfirmed) and hotpotqa_part (no licence file at its source).
# The parts kept are a quarter of a pass; the rest comes from the question sets.
ROW_FILES = (
    RowFile("squad_train_part", keep=0.6, hard=0.25),
    RowFile("squad_train_800", keep=0.6, hard=0.25),
    RowFile("squadshifts_new_wiki", keep=0.5, hard=0.25),
    RowFile("qed_nq", hard=0.4),
    RowFile("selqa", keep=0.6, hard=0.3, spans=False),
    RowFile("covidqa", keep=0.3, hard=0.2),
    RowFile("fairytaleqa", keep=0.08, hard=0.1),
    RowFile("narrativeqa_sum", keep=0.5),
    RowFile("qamr_wiki", keep=0.05),
    RowFile("contractnli_part", spans=False),
    RowFile("squad_train_part_neg", keep=0.4),
    RowFile("squad_train_800_neg", keep=0.4),
    RowFile("squadshifts_new_wiki_neg", keep=0.3),
    RowFile("qed_nq_neg", keep=0.6),
    RowFile("selqa_neg", keep=0.4),
    RowFile("covidqa_neg", keep=0.2),
    RowFile("fairytaleqa_neg", keep=0.05),
)


@dataclass(frozen=True, slots=True)
class _Row:
    question: str
    page: Page
    answers: tuple[Span, ...]
    strings: tuple[str, ...]


def row_examples(folder: Path, file: RowFile, rng: random.Random) -> Iterator[Example]:
    """The examples of one file, newly thinned and newly cut for each pass."""
    rows = [_row(row) for row in read_rows(folder / f"{file.name}.jsonl")]
    search = _search(rows) if file.hard else None
    for row in rows:
        if rng.random() >= file.keep:
            continue
        yield from _own(row, file, rng)
        if search is not None and rng.random() < file.hard:
            yield from _hard_negative(row, search, file.name)


def _row(row: dict[str, object]) -> _Row:
    context = str(row["context"])
    answers = row["answers"]
    assert isinstance(answers, list)  # noqa: S101 - narrows the type of a JSON value
    spans = tuple((answer["start"], answer["start"] + len(answer["text"])) for answer in answers)
    strings = tuple(answer["text"].casefold() for answer in answers)
    return _Row(str(row["question"]), Page.of(context[:80], "", context), spans, strings)


def _own(row: _Row, file: RowFile, rng: random.Random) -> Iterator[Example]:
    """The question with its own context."""
    if not row.page.sentences:
        return
    if not row.answers:
        yield negative(row.question, rng.choice(tiled(row.page)).cut(), file.name)
        return
    answer = row.answers[0]
    flags = overlapping(row.page.sentences, [answer])
    if any(flags):
        window = around(row.page, flags.index(True), rng)
        example = in_window(row.question, window, row.answers, answer if file.spans else None, file.name)
        if example is not None:
            yield example


def in_window(
    question: str, window: Window, evidence: tuple[Span, ...], answer: Span | None, source: str
) -> Example | None:
    """The positive example of a window, with the spans of the page moved into it."""
    start, end = window.span
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in evidence if a < end and b > start]
    whole = answer is not None and start <= answer[0] and answer[1] <= end
    phrase = (answer[0] - start, answer[1] - start) if answer is not None and whole else None
    return positive(question, window.cut(), inside, phrase, source)


def _search(rows: list[_Row]) -> WindowSearch:
    pages = {row.page.text: row.page for row in rows}
    return WindowSearch([window for page in pages.values() for window in tiled(page)])


def _hard_negative(row: _Row, search: WindowSearch, source: str) -> Iterator[Example]:
    """The passage nearest in words that holds none of the answers."""
    for window in search.best(row.question, 5):
        page = window.cut()
        text = page.text.casefold()
        if window.page.text != row.page.text and not any(answer in text for answer in row.strings):
            yield negative(row.question, page, source)
            return
