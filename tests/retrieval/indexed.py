"""Small indexes for tests of retrieval, with an embedder that costs nothing."""

from __future__ import annotations

import uuid
from pathlib import Path

from ingest.job import Summary, ingest
from retrieval.answer import Answer, Citation, Question, Status
from retrieval.chroma_server import ChromaServer
from retrieval.index import Index, writing
from retrieval.markers import shown
from tests.embedder import HashEmbedding

MODEL = "hash"


def ingested(index: Path, sources: Path, *, prune: bool = False, server: ChromaServer | None = None) -> Summary:
    """Bring an index up to date with a folder."""
    with writing(index, MODEL, server) as opened:
        return ingest(opened, [sources], HashEmbedding, prune=prune)


def written(folder: Path, **texts: str) -> Path:
    """A folder of Markdown files by name."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text)
    return folder


class First:
    """Answers with the first sentence of the document on the fine, or another, as it now stands."""

    def __init__(self, folder: Path, sentence: int = 0) -> None:
        self._folder = folder
        self._sentence = sentence

    def ask(self, question: Question) -> Answer:
        """The first sentence, or nothing where the document is gone."""
        store = Index.open(self._folder, MODEL).store
        version = store.current_version("fine.md")
        if version is None:
            return Answer(
                id=uuid.uuid4().hex,
                question=question.question,
                status=Status.NOT_FOUND,
                answer="The sources do not answer this question.",
                confidence=0.0,
            )
        stored, *_ = store.by_row(sorted(store.rows_of(["fine.md"]))).values()
        sentence = stored.passage.sentences[self._sentence]
        quote = shown((store.text(version) or "")[sentence.start : sentence.end])
        place = {"version": version, "start": sentence.start, "end": sentence.end, "quote": quote}
        citation = Citation.model_validate({"n": 1, "doc_id": "fine.md", "title": "The fine", **place})
        told = f"{quote} [1]"
        return Answer(
            id=uuid.uuid4().hex,
            question=question.question,
            status=Status.ANSWERED,
            answer=told,
            confidence=0.9,
            citations=(citation,),
        )

    def explain(self, question: Question) -> str:
        """Nothing to explain."""
        return question.question
