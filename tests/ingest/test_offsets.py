"""What must hold of every text, tried on many that nobody would write."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ingest.blocks import markdown_blocks, text_blocks
from ingest.loaders.source import Loaded
from ingest.passages import NotQuotable, parse
from ingest.sentences import MAX_CHARS, split_sentences
from retrieval.documents import Document, Sentence
from retrieval.markers import MARKER, masked, shown
from tests.ingest.random_texts import random_text

SEEDS = range(60)


def _parsed(seed: int) -> Document | None:
    try:
        return parse(Loaded("a", random_text(seed), "a", markdown=seed % 2 == 0))
    except NotQuotable:
        return None


DOCUMENTS = [document for document in map(_parsed, SEEDS) if document]
each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=range(len(DOCUMENTS)))


def _sentences(document: Document) -> list[Sentence]:
    return [sentence for passage in document.passages for sentence in passage.sentences]


def test_nearly_every_random_text_can_be_quoted() -> None:
    assert len(DOCUMENTS) > 0.9 * len(SEEDS)


@each_document
def test_a_sentence_is_a_trimmed_piece_of_the_text(document: Document) -> None:
    for sentence in _sentences(document):
        words = document.text[sentence.start : sentence.end]
        assert words == words.strip()
        assert shown(words)


@each_document
def test_sentences_stand_in_order_and_never_overlap(document: Document) -> None:
    assert all(before.end <= after.start for before, after in pairwise(_sentences(document)))


@each_document
def test_passages_stand_in_order_and_hold_consecutive_sentences(document: Document) -> None:
    assert all(passage.sentences for passage in document.passages)
    assert all(before.end <= after.start for before, after in pairwise(document.passages))


@each_document
def test_markers_are_where_they_say_and_close_a_clause_of_their_sentence(document: Document) -> None:
    for sentence in _sentences(document):
        inside = [(m.start(), m.end()) for m in MARKER.finditer(document.text, sentence.start, sentence.end)]
        assert [(m.start, m.end) for m in sentence.markers] == inside
        for marker in sentence.markers:
            assert document.text[marker.start : marker.end] == f"[{marker.number}]"
            assert sentence.start <= marker.clause_start <= marker.start


@each_document
def test_what_is_shown_lacks_the_markers_and_nothing_else(document: Document) -> None:
    for sentence in _sentences(document):
        words = document.text[sentence.start : sentence.end]
        assert not MARKER.search(shown(words))
        assert _letters(shown(words)) == _letters(MARKER.sub("", words))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_word_of_a_block_is_left_out_of_its_sentences(seed: int) -> None:
    text = random_text(seed)
    blocks = markdown_blocks(text, 0) if seed % 2 == 0 else text_blocks(text, 0)
    for block in blocks:
        found = split_sentences(text, block.start, block.end, frozenset())
        assert all(block.start <= sentence.start < sentence.end <= block.end for sentence in found)
        assert all(len(shown(text[sentence.start : sentence.end])) <= MAX_CHARS for sentence in found)
        kept = "".join(masked(text[sentence.start : sentence.end]) for sentence in found)
        assert _letters(kept) == _letters(masked(text[block.start : block.end]))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_word_of_plain_text_is_left_out_of_its_blocks(seed: int) -> None:
    text = random_text(seed)
    kept = "".join(text[block.start : block.end] for block in text_blocks(text, 0))
    assert [c for c in kept if c.isalpha()] == [c for c in text if c.isalpha()]  # bullets are no words


def _letters(text: str) -> str:
    return "".join(text.split())
