"""Dates that cannot be because of when the article or its reference was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ingest.lint.article import Article, Statement
from ingest.lint.findings import Finding, error, warning
from ingest.lint.references import cited_for
from ingest.lint.when import When, date_in_url, dates, day, wrong_weekday
from retrieval.documents import Reference

_RULE = "impossible-date"
_ZONES = timedelta(days=1)  # a page is dated by the clock of its publisher
# What nobody can report beforehand; "took effect on" may well have been announced.
_UNFORESEEN = re.compile(
    r"\b(?:was|were|has been|had been)\s+(?:\w+ly\s+)?"
    r"(?:filed|sued|dismissed|withdrawn|dropped|fined|decided|brought|settled|arrested|published)\b"
    r"|\b(?:sued|withdrew|dropped|ruled|fined|dismissed|resigned|died)\b"
)
_AHEAD = re.compile(r"\b(?:will|would|shall|plans?|planned|expects?|expected|scheduled|due|until|by|before|from)\b")


def timeline(article: Article, today: date) -> Iterator[Finding]:
    """Days that no calendar has, and what was told before it happened."""
    yield from _own_dates(article, today)
    for reference in article.document.references:
        yield from _reference(article, reference)
    for statement in article.statements:
        yield from _in_calendar(statement)
        yield from _told_too_early(article, statement)


def last_day(article: Article) -> When | None:
    """The last day that an article can know of."""
    front = article.front or {}
    own = [day(front[name].text) for name in ("published", "as_of") if name in front]
    known = [when for when in (*own, day(article.document.published)) if when is not None]
    return max(known, default=None)


def reference_date(reference: Reference) -> When | None:
    """When a reference was published, by its list or by its own address."""
    return day(reference.date) or date_in_url(reference.url)


def _is_later(day_: date, other: date) -> bool:
    """Whether a day is later wherever on earth the clocks were read."""
    return day_ - other > _ZONES  # not `other + _ZONES`: no day comes after the last one of the year 9999


def _own_dates(article: Article, today: date) -> Iterator[Finding]:
    front = article.front or {}
    own = {name: day(front[name].text) for name in ("published", "as_of") if name in front}
    published, as_of = own.get("published"), own.get("as_of")
    for name, when in own.items():
        if when is not None and _is_later(when.first, today):
            yield error(_RULE, article.place(front[name].line), f"`{name}` ({when}) lies in the future")
    if published and as_of and as_of < published:
        said = f"`as_of` ({as_of}) lies before `published` ({published})"
        yield error(_RULE, article.place(front["as_of"].line), said)


def _reference(article: Article, reference: Reference) -> Iterator[Finding]:
    place = article.reference_place(reference.marker)
    declared, in_url, known = day(reference.date), date_in_url(reference.url), last_day(article)
    if declared and in_url and _is_later(in_url.first, declared.last):
        said = f"is dated {declared}, before the date in its own address ({in_url})"
        yield error(_RULE, place, f"reference {reference.marker} {said}")
    when = declared or in_url
    if when and known and _is_later(when.first, known.last):
        said = f"is of {when}, later than the article itself ({known})"
        yield error(_RULE, place, f"reference {reference.marker} {said}; the article cannot rest on it")


def _in_calendar(statement: Statement) -> Iterator[Finding]:
    for dated in dates(statement.text):
        said = statement.text[dated.start : dated.end]
        if dated.when is None:
            yield error(_RULE, statement.place, f"{said} is in no calendar")
        elif named := wrong_weekday(statement.text, dated):
            yield error(_RULE, statement.place, f"{said} was a {dated.when.first:%A}, not a {named}")


def _told_too_early(article: Article, statement: Statement) -> Iterator[Finding]:
    """An event that is later than the article, or than every reference that stands behind it."""
    if not _UNFORESEEN.search(statement.text) or _AHEAD.search(statement.text):
        return
    events = [dated.when for dated in dates(statement.text) if dated.when]
    if not events:
        return
    latest, known = max(events), last_day(article)
    if known and _is_later(latest.first, known.last):
        said = f"{latest} is later than the article itself ({known}), which cannot know of it"
        yield error(_RULE, statement.place, said)
        return
    listed = {reference.marker: reference for reference in article.document.references}
    cited = [listed[number] for number in cited_for(article, statement)]
    told = [when for reference in cited if (when := reference_date(reference))]
    if told and len(told) == len(cited) and _is_later(latest.first, max(when.last for when in told)):
        beside = (article.reference_place(reference.marker) for reference in cited)
        said = f"{latest} is later than every reference given for it ({', '.join(map(str, told))})"
        yield warning(_RULE, statement.place, said, *beside)
