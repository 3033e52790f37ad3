"""From one question to the sentences that may answer it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from retrieval.audience import Readers
from retrieval.embedding import Embedder
from retrieval.errors import PinciteError
from retrieval.evidence import Candidate, candidates, passage_of
from retrieval.index import Index
from retrieval.question import Asked
from retrieval.reader import Reader
from retrieval.rerank import Reranker
from retrieval.search import Hit, search
from retrieval.spelling import respelled
from retrieval.view import View

_PASSAGES = 6
_RERANKED = 30


class Finder:
    """Searches an index and has the best passages read; without a reader their words and vectors must do."""

    def __init__(
        self, index: Index, embedder: Embedder, reader: Reader | None, reranker: Reranker | None = None
    ) -> None:
        self._index = index
        self._embedder = embedder
        self._reader = reader
        self._reranker = reranker

    @property
    def reads(self) -> bool:
        """Whether there is a reader."""
        return self._reader is not None

    def candidates(
        self,
        asked: Asked,
        scope: Sequence[str],
        texts: dict[str, str] | None = None,
        as_of: date | None = None,
        readers: Readers = (),
    ) -> list[Candidate]:
        """The sentences of the best passages; ``texts`` collects the versions they stand in."""
        vector = self._embedder.get_query_embedding(asked.sought)
        count = _RERANKED if self._reranker else _PASSAGES
        hits = search(self._index, asked.sought, vector, count, scope, as_of, readers)
        texts = {} if texts is None else texts
        self._read_texts(hits, texts)
        return candidates(asked, self._best(asked, hits, texts), texts, self._reader)

    def respelled(self, asked: Asked, as_of: date | None = None, readers: Readers = ()) -> Asked:
        """The question with its slips mended by what these readers may see: see ``retrieval.spelling``.

        What was known on an earlier day may have had other words; they are not looked up, and it is read as typed.
        """
        if as_of is not None:
            return asked
        view = View(self._index, readers)
        return self._index.steadily(lambda: respelled(asked, view.lexical))

    def _best(self, asked: Asked, hits: list[Hit], texts: dict[str, str]) -> list[Hit]:
        if self._reranker is None:
            return hits
        passages = [passage_of(hit, texts) for hit in hits]
        words = ["\n".join((passage.heading, " ".join(passage.sentences))) for passage in passages]
        return self._reranker.best(asked.sought, hits, words, _PASSAGES)

    def _read_texts(self, hits: Sequence[Hit], texts: dict[str, str]) -> None:
        for version in {hit.stored.document.version for hit in hits} - texts.keys():
            text = self._index.store.text(version)
            if text is None:
                raise PinciteError("The index has lost a stored text; make it anew with `pincite ingest`.")
            texts[version] = text
