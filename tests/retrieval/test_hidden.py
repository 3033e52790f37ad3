"""A document that someone may not see leaves no trace in anything that they are told.

Each world is made twice, once without its hidden documents. They are made to show through wherever they could: they say
the very words of the questions (and so would change how rare these are), stand nearer than the true answers, contradict
them, and have names like those that are asked for.
"""

from __future__ import annotations

import itertools
import random
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from retrieval.answer import Answer, Question
from retrieval.assistant import Assistant
from retrieval.audience import Readers
from retrieval.chroma_server import ChromaServer
from retrieval.errors import UsageError
from retrieval.finding import Finder
from retrieval.index import Index
from retrieval.question import Asked
from retrieval.reader import Reader
from retrieval.search import search
from retrieval.verify import verify
from retrieval.view import View
from tests.chroma import Chroma
from tests.embedder import HashEmbedding
from tests.retrieval.indexed import MODEL, ingested, written

READERS: Sequence[Readers] = ((), (("legal",),), (("support",),), (("legal", "support"),), (("legal",), ("support",)))
FIRMS, CITIES = ("Harbor Foods", "Larch Mills", "Quarry Works"), ("Oslo", "Lisbon", "Graz")
QUESTIONS = (
    Question(question="When was the fine against Harbor Foods paid?"),
    Question(question="How much did Larch Mills pay, and where is Quarry Works based?"),
    Question(question="and in Graz?", history=("Where is Harbor Foods based?",)),
    Question(question="What did Quarry Works pay in 2021?", scope=("open0.md", "open1.md")),
    Question(question="Which firm paid the fine?", as_of=date(2024, 6, 1)),
    Question(question="Who paid?", scope=("boad0.md",)),
    Question(question="Who decided on the merger?"),
)


def _fact(chance: random.Random) -> str:
    firm, city, year = chance.choice(FIRMS), chance.choice(CITIES), chance.randrange(2015, 2025)
    return chance.choice(
        (
            f"{firm} paid a fine of €{chance.randrange(1, 99)},000 in {year}.",
            f"The fine against {firm} was paid on {chance.randrange(1, 28)} March {year}.",
            f"{firm} is based in {city}.",
            f"The firm {firm} had {chance.randrange(100, 999)} employees in {year}.",
        )
    )


def _document(chance: random.Random, audience: str, facts: Sequence[str] = ()) -> str:
    told = "\n".join([*facts, *(_fact(chance) for _ in range(chance.randrange(2, 9)))])
    front = f"---\naudience: {audience}\npublished: {chance.choice(('2024-01-01', '2024-05-01', '2025-01-01'))}\n---\n"
    return f"{front}\n# Notes on {chance.choice(FIRMS)}\n\n{told}\n"


def _worlds(folder: Path, seed: int, hiding: int = 3, server: ChromaServer | None = None) -> tuple[Path, Path]:
    """Two indexes of the same documents, the second with hidden ones before, between and behind them."""
    chance = random.Random(seed)
    seen = {
        f"{name}{n}": _document(chance, audience)
        for name, audience in (("open", "everyone"), ("law", "legal"), ("help", "support"), ("both", "legal, support"))
        for n in range(3)
    }
    said = [question.question for question in QUESTIONS]
    names = [f"{name}{n}" for name in ("aboard", "board", "zboard") for n in range(hiding)]
    hidden = {name: _document(chance, "board", said) for name in names}
    twice = []
    for name, documents in (("without", seen), ("with", seen | hidden)):
        sources, index = folder / name, folder / f"{name}-index"
        ingested(index, written(sources, **documents), server=server)
        # A document that is hidden now, or was at first, is so in its history too.
        if name == "with":
            written(sources, board0=_document(chance, "everyone, board"))
            ingested(index, sources, server=server)
            written(sources, board0=hidden["board0"], board1=_document(chance, "board"))
            (sources / "zboard0.md").unlink()
            ingested(index, sources, prune=True, server=server)
        twice.append(index)
    return twice[0], twice[1]


