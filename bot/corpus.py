"""What the bot says of the sources themselves: which there are, who may see them, how fresh they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.suggestions import suggestions
from retrieval.audience import EVERYONE, Readers, may_see
from retrieval.store import Freshness, Store


@dataclass(frozen=True, slots=True)
class Corpus:
    """The sources in the index. Safe to use from many threads."""

    store: Store

    def doc_ids(self, readers: Readers) -> list[str]:
        """The ids of the documents that every reader may see."""
        shelves = [shelf for shelf in {EVERYONE, *self.store.audiences()} if may_see(readers, shelf)]
        return [doc_id for doc_id, _ in self.store.current_on(shelves)]

    def visible(self, doc_ids: Iterable[str], readers: Readers) -> bool:
        """Whether all these documents are there and every reader may see them."""
        found = [self.store.current(doc_id) for doc_id in doc_ids]
        return all(each is not None and may_see(readers, each[1]) for each in found)

    def freshness(self) -> Freshness:
        """How many documents everyone may see, and how new they are."""
        return self.store.freshness()

    def questions(self) -> list[str]:
        """Questions to begin with: those that these documents are known to be about, else those that they pose."""
        known = suggestions({doc_id for doc_id, _ in self.store.current_on((EVERYONE,))})
        return known or self.store.questions_posed()
