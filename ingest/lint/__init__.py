"""Checks of the sources themselves: what is broken, what cannot be, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ingest.lint.article import read_articles
from ingest.lint.causes import causes
from ingest.lint.differing import differing
from ingest.lint.findings import Finding, Place, Severity, error
from ingest.lint.front_matter import front_matter
from ingest.lint.references import references
from ingest.lint.timeline import timeline
from ingest.loaders.source import Failure, printable

__all__ = ["Checked", "Finding", "Place", "Severity", "check"]


@dataclass(frozen=True, slots=True)
class Checked:
    """How many sources were read, and what was found, errors first."""

    sources: int
    findings: tuple[Finding, ...]

    def of(self, severity: Severity) -> list[Finding]:
        """The findings of one severity."""
        return [finding for finding in self.findings if finding.severity is severity]


def check(paths: Sequence[Path], today: date | None = None) -> Checked:
    """Check every source under the paths. Raises UsageError for a path that is missing or holds no source."""
    now = today or datetime.now(UTC).date()
    read = list(read_articles(paths))
    articles = [each for each in read if not isinstance(each, Failure)]
    unread = [each for each in read if isinstance(each, Failure)]
    findings = [error("unreadable", Place(printable(each.where), 1), each.problem) for each in unread]
    for article in articles:
        findings += [*front_matter(article), *references(article), *timeline(article, now), *causes(article)]
    findings += differing(articles)
    findings.sort(key=lambda finding: (finding.severity is not Severity.ERROR, finding.place.file, finding.place.line))
    return Checked(len(read), tuple(findings))
