"""An index whose vectors are on a real Chroma server."""

from __future__ import annotations

import shutil
from pathlib import Path

import chromadb
import pytest

from ingest.job import Summary, ingest
from retrieval.answer import Question
from retrieval.assistant import Assistant
from retrieval.chroma_server import disconnect
from retrieval.embedding import Embedder
from retrieval.errors import ChromaUnusable, IndexMissing
from retrieval.index import Index, writing
from retrieval.reader import Reader
from retrieval.search import search
from retrieval.settings import DEFAULT_MODEL
from retrieval.view import View
from tests.chroma import Chroma
from tests.conftest import ROOT
from tests.embedder import HashEmbedding
from tests.retrieval.indexed import MODEL, ingested, written

QUESTIONS = (
    "When was the lawsuit filed?",
    "How much is sought per user?",
    "Who sued LinkedIn, and what do they want?",
    "What is the Stored Communications Act?",
    "Did LinkedIn train AI models on private messages?",
    "Who won the football match?",
    "and then?",
)
MANY = {f"c{number}": f"Fact {number} is about herring.\n" for number in range(120)}


class World:
    """Some sources, and an index of them whose vectors are on a server."""

    def __init__(self, folder: Path, chroma: Chroma) -> None:
        self.chroma = chroma
        self.index = folder / "index"
        self.sources = written(folder / "sources", a="The first fact is about herring.\n", b="It is about sardines.\n")
        self.ingest()

    def ingest(self, *, prune: bool = False) -> Summary:
        """Bring the index up to date."""
        return ingested(self.index, self.sources, prune=prune, server=self.chroma.address)

    def break_off(self) -> None:
        """An ingest that ends when its vectors are on the server and nothing is live yet."""
        with pytest.raises(RuntimeError, match="broke down"), writing(self.index, MODEL, self.chroma.address) as index:
            ingest(index, [self.sources], HashEmbedding, prune=True, progress=_Breaks())

    def open(self) -> Index:
        """The index, for reading."""
        return Index.open(self.index, MODEL, self.chroma.address)


class _Breaks:
    """Breaks an ingest off."""

    def documents(self, done: int) -> None:
        """Go on."""

    def passages(self, done: int, known: int) -> None:
        """End it when all is embedded."""
        if done == known:
            raise RuntimeError("the machine broke down")


@pytest.fixture
def world(tmp_path: Path, chroma: Chroma) -> World:
    return World(tmp_path, chroma)


def found(index: Index, text: str = "The first fact is about herring.") -> list[tuple[str, float, float]]:
    """The documents that a search finds, with their cosines and fused scores."""
    hits = search(index, text, HashEmbedding().get_query_embedding(text), 50)
    return [(hit.stored.document.doc_id, round(hit.dense, 5), round(hit.fused, 5)) for hit in hits]


def on_server(world: World) -> list[set[str]]:
    """The keys in each collection of an index."""
    name = world.open().store.meta("chroma_name")
    client = chromadb.HttpClient(world.chroma.url)
    try:
        return [set(each.get(include=[])["ids"]) for each in client.list_collections() if str(name) in each.name]
    finally:
        disconnect(client)


def _keys(index: Path) -> set[str]:
    store = Index(index).store
    return {each.key for each in store.live_texts()}


@pytest.mark.xdist_group("model")
def test_answers_are_those_of_an_index_in_a_folder(
    corpus_index: Path, tmp_path: Path, chroma: Chroma, embedder: Embedder
) -> None:
    shutil.copytree(corpus_index, tmp_path / "index")
    with writing(tmp_path / "index", DEFAULT_MODEL, chroma.address) as index:
        summary = ingest(index, [ROOT / "corpus"], lambda: embedder)
    assert (summary.embedded, summary.added, summary.updated) == (0, [], [])
    shutil.rmtree(tmp_path / "index" / "vectors")
    reader = Reader()
    here = Assistant(Index.open(corpus_index, DEFAULT_MODEL), embedder, reader)
    there = Assistant(Index.open(tmp_path / "index", DEFAULT_MODEL, chroma.address), embedder, reader)
    scope = ("linkedin-lawsuit-filing.md",)
    asked = [Question(question=each) for each in QUESTIONS]
    for question in [*asked, Question(question=QUESTIONS[0], scope=scope)]:
        answers = [each.ask(question).model_copy(update={"id": "", "elapsed_ms": 0.0}) for each in (here, there)]
        assert answers[0] == answers[1]
        assert here.explain(question) == there.explain(question)


def test_a_change_is_seen_when_it_is_finished_and_what_left_is_gone(world: World) -> None:
    reader = world.open()
    before = found(reader)
    assert [doc_id for doc_id, *_ in before] == ["a.md", "b.md"]
    (world.sources / "b.md").unlink()
    written(world.sources, a="The first fact is about mackerel.\n", **MANY)
    world.break_off()
    assert found(reader) == found(world.open()) == before
    assert world.ingest(prune=True).embedded == 0
    assert len(found(reader)) == 50
    assert "b.md" not in reader.store.current_ids()
    assert reader.vectors.count() == reader.store.count()[1] == 121
    assert on_server(world) == [_keys(world.index)]


def test_what_an_ingest_staged_and_never_finished_is_cleared_away_by_the_next(world: World) -> None:
    written(world.sources, **MANY)
    world.break_off()
    for name in MANY:
        (world.sources / f"{name}.md").unlink()
    live, index = _keys(world.index), world.open()
    assert index.vectors.count() > len(live)
    world.ingest()
    assert world.open().vectors.count() == len(live)
    assert index.generation == "1"


