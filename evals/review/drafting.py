"""Proposals for cases from an article's own dates, amounts and names: sentences with the value left out."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterator

from evals.cases.sources import Line, read_sources
from evals.cases.values import sole_value
from evals.formats.candidates import Candidate
from retrieval.errors import UsageError
from retrieval.store import Store
from retrieval.tokens import STOP_WORDS
from retrieval.values import Kind, values

_ASKED = {
    Kind.MONEY: "Which amount is it:",
    Kind.DATE: "Which date is it:",
}
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s+(?:(?:of|the|for|v\.)\s+){0,2}[A-Z][\w’'-]+)+")
_GAP = "____"
# "The suit was filed on ____." is asked as a person would.
_WHEN = re.compile(rf"(?P<who>.{{3,80}}?) (?P<was>was|were|is|are) (?P<done>\w[^,;:]*?) (?:on|in|since) {_GAP}\.")
_ARTICLE = re.compile(r"^(?:The|An?|Its|Their)\b")


def drafted(store: Store, doc_id: str) -> tuple[Candidate, ...]:
    """One candidate for each value of each sentence. Raises UsageError for a document that is not indexed."""
    source = next((source for source in read_sources(store) if source.document == doc_id), None)
    if source is None:
        close = difflib.get_close_matches(doc_id, store.current_ids(), n=3, cutoff=0.3)
        hint = f"; is it {' or '.join(close)}?" if close else ""
        raise UsageError(f"There is no document {doc_id!r} in the index{hint}")
    found = {candidate.id: candidate for line in source.lines for candidate in _of(line)}
    return tuple(found.values())


def _of(line: Line) -> Iterator[Candidate]:
    for asked, start, end in _values(line.quote):
        value = line.quote[start:end]
        gapped = f"{line.quote[:start]}{_GAP}{line.quote[end:]}"
        digest = hashlib.sha256(f"{line.document}\0{gapped}".encode()).hexdigest()[:10]
        yield Candidate(
            id=f"draft-{digest}",
            question=_question(asked, gapped),
            kind="draft",
            says=((value,),),
            document=line.document,
            quote=line.quote,
        )


def _question(asked: str, gapped: str) -> str:
    match = _WHEN.fullmatch(gapped) if asked == _ASKED[Kind.DATE] else None
    if match is None:
        return f"{asked} {gapped}"
    who = _ARTICLE.sub(lambda article: article.group().lower(), match["who"])
    return f"When {match['was']} {who} {match['done']}?"


def _values(text: str) -> Iterator[tuple[str, int, int]]:
    """What to ask, and where the value stands; nothing twice."""
    taken: list[tuple[int, int]] = []
    found = [(asked, *span) for kind, asked in _ASKED.items() for span in values(text, kind)]
    found = [each for each in found if sole_value(text[each[1] : each[2]])]
    found += [("Which name is it:", *span) for match in _NAME.finditer(text) if (span := _name(match))]
    for asked, start, end in found:
        if not any(first < end and start < last for first, last in taken):
            taken.append((start, end))
            yield asked, start, end


def _name(match: re.Match[str]) -> tuple[int, int] | None:
    """Where a name stands; the first word of a sentence may be none: "In Low v. LinkedIn", "The Irish DPC"."""
    first, _, rest = match.group().partition(" ")
    if match.start() or first.lower() not in STOP_WORDS:
        return match.span()
    return (match.end() - len(rest), match.end()) if rest[:1].isupper() and " " in rest else None