def _told(
    index: Index, readers: Readers, reader: Reader | None = None, questions: Sequence[Question] = QUESTIONS
) -> Iterator[object]:
    """All that somebody can be told, the names of answers and their times aside."""
    embedder = HashEmbedding()
    assistant = Assistant(index, embedder, reader)
    for each in questions:
        question = each.model_copy(update={"readers": readers})
        vector = embedder.get_query_embedding(question.question)
        found = search(index, question.question, vector, 99, (), question.as_of, readers)
        yield [(hit.stored.document.doc_id, hit.dense, hit.lexical, hit.fused) for hit in found]
        try:
            answer = assistant.ask(question)
        except UsageError as refused:
            yield str(refused)
            continue
        yield answer.model_copy(update={"id": "", "elapsed_ms": 0.0})
        yield assistant.explain(question)
        yield [(check.finding, check.where) for check in verify(answer, View(index, readers))]
        yield [(check.finding, check.where) for check in verify(_misplaced(answer), View(index, readers))]
    yield View(index, readers).current_versions()


def _misplaced(answer: Answer) -> Answer:
    """The answer with every quote said to be from elsewhere, so that all documents are looked through for it."""
    moved = [each.model_copy(update={"doc_id": "gone.md"}) for each in (*answer.citations, *answer.nearest)]
    return answer.model_copy(update={"citations": tuple(moved), "nearest": ()})


@pytest.mark.parametrize("seed", range(6))
def test_a_hidden_document_changes_nothing_that_is_told(tmp_path: Path, seed: int) -> None:
    without, with_hidden = (Index.open(folder, MODEL) for folder in _worlds(tmp_path, seed))
    for readers in READERS:
        assert list(_told(with_hidden, readers)) == list(_told(without, readers))


@pytest.mark.xdist_group("model")
def test_nor_does_it_where_passages_are_read(tmp_path: Path) -> None:
    without, with_hidden = (Index.open(folder, MODEL) for folder in _worlds(tmp_path, 99))
    for readers in READERS[:2]:
        assert list(_told(with_hidden, readers, Reader())) == list(_told(without, readers, Reader()))


@pytest.mark.parametrize("seed", range(2))
def test_a_hidden_document_changes_nothing_on_a_server_either(tmp_path: Path, seed: int, chroma: Chroma) -> None:
    folders = _worlds(tmp_path, seed, server=chroma.address)
    without, with_hidden = (Index.open(folder, MODEL, chroma.address) for folder in folders)
    for readers in READERS:
        assert list(_told(with_hidden, readers)) == list(_told(without, readers))


@pytest.mark.parametrize("seed", range(3))
def test_no_slip_is_mended_by_a_word_that_only_hidden_documents_hold(tmp_path: Path, seed: int) -> None:
    without, with_hidden = (Index.open(folder, MODEL) for folder in _worlds(tmp_path, seed))
    merger, staff = Asked("Who decided on the mergr?"), Asked("What are the emplyoees of Harbor Foods?")
    for readers in READERS:
        asked = [
            [Finder(each, HashEmbedding(), None).respelled(slip, None, readers) for slip in (merger, staff)]
            for each in (without, with_hidden)
        ]
        assert asked[0] == asked[1]
        assert asked[0][0] is merger
    board = Finder(with_hidden, HashEmbedding(), None).respelled(merger, None, (("board",),))
    assert board.text == "Who decided on the merger?"


def test_the_hidden_documents_would_show_if_they_were_seen(tmp_path: Path) -> None:
    without, with_hidden = (Index.open(folder, MODEL) for folder in _worlds(tmp_path, 0))
    told = [list(_told(index, readers)) for index in (without, with_hidden) for readers in ((), (("board",),))]
    assert told[0] == told[1] == told[2] != told[3]


@pytest.mark.parametrize("readers", READERS)
def test_a_hidden_document_costs_no_work(tmp_path: Path, readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database has no more to do, and there are no more passages and vectors to compare: no clock tells of it."""
    work = []
    for folder in _worlds(tmp_path, 3, hiding=40):
        steps = _counted_steps(monkeypatch)
        index = Index.open(folder, MODEL)
        before = next(steps)
        told = list(_told(index, readers, questions=[each for each in QUESTIONS if not each.as_of]))
        searched = len(View(index, readers).lexical.rows), len(View(index, readers).nearest([1.0] * 32, 999, ()))
        work.append((len(told), searched, next(steps) - before))
    assert work[0][:2] == work[1][:2]
    assert work[0][2] == pytest.approx(work[1][2], rel=0.01)


def _counted_steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """How many instructions SQLite has run, for whatever is opened from now on."""
    counter = itertools.count()
    connect = sqlite3.connect

    def counting(*args: Any, **options: Any) -> sqlite3.Connection:
        opened: sqlite3.Connection = connect(*args, **options)
        opened.set_progress_handler(lambda: next(counter) * 0, 1)
        return opened

    monkeypatch.setattr(sqlite3, "connect", counting)
    return counter