def test_enough_live_passages_are_found_among_any_number_that_are_not(world: World) -> None:
    reader = world.open()
    vector = HashEmbedding().get_query_embedding("Fact 7 is about herring.")
    before = reader.vectors.nearest(vector, 2, ())
    written(world.sources, **MANY)
    world.break_off()
    assert reader.vectors.nearest(vector, 2, ()) == pytest.approx(before)
    assert reader.vectors.nearest(vector, 1, ()).keys() == {next(iter(before))}
    assert reader.vectors.nearest(vector, 2, ("b.md",)).keys() <= before.keys()


def test_a_server_that_comes_back_is_asked_again(world: World) -> None:
    reader = world.open()
    before = found(reader)
    with world.chroma.away():
        with pytest.raises(ChromaUnusable, match=rf"server at {world.chroma.url} cannot be reached .*; start it or "):
            found(reader)
        with pytest.raises(ChromaUnusable, match="cannot be reached"):
            world.open()
        with pytest.raises(ChromaUnusable, match="cannot be reached"):
            world.ingest()
    assert found(reader) == before


def test_a_server_that_lost_its_data_is_refilled_without_reading_anything_again(world: World) -> None:
    reader = world.open()
    before = found(reader)
    world.chroma.lose()
    with pytest.raises(IndexMissing, match=r"has lost vectors; run `pincite ingest` again"):
        found(reader)
    with pytest.raises(IndexMissing, match=r"has lost vectors, or keeps them elsewhere than on the Chroma server"):
        world.open()
    (world.sources / "b.md").unlink()  # another source than those that are read again
    assert world.ingest().embedded == 0
    assert found(reader) == found(world.open()) == before


def test_a_server_that_went_back_to_older_data_is_noticed(world: World) -> None:
    with world.chroma.as_it_was():
        written(world.sources, a="The first fact is about mackerel.\n")
        world.ingest()
        now = found(world.open())
    with pytest.raises(IndexMissing, match="has lost vectors"):
        world.open()
    assert world.ingest().embedded == 0
    assert found(world.open()) == now


def test_a_copy_of_the_index_that_was_left_behind_is_noticed(world: World, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(world.index, copy)
    assert found(Index.open(copy, MODEL, world.chroma.address)) == found(world.open())
    written(world.sources, b="It is about anchovies.\n")
    world.ingest()
    with pytest.raises(IndexMissing, match="has lost vectors, or keeps them elsewhere"):
        Index.open(copy, MODEL, world.chroma.address)


def test_indexes_on_one_server_never_meet_also_when_one_began_as_a_copy(world: World, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(world.index, other)
    before = found(world.open())
    sources = written(tmp_path / "elsewhere", z="The first fact is about herring, too.\n")
    summary = ingested(other, sources, prune=True, server=world.chroma.address)
    assert (summary.removed, summary.embedded) == (["a.md", "b.md"], 1)
    assert [doc_id for doc_id, *_ in found(Index.open(other, MODEL, world.chroma.address))] == ["z.md"]
    assert found(world.open()) == before
    world.ingest(prune=True)
    assert found(world.open()) == before


def test_an_index_is_found_among_any_number_of_others(world: World) -> None:
    client = chromadb.HttpClient(world.chroma.url)
    others = [f"other-{number}" for number in range(150)]
    for name in others:
        client.create_collection(name, embedding_function=None)
    written(world.sources, c="---\naudience: board\n---\nThe third fact is about cod.\n")
    world.ingest()
    assert world.open().vectors.counts() == {"": 2, "board": 1}
    for name in others:
        client.delete_collection(name)
    disconnect(client)


def test_what_needs_no_vectors_asks_no_server(world: World) -> None:
    with world.chroma.away():
        index = Index(world.index, world.chroma.address)
        assert View(index, ()).current_versions() == index.store.current_on(("",))
        assert index.lexical.scores("herring").any()


def test_a_document_for_some_stands_in_no_collection_of_others(world: World) -> None:
    written(world.sources, c="---\naudience: board\n---\nThe third fact is about cod.\n")
    world.ingest()
    assert sorted(map(len, on_server(world))) == [1, 2]
    written(world.sources, a="---\naudience: board\n---\nThe first fact is about herring.\n")
    world.ingest()
    by_document = {each.doc_id: each.key for each in world.open().store.live_texts()}
    expected = [{by_document["b.md"]}, {by_document["a.md"], by_document["c.md"]}]
    assert sorted(on_server(world), key=len) == expected
    assert [doc_id for doc_id, *_ in found(world.open())] == ["b.md"]
    for name in "ac":
        (world.sources / f"{name}.md").unlink()
    world.ingest(prune=True)
    assert on_server(world) == expected[:1]


def test_an_index_can_move_to_a_server_and_back_without_reading_anything_again(world: World) -> None:
    before = found(world.open())
    with pytest.raises(IndexMissing, match=r"keeps them elsewhere than in .*vectors; run .* embeds nothing anew"):
        Index.open(world.index, MODEL)
    assert ingested(world.index, world.sources).embedded == 0
    assert found(Index.open(world.index, MODEL)) == before
    with pytest.raises(IndexMissing, match="keeps them elsewhere than on the Chroma server"):
        world.open()
    assert world.ingest().embedded == 0
    assert found(world.open()) == before
