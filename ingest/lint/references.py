"""What is wrong between an article's markers and the references that it lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from ingest.lint.article import Article, Statement, listed_in_front
from ingest.lint.findings import Finding, error
from ingest.lint.when import day

_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]+|localhost|\d{1,3}(?:\.\d{1,3}){3}")


def references(article: Article) -> Iterator[Finding]:
    """Markers that lead nowhere, references that nothing uses, addresses and dates that are none."""
    listed = Counter(reference.marker for reference in article.document.references)
    # A page whose list of references was not read has markers all the same, and that is no fault of its text.
    if listed or article.is_markdown:
        yield from _dangling(article, set(listed))
    used = {number for statement in article.statements for number in statement.markers}
    for marker, times in listed.items():
        place = article.reference_place(marker)
        if times > 1:
            yield error("reference-repeated", place, f"reference {marker} is listed {times} times")
        if marker not in used:
            yield error("reference-unused", place, f"reference {marker} is used by no sentence")
    yield from _fields(article)


def _dangling(article: Article, listed: set[str]) -> Iterator[Finding]:
    for statement in article.statements:
        for number in dict.fromkeys(statement.markers):
            if number not in listed:
                yield error("marker-dangling", statement.place, f"[{number}] is not in the list of references")


def _fields(article: Article) -> Iterator[Finding]:
    in_front = listed_in_front(article.front)
    for reference in article.document.references:
        place = article.reference_place(reference.marker)
        if not reference.url and not in_front:
            continue  # a printed list may well name a book
        if not is_address(reference.url):
            said = f"{reference.url!r} is not the address of a page" if reference.url else "there is no `url`"
            yield error("reference-url", place, f"reference {reference.marker}: {said}")
        if reference.date and day(reference.date) is None:
            said = f"{reference.date!r} is not a date such as 2025-01-23"
            yield error("reference-date", place, f"reference {reference.marker}: {said}")


def cited_for(article: Article, statement: Statement) -> list[str]:
    """The references of a statement, as the list has them."""
    listed = {reference.marker for reference in article.document.references}
    return [number for number in dict.fromkeys(statement.markers) if number in listed]


def is_address(url: str) -> bool:
    """Whether it is the ``http(s)`` address of a page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    whole = not re.search(r"\s", url) and parts.scheme in {"http", "https"}
    return whole and _HOST.fullmatch(parts.hostname or "") is not None
