"""Examples that set the evidence of a question beside the sentences that look most like it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from training.examples import Example
from training.lineup import lineup
from training.pages import Page, Span, Window, overlapping
from training.search import WindowSearch
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
        self._searches: dict[tuple[str, ...], WindowSearch] = {}

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
        answers = [self._pages[key].text[a:b].casefold() for key, spans in question.answers.items() for a, b in spans]
        rivals = [
            place
            for place in dict.fromkeys(found)
            if place not in evidence and (text := self._sentence(place)) and not self._holds(text, answers)
        ]
        places = self._fitting([*kept, *rivals], rng.randint(*_SENTENCES))
        if places:
            yield self._example(question, places, set(kept))

    def _alike(self, question: Question, scope: tuple[str, ...], rng: random.Random) -> list[Place]:
        """The sentences with the most words of the question, most of the best of them, in random order."""
        if scope not in self._searches:
            pages = [self._pages[key] for key in scope] if scope else list(self._pages.values())
            windows = [Window(page, n, n + 1) for page in pages for n in range(len(page.sentences))]
            self._searches[scope] = WindowSearch(windows)
        best = [(window.page.doc_id, window.first) for window in self._searches[scope].best(question.text, _RIVALS)]
        first = [place for place in best[: _RIVALS // 2] if rng.random() < 0.8]
        rest = [place for place in best if place not in first]
        rng.shuffle(first)
        rng.shuffle(rest)
        return [*first, *rest]

    def _fitting(self, places: Sequence[Place], count: int) -> list[Place]:
        """The first of the places that fit into one text, in the order in which they stand."""
        chosen: list[Place] = []
        chars = 0
        for place in places:
            chars += len(self._sentence(place))
            if len(chosen) < count and chars <= _MAX_CHARS:
                chosen.append(place)
        return sorted(chosen)

    def _example(self, question: Question, places: Sequence[Place], evidence: set[Place]) -> Example:
        lines, numbers = lineup((self._pages[place[0]].heading, self._sentence(place)) for place in places)
        starts = [sum(len(line) + 1 for line in lines[:number]) for number in numbers]
        spans = tuple((start, start + len(lines[number])) for start, number in zip(starts, numbers, strict=True))
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
            first, last = self._pages[doc_id].sentences[number]
            for a, b in question.answers.get(doc_id, ()) if flag else ():
                if first <= a and b <= last:
                    found.append((start + a - first, start + b - first))
        return min(found, key=lambda span: span[1] - span[0], default=None)

    def _places(self, spans: Mapping[str, tuple[Span, ...]]) -> list[Place]:
        """The sentences that some spans mark."""
        return [
            (doc_id, number)
            for doc_id, marked in sorted(spans.items())
            for number, flag in enumerate(overlapping(self._pages[doc_id].sentences, marked))
            if flag
        ]

    def _sentence(self, place: Place) -> str:
        """The words of a sentence; none where there is no such one."""
        page, number = self._pages[place[0]], place[1]
        if not 0 <= number < len(page.sentences):
            return ""
        start, end = page.sentences[number]
        return page.text[start:end]

    def _holds(self, text: str, answers: Sequence[str]) -> bool:
        return self._phrases and any(answer in text.casefold() for answer in answers)
