"""What the bot says of the sources themselves: which there are, how many, how fresh, and what to ask them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.suggestions import suggestions
from retrieval.store import Freshness, Store


@dataclass(frozen=True, slots=True)
class Corpus:
    """The sources in the index. Safe to use from many threads."""

    store: Store

    def doc_ids(self) -> list[str]:
        """The ids of all documents."""
        return list(self.store.current_ids())

    def freshness(self) -> Freshness:
        """How many documents there are and how new they are."""
        return self.store.freshness()

    def questions(self) -> list[str]:
        """Questions to begin with: those that these documents are known to be about, then those that they pose."""
        known = suggestions(self.store.current_ids())
        return known or self.store.questions_posed()
