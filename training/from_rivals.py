"""Examples that set the evidence of a question beside the sentences that look most like it."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from training.examples import Example
from training.lineup import lineup
from training.pages import Page, Span, Window, length
from training.search import ScopedSearch
from training.sets import Question

_SENTENCES = (4, 8)
_MAX_CHARS = 1200  # what is read is cut at 320 word pieces
_EVIDENCE = 3
_NEIGHBOURS = 2
_RIVALS = 16
_WITHOUT_EVIDENCE = 0.12
Place = tuple[str, int]  # a document and the number of a sentence in it


class Rivals:
    """Draws examples from the single sentences of some pages.

    ``phrases`` says whether the answers are phrases, which make evidence of any sentence that holds one.
    """

    def __init__(self, pages: Mapping[str, Page], source: str, *, phrases: bool) -> None:
        self._pages = pages
        self._source = source
        self._phrases = phrases
        self._search = ScopedSearch(pages, _sentences)

    def drawn(self, question: Question, scope: tuple[str, ...], rng: random.Random) -> Iterator[Example]:
        """A line-up for the question out of the documents in scope (none means all)."""
        evidence = self._places(question.evidence)
        kept = rng.sample(evidence, min(_EVIDENCE, len(evidence)))
        if rng.random() < _WITHOUT_EVIDENCE:
            kept = []
        near = self._places(question.near)
        beside = [(doc_id, number + step) for doc_id, number in [*kept, *near] for step in (-1, 1)]
        rng.shuffle(beside)
        found = [*near, *beside[:_NEIGHBOURS], *self._alike(question, scope, rng)]
        phrases = question.phrases(self._pages) if self._phrases else []
        rivals = [
            place
            for place in dict.fromkeys(found)
            if place not in evidence and (text := self._sentence(place)) and not _holds(text, phrases)
        ]
        places = self._fitting([*kept, *rivals], rng.randint(*_SENTENCES))
        if places:
            yield self._example(question, places, set(kept))

    def _alike(self, question: Question, scope: tuple[str, ...], rng: random.Random) -> list[Place]:
        """The sentences with the most words of the question, most of the best of them, in random order."""
        windows = self._search.best(scope, question.text, _RIVALS)
        best = [(window.page.doc_id, window.first) for window in windows]
        first = [place for place in best[: _RIVALS // 2] if rng.random() < 0.8]
        rest = [place for place in best if place not in first]
        rng.shuffle(first)
        rng.shuffle(rest)
        return [*first, *rest]

    def _fitting(self, places: Sequence[Place], count: int) -> list[Place]:
        """The first of the places that fit into one text, in the order in which they stand."""
        room = bisect_right(list(accumulate(len(self._sentence(place)) for place in places)), _MAX_CHARS)
        return sorted(places[: min(count, room)])

    def _example(self, question: Question, places: Sequence[Place], evidence: set[Place]) -> Example:
        lines, numbers = lineup((self._pages[place[0]].heading, self._sentence(place)) for place in places)
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        spans = tuple((starts[number], starts[number] + len(lines[number])) for number in numbers)
        flags = tuple(place in evidence for place in places)
        answer = self._answer(question, places, spans, flags) if self._phrases else None
        known = answer is not None or not any(flags)
        return Example(question.text, "", " ".join(lines), spans, flags, answer, known, self._source)

    def _answer(
        self, question: Question, places: Sequence[Place], spans: Sequence[Span], flags: Sequence[bool]
    ) -> Span | None:
        """The shortest answer in the text."""
        found = []
        for (doc_id, number), (start, _), flag in zip(places, spans, flags, strict=True):
            sentence = Window(self._pages[doc_id], number, number + 1)
            if flag and (answer := sentence.shortest(question.answers.get(doc_id, ()))):
                moved = start - sentence.span[0]
                found.append((answer[0] + moved, answer[1] + moved))
        return min(found, key=length, default=None)

    def _places(self, spans: Mapping[str, tuple[Span, ...]]) -> list[Place]:
        """The sentences that some spans mark."""
        return [
            (doc_id, number)
            for doc_id, marked in sorted(spans.items())
            for number in self._pages[doc_id].marked(marked)
        ]

    def _sentence(self, place: Place) -> str:
        """The words of a sentence; none where there is no such one."""
        page, number = self._pages[place[0]], place[1]
        return page.window(number, number + 1).text if 0 <= number < len(page.sentences) else ""


def _sentences(page: Page) -> list[Window]:
    """Each sentence of a page as a window of its own."""
    return [Window(page, number, number + 1) for number in range(len(page.sentences))]


def _holds(text: str, phrases: Sequence[str]) -> bool:
    return any(phrase in text.casefold() for phrase in phrases)
