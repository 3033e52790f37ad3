"""Lawsuits, complaints and decisions that a source dates before the very events that it says they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.lint.article import Article
from ingest.lint.attributed import About, Begun, about, begun
from ingest.lint.findings import Finding, Place, error, warning
from ingest.lint.timeline import reference_date
from ingest.lint.when import When, date_in_url
from ingest.lint.wording import case_names, names
from retrieval.documents import Reference

_RULE, _DOUBT = "impossible-date", "doubtful-date"
_YEAR_OFF = (300, 430)  # days between an event and the reports of it, when the year is one too small


def causes(article: Article) -> Iterator[Finding]:
    """What is dated before its own cause, by what this one source says."""
    starts = [found for statement in article.statements for found in begun(statement)]
    events = [found for statement in article.statements for found in about(statement, article.statements)]
    for one in starts:
        rivals = [other for other in starts if other.kind == one.kind]
        later = [event for event in events if event.when.first > one.when.last and _belongs(event, one, rivals)]
        reports = _a_year_later(article, one.when)
        if later:
            what = _listed([event.when for event in later])
            said = f"the {one.noun} is dated {one.when}, before what this source says it is about ({what})"
            places = list(dict.fromkeys(event.statement.place for event in later))
            certain = any(event.direct for event in later)
            make, rule = (error, _RULE) if certain else (warning, _DOUBT)
            yield make(rule, one.statement.place, said, *places, *reports)
        elif reports:
            said = f"the {one.noun} is dated {one.when}, but the references are of a year later; is the year right?"
            yield warning(_DOUBT, one.statement.place, said, *reports)


def _belongs(event: About, one: Begun, rivals: Sequence[Begun]) -> bool:
    """Whether an event belongs to this lawsuit rather than to another one of the same source."""
    if event.kind != one.kind or event.statement is one.statement:
        return False
    score = _closeness(event, one)
    best = max(_closeness(event, rival) for rival in rivals)
    as_close = [rival for rival in rivals if _closeness(event, rival) == best]
    return score == best > 0 and all(event.when.first > rival.when.last for rival in as_close)


def _closeness(event: About, start: Begun) -> float:
    one, other = event.statement, start.statement
    named, sued = case_names(one.text), case_names(other.text)
    if named and sued:
        return 10.0 if named & sued else 0.0
    shared = len(names(one.text) & names(other.text)) + bool(named & names(other.text) or sued & names(one.text))
    return shared + 0.5 * (one.section == other.section)


def _a_year_later(article: Article, when: When) -> list[Place]:
    """The references' places, when they all are of about one year after an event that they should report."""
    dated = [(reference, found) for reference in article.document.references if (found := reference_date(reference))]
    gaps = [(found.last - when.first).days for _, found in dated]
    if not gaps or not when.is_day or not all(_YEAR_OFF[0] <= gap <= _YEAR_OFF[1] for gap in gaps):
        return []
    return [
        replace(article.reference_place(reference.marker), says=_dating(reference, found)) for reference, found in dated
    ]


def _dating(reference: Reference, when: When) -> str:
    in_url = date_in_url(reference.url)
    return f"reference {reference.marker} " + (f"carries {in_url} in its address" if in_url else f"is of {when}")


def _listed(found: Sequence[When]) -> str:
    return ", ".join(map(str, sorted(set(found))))
