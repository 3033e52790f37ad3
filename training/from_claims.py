"""Examples from claims with the sentences that bear them out or refute them: questions that a yes or a no answers.

A sentence that refutes a claim answers the question whether it is so just as well as one that bears it out (the claims
are those of Thorne et al. 2018, "FEVER: a Large-scale Dataset for Fact Extraction and VERification").
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from retrieval.tokens import STOP_WORDS, stemmed, words
from training.examples import Example, negative
from training.pages import Page, Window, sentence_spans
from training.polar import asked_back
from training.search import WindowSearch
from training.sets import read_rows

_FILE = "nli_fever"
_KEEP = 0.5
_UNANSWERED = 0.6  # for each claim kept, how many passages without its evidence
_MAX_EVIDENCE = 2  # of more sentences not each is evidence
_MAX_CHARS = 700
_BESIDE = 4  # sentences of others that stand beside the evidence, at most
_NEAR = 8
_ALIKE = 0.5  # of a claim's words in another claim: the evidence of that one may answer this one, too


class Claims:
    """The claims of a file, with the evidence of others at hand to stand beside theirs."""

    def __init__(self, folder: Path) -> None:
        self._evidence: defaultdict[str, set[str]] = defaultdict(set)
        self._claims: defaultdict[str, set[str]] = defaultdict(set)
        for row in read_rows(folder / f"{_FILE}.jsonl"):
            if len(row["premise"]) <= _MAX_CHARS and len(sentence_spans(row["premise"])) <= _MAX_EVIDENCE:
                self._evidence[row["hypothesis"]].add(row["premise"])
                self._claims[row["premise"]].add(row["hypothesis"])
        pages = [Page.of(text[:80], "", text) for text in sorted(self._claims)]
        self._search = WindowSearch([Window(page, 0, len(page.sentences)) for page in pages if page.sentences])

    def draw(self, rng: random.Random) -> Iterator[Example]:
        """The examples of one pass."""
        for claim, evidence in sorted(self._evidence.items()):
            if rng.random() >= _KEEP:
                continue
            near = self._near(claim)
            beside = rng.sample(near, min(len(near), rng.randint(0, _BESIDE)))
            yield _answered(asked_back(claim, rng), rng.choice(sorted(evidence)), beside, rng)
            if near and rng.random() < _UNANSWERED:
                yield negative(asked_back(claim, rng), _page(rng.sample(near, min(len(near), 3))), "claims")

    def _near(self, claim: str) -> list[str]:
        """The evidence of other claims that looks most like an answer to this one and is none."""
        found = (window.page.text for window in self._search.best(claim, _NEAR))
        return [text for text in found if not any(_alike(claim, other) for other in self._claims[text])]


def _answered(question: str, evidence: str, beside: Sequence[str], rng: random.Random) -> Example:
    texts = [evidence, *beside]
    rng.shuffle(texts)
    page = _page(texts)
    start = page.text.index(evidence)
    flags = tuple(start <= first and last <= start + len(evidence) for first, last in page.sentences)
    return Example(question, "", page.text, page.sentences, flags, None, False, "claims")


def _alike(claim: str, other: str) -> bool:
    own, others = ({stemmed(word) for word in words(text)} - STOP_WORDS for text in (claim, other))
    return len(own & others) >= _ALIKE * len(own)


def _page(texts: Sequence[str]) -> Page:
    # Each on a line of its own, so that a sentence ends where its text ends.
    return Page.of("", "", "\n".join(texts))
