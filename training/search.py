"""BM25 over windows: the passages that look most like an answer, for hard negatives and for evaluation."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import bm25s

from training.pages import Page, Window

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it would report every one of a thousand small indexes


class WindowSearch:
    """A BM25 index of windows (Robertson and Zaragoza 2009)."""

    def __init__(self, windows: Sequence[Window]) -> None:
        self._windows = windows
        self._index: Any = bm25s.BM25()
        texts = [f"{window.page.heading} {window.page.text[slice(*window.span)]}" for window in windows]
        self._index.index(_tokens(texts), show_progress=False)

    def best(self, question: str, count: int) -> list[Window]:
        """The best ``count`` windows, best first."""
        count = min(count, len(self._windows))
        found, _ = self._index.retrieve(_tokens([question]), k=count, show_progress=False)
        return [self._windows[number] for number in found[0]]


class ScopedSearch:
    """Searches some of the pages, each cut into windows by ``cut``; an index is made when its scope is first asked."""

    def __init__(self, pages: Mapping[str, Page], cut: Callable[[Page], Sequence[Window]]) -> None:
        self._pages = pages
        self._cut = cut
        self._indexes: dict[tuple[str, ...], WindowSearch] = {}

    def best(self, scope: tuple[str, ...], question: str, count: int) -> list[Window]:
        """The best ``count`` windows of the pages in scope, best first; no scope means all pages."""
        if scope not in self._indexes:
            pages = [self._pages[key] for key in scope] if scope else list(self._pages.values())
            self._indexes[scope] = WindowSearch([window for page in pages for window in self._cut(page)])
        return self._indexes[scope].best(question, count)


def _tokens(texts: list[str]) -> object:
    # A placeholder keeps a text of stop words alone from being an empty row.
    return bm25s.tokenize([text + " placeholder" for text in texts], stopwords="en", show_progress=False)
