"""What was known on a day: which documents, and which version of each.

A version is known from the date that it gives itself (``published``, or ``as_of`` where that is later). One that
gives none, or that changed without giving a later one, is known from the day on which it was read.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retrieval.audience import EVERYONE, Readers, may_see


@dataclass(frozen=True, slots=True)
class Step:
    """A version of a document became live; an empty fingerprint says that the document was removed."""

    doc_id: str
    fingerprint: str
    since: str
    version: str = ""
    published: str = ""
    as_of: str = ""
    current: bool = False
    audience: str = EVERYONE


@dataclass(frozen=True, slots=True)
class Known:
    """The documents whose live version was known on a day, and ``(doc_id, fingerprint)`` of earlier versions."""

    day: date
    live: tuple[str, ...]
    earlier: tuple[tuple[str, str], ...]

    @property
    def documents(self) -> list[str]:
        """The documents that were known."""
        return [*self.live, *(doc_id for doc_id, _ in self.earlier)]


def seen(steps: Sequence[Step], readers: Readers) -> Iterator[Step]:
    """The steps that the readers of an answer may see: of documents open to them, the versions open to them too."""
    now = {step.doc_id: step.audience for step in steps if step.fingerprint}
    return (s for s in steps if may_see(readers, now.get(s.doc_id, EVERYONE)) and may_see(readers, s.audience))


def known_at(day: date, steps: Iterable[Step], within: Container[str] | None = None) -> Known:
    """What was known on a day; ``within`` limits it to some documents."""
    versions: dict[str, Step] = {}
    before: dict[str, tuple[str, date, date | None]] = {}
    for step in steps:
        if within is not None and step.doc_id not in within:
            continue
        known, given = _known_from(step, before.get(step.doc_id))
        before[step.doc_id] = (step.version, known, given)
        if known <= day:
            versions[step.doc_id] = step
    live = tuple(doc_id for doc_id, step in versions.items() if step.current)
    past = (step for step in versions.values() if step.fingerprint and not step.current)
    return Known(day, live, tuple((step.doc_id, step.fingerprint) for step in past))


def _known_from(step: Step, before: tuple[str, date, date | None] | None) -> tuple[date, date | None]:
    """The first day on which a version was known, and the date that it gives itself."""
    read = date.fromisoformat(step.since[:10])
    given = max(filter(None, map(last_day, (step.published, step.as_of))), default=None)
    if before is None:
        return given or read, given
    version, known, given_before = before
    if version == step.version and given == given_before:
        return known, given  # only how it is taken apart has changed
    return (given if given and given_before and given > given_before else max(read, given or read)), given


def last_day(text: str) -> date | None:
    """The last day that a date of the metadata can mean: "2025-01" is known when January is over."""
    parts = text.strip()[:10].split("-")
    try:
        year, month, day = [int(part) for part in parts] + [0] * (3 - len(parts))
        if day:
            return date(year, month, day)
        first_after = date(year + (month in {0, 12}), month % 12 + 1 if month else 1, 1)
        return first_after - timedelta(days=1)
    except ValueError:
        return None
