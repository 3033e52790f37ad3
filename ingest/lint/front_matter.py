"""What is wrong with an article's front matter, by the rules of corpus/README.md."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.lint.article import Article, Field
from ingest.lint.findings import Finding, error, warning
from ingest.lint.references import is_address
from ingest.lint.when import day
from retrieval.reliability import SORTS

_RULE = "front-matter"
_NEEDED = ("title", "publisher", "published", "kind")
_EXPECTED = ("as_of", "reliability", "tags")  # a digest, which is kept as it came, may do without
_KNOWN = {*_NEEDED, *_EXPECTED, "id", "url", "references", "audience"}
_ALLOWED = {
    "kind": ("report", "explainer", "support", "digest"),
    "reliability": tuple(SORTS),
}


def front_matter(article: Article) -> Iterator[Finding]:
    """Missing, unknown, empty and unreadable fields."""
    if not article.is_markdown:
        return
    if article.front is None:
        yield error(_RULE, article.place(1), "there is no front matter; begin with the fields of corpus/README.md")
        return
    yield from _missing(article, article.front)
    for name, field in article.front.items():
        if name not in _KNOWN:
            known = ", ".join(sorted(_KNOWN))
            yield warning(_RULE, article.place(field.line), f"`{name}` is read by nothing; the fields are {known}")
        elif field.is_empty:
            yield warning(_RULE, article.place(field.line), f"`{name}` is empty; fill it in or take it out")
        elif problem := _problem(name, field):
            yield error(_RULE, article.place(field.line), f"`{name}` {problem}")


def _missing(article: Article, front: dict[str, Field]) -> Iterator[Finding]:
    for name in _NEEDED:
        if name not in front:
            yield error(_RULE, article.place(1), f"`{name}` is missing")
    if "kind" in front and front["kind"].text != "digest":
        for name in _EXPECTED:
            if name not in front:
                yield warning(_RULE, article.place(1), f"`{name}` is missing")


def _problem(name: str, field: Field) -> str:
    if name in {"published", "as_of"} and day(field.text) is None:
        return f"is {field.text!r}, which is not a date such as 2025-01-23"
    if name in _ALLOWED and field.text not in _ALLOWED[name]:
        return f"is {field.text!r}, which is none of {', '.join(_ALLOWED[name])}"
    if name == "url" and not is_address(field.text):
        return f"is {field.text!r}, which is not the address of a page"
    return ""
