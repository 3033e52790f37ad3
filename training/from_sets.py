"""Examples from the question sets: windows around the evidence, and hard negatives near them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from training.examples import Example, negative
from training.from_rivals import Rivals
from training.from_rows import in_window
from training.pages import Window, around, tiled
from training.search import ScopedSearch
from training.sets import Question, QuestionSet


@dataclass(frozen=True, slots=True)
class SetUse:
    """How a set is used.

    ``positives`` windows around evidence and ``negatives`` windows without are drawn for each question, the
    latter from its own documents (``own_documents``) or from the whole corpus, and ``beside`` times its evidence
    among the sentences that look most like it. ``elsewhere`` times it is also put to documents that it is not about.
    ``spans`` says whether short phrases are known; ``named`` whether questions name their document, so that a wrong
    heading is a negative.
    """

    name: str
    positives: float
    negatives: float
    beside: float
    own_documents: bool
    elsewhere: float = 0.0
    spans: bool = False
    named: bool = False


# Neither doc2dial (licence unclear) nor multihoprag (documents of gold sentences only) may be trained on.
# mtrag_un marks whole passages as evidence and asks within a conversation, so it can teach no sentence, only measure.
MEASURED_ONLY = ("mtrag_un",)
SET_USES = (
    SetUse("squad2", positives=1.6, negatives=0.6, beside=0.8, own_documents=False, spans=True),
    SetUse("clapnq", positives=4, negatives=1.5, beside=2, own_documents=False),
    SetUse("contractnli", positives=2, negatives=1.5, beside=1, own_documents=True),
    SetUse("lbr_contractnli", positives=2, negatives=1, beside=1, own_documents=True, named=True),
    SetUse("lbr_maud", positives=4, negatives=3, beside=1, own_documents=True, named=True),
    SetUse("privacyqa_lbr", positives=5, negatives=3, beside=2, own_documents=True, named=True),
    SetUse("written", positives=0.7, negatives=0.5, beside=1.3, own_documents=True, elsewhere=0.25, spans=True),
    SetUse("policyqa", positives=0.6, negatives=0.15, beside=0.1, own_documents=True, spans=True),
)
_WRONG_HEADING = 0.15
_BARE = 0.5
_HYPOTHESIS = 0.2
_FAR = 24  # windows looked at, most of which are often of its own documents
_FAR_BEST = 3


class SetExamples:
    """Draws examples from one set without its held-out documents."""

    def __init__(self, questions: QuestionSet, use: SetUse, held_out: frozenset[str]) -> None:
        self._use = use
        self._pages = {key: page for key, page in questions.pages.items() if key not in held_out}
        self._questions = [each for each in questions.questions if not each.documents & held_out]
        self._headings = sorted({page.heading for page in self._pages.values()})
        self._search = ScopedSearch(self._pages, tiled)
        self._rivals = Rivals(self._pages, use.name, phrases=use.spans)

    def draw(self, rng: random.Random) -> Iterator[Example]:
        """The examples of one pass."""
        for question in self._questions:
            if question.answerable:
                for _ in range(_times(self._use.positives, rng)):
                    yield from self._positive(question, rng)
                negatives = _times(self._use.negatives, rng)
            else:
                negatives = _times(max(self._use.positives, self._use.negatives), rng)
            yield from self._negatives(question, negatives, rng)
            for _ in range(_times(self._use.beside, rng)):
                yield from self._beside(question, rng)
            for _ in range(_times(self._use.elsewhere, rng)):
                yield from self._elsewhere(question, rng)

    def _positive(self, question: Question, rng: random.Random) -> Iterator[Example]:
        doc_id = rng.choice(sorted(question.evidence))
        page, evidence = self._pages[doc_id], question.evidence[doc_id]
        numbers = page.marked(evidence)
        if not numbers:
            return
        window = around(page, rng.choice(numbers), rng)
        answer = window.shortest(question.answers.get(doc_id, ())) if self._use.spans else None
        text, names_document = self._wording(question, rng)
        example = in_window(text, window, evidence, answer, self._use.name)
        if example is None:
            return
        if names_document and rng.random() < _WRONG_HEADING:
            # The right clause in the wrong document: only the heading tells.
            heading = rng.choice([each for each in self._headings if each != page.heading])
            yield negative(text, replace(window.cut(), heading=heading), self._use.name)
        else:
            yield example

    def _beside(self, question: Question, rng: random.Random) -> Iterator[Example]:
        """The question with its evidence, or without it, among what looks like it."""
        text, names_document = self._wording(question, rng)
        scope = question.own if self._use.own_documents and not names_document else ()
        yield from self._rivals.drawn(replace(question, text=text), scope, rng)

    def _elsewhere(self, question: Question, rng: random.Random) -> Iterator[Example]:
        """The question with one of the most similar windows of documents that it is not about."""
        windows = self._search.best((), question.text, _FAR)
        far = [window for window in windows if window.page.doc_id not in question.documents]
        if far:
            yield negative(question.text, rng.choice(far[:_FAR_BEST]).cut(), self._use.name)

    def _negatives(self, question: Question, count: int, rng: random.Random) -> Iterator[Example]:
        """The question with ``count`` windows that hold no evidence: those named as near, or else its best."""
        if question.near:
            for _ in range(count):
                yield negative(question.text, self._near(question, rng).cut(), self._use.name)
            return
        scope = question.own if self._use.own_documents or not question.answerable else ()
        windows = self._search.best(scope, question.bare, 8)
        empty = [window for window in windows if not self._holds_evidence(window, question)]
        for window in rng.choices(empty[: count + 2], k=count) if empty else ():
            yield negative(self._wording(question, rng)[0], window.cut(), self._use.name)

    def _near(self, question: Question, rng: random.Random) -> Window:
        doc_id, spans = rng.choice(sorted(question.near.items()))
        page = self._pages[doc_id]
        return around(page, rng.choice(page.marked(spans)), rng)

    def _holds_evidence(self, window: Window, question: Question) -> bool:
        doc_id = window.page.doc_id
        start, end = window.span
        if any(a < end and b > start for a, b in question.evidence.get(doc_id, ())):
            return True
        text = window.page.text[start:end].casefold()
        return self._use.spans and any(phrase in text for phrase in question.phrases(self._pages))

    def _wording(self, question: Question, rng: random.Random) -> tuple[str, bool]:
        """A wording of the question, and whether it names the document."""
        if question.hypothesis and rng.random() < _HYPOTHESIS:
            return question.hypothesis, False
        if self._use.named and rng.random() < _BARE:
            return question.bare, False
        return question.text, self._use.named


def _times(expected: float, rng: random.Random) -> int:
    """An integer whose mean is ``expected``."""
    whole = int(expected)
    return whole + (rng.random() < expected - whole)
