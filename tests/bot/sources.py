"""Documents in a real index, which a test can change, and what the bot is given of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.holdings import Holdings
from retrieval.index import Index
from retrieval.store import Store
from retrieval.view import View
from retrieval.watches import Watches
from tests.retrieval.indexed import MODEL, First, ingested, written

FINE = "---\nsecret: front\n---\n# The fine\n\n" + (
    "It began in 2019. Harbor Foods paid a fine of €40,000 in 2021 [3]. It denied it.\n"
)


class Sources:
    """The article ``fine.md`` and another; the assistant answers with the second sentence of the first."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self.change(fine=FINE, other="# Other\n\nA fact is here.\n")
        self._index = Index.open(folder / "index", MODEL)
        self.watches = Watches(folder / "watches.sqlite3")
        self.assistant = First(folder / "index", sentence=1)
        self.ask = self.assistant.ask
        self.holdings = Holdings(
            versions=partial(View, self._index),
            generation=lambda: self._index.generation,
            explain=lambda question: (
                f"Question: {question.question}\n  words: a <b>\n1. The fine\n  found by: likeness\n"
            ),
            verbatim=self.assistant,
            watches=self.watches,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.watches.close()
        self._index.close()

    @property
    def store(self) -> Store:
        """Where the documents are kept."""
        return self._index.store

    def change(self, **texts: str | None) -> None:
        """Change documents, or with None remove them, and bring the index up to date."""
        for name, text in texts.items():
            if text is None:
                (self._folder / "sources" / f"{name}.md").unlink()
            else:
                written(self._folder / "sources", **{name: text})
        ingested(self._folder / "index", self._folder / "sources", prune=True)
