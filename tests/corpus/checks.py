"""What is wrong with an article, by the rules of corpus/README.md; each check yields one line for each problem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from tests.corpus.article import MARKER, Article

KINDS = {"digest", "report", "explainer", "support"}
RELIABILITIES = {"primary", "press", "secondary", "digest"}
QUOTED_WORDS = 14
_PRONOUN = re.compile(r"(It|They|This|That|These|Those|He|She|We|You|His|Her|Its|Their|Such)\b(?! digest)")
_UNDATED = re.compile(
    r"\b(last|this|next) (year|month|week)\b|\b(yesterday|today|tomorrow|recently)\b|\d(bn|mn|m)\b", re.I
)
_MARKUP = re.compile(r"[*_`]|\]\(|https?:|^\s*(?:[-+>]|\d+\.)\s", re.M)
_SMALL_WORDS = {"the", "of", "and", "or", "a", "an", "in", "by", "for", "to"}


def front_matter(article: Article) -> Iterator[str]:
    """What is missing or malformed; a digest may do without the fields that came after it."""
    front = article.front
    digest = front.get("kind") == "digest"
    for field in ("title", "publisher"):
        if not isinstance(front.get(field), str):
            yield f"{field} is missing"
    for field in ("published",) if digest else ("published", "as_of"):
        if not _is_date(front.get(field)):
            yield f"{field} is not an ISO date"
    if front.get("kind") not in KINDS:
        yield f"kind {front.get('kind')!r} is none of {sorted(KINDS)}"
    if front.get("reliability", "digest" if digest else None) not in RELIABILITIES:
        yield f"reliability {front.get('reliability')!r} is none of {sorted(RELIABILITIES)}"
    tags = front.get("tags", ["digest"] if digest else [])
    if not tags or not all(isinstance(tag, str) and tag.strip() for tag in tags):
        yield "tags are missing"
    if "as_of" in front and not list(front_matter_dates(front)) and front["as_of"] < front["published"]:
        yield "as_of lies before published"
    yield from references(article)


def front_matter_dates(front: dict[str, Any]) -> Iterator[str]:
    """Which of the two dates cannot be compared."""
    yield from (field for field in ("published", "as_of") if not _is_date(front.get(field)))


def references(article: Article) -> Iterator[str]:
    """What is wrong with the reference list, and between it and the markers of the body."""
    listed = article.references
    expected = [str(number) for number in range(1, len(listed) + 1)]
    if [reference.get("marker") for reference in listed] != expected:
        yield "markers are not numbered 1, 2, 3 as text"
    used = set(MARKER.findall(article.body))
    for marker in sorted(used - set(expected)):
        yield f"[{marker}] is not listed"
    for marker in sorted(set(expected) - used):
        yield f"reference {marker} is not used"
    urls = [str(reference.get("url", "")) for reference in listed]
    if len(set(urls)) < len(urls):
        yield "a URL is listed twice"
    for url in urls:
        if not re.fullmatch(r"https?://[\w.-]+\.[a-z]+/\S+", url):
            yield f"{url!r} is not the address of a page"
    for reference in listed:
        if set(reference) - {"marker", "url", "publisher", "date"} or not reference.get("publisher"):
            yield f"reference {reference.get('marker')} has unknown fields or no publisher"
        if "date" in reference and not _is_date(reference["date"]):
            yield f"reference {reference.get('marker')}: the date is not an ISO date"
    dates = [reference["date"] for reference in listed if _is_date(reference.get("date"))]
    if dates and article.front.get("published") != max(dates):
        yield "published is not the latest date among the references"


def sentence(line: str) -> Iterator[str]:
    """What keeps a sentence from standing alone, or its markers from standing behind what they support."""
    if not re.search(r'[.!?]"?$', line):
        yield "does not end as a sentence"
    if _PRONOUN.match(line):
        yield "opens with a pronoun"
    if not re.search(r"[A-Z]|\d", line[1:]):
        yield "names nobody and nothing"
    if found := _UNDATED.search(line):
        yield f"{found.group()!r} is not a date or an amount in full"
    if _MARKUP.search(line):
        yield "is not plain text"
    if len(line.split()) > 50:
        yield "is too long to be one claim or two"
    yield from _quotations(line)
    yield from _markers(line)


def _quotations(line: str) -> Iterator[str]:
    if line.count('"') % 2:
        yield "has a quotation mark without its partner"
    for quoted in re.findall(r'"([^"]*)"', line):
        if len(quoted.split()) > QUOTED_WORDS:
            yield f"quotes more than {QUOTED_WORDS} words"


def _markers(line: str) -> Iterator[str]:
    first = MARKER.search(line)
    if first and len(line[: first.start()].split()) < 3:
        yield "a marker stands at the start"
    for run in re.finditer(r"(?:\[\d{1,3}\])+", line):
        if not line[: run.start()].endswith(" "):
            yield "a marker is glued to a word"
        if not re.match(r"\.|,| and | or ", line[run.end() :]):
            yield "a marker does not close a clause"
        if _is_bare_name(MARKER.sub("", line[: run.start()])):
            yield "a marker hangs on a bare name"


def _is_bare_name(before: str) -> bool:
    """Whether a sentence has said nothing but names when its marker comes."""
    words = [word for word in re.findall(r"[^\W\d_]+", before) if word.lower() not in _SMALL_WORDS]
    return all(word[0].isupper() for word in words)


def _is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
