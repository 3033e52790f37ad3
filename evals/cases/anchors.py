"""Anchors: the sentences of the sources in which the answer to a case stands.

They are kept beside the cases in ``anchors.json``, with the version that they were found in, as a lock file is kept
beside what it locks: ``pincite eval anchor`` finds them, a person reads the change, and a run tells which have rotted.

A sentence is an anchor when it says something that the answer must say and stands near the question: of the
sentences that say it, those that share most of the question's words. The words alone decide, never the system that
is examined. A case's own ``evidence`` goes before what is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evals.cases.case import Case
from evals.cases.expected import said
from evals.cases.files import CaseError
from evals.cases.sources import Line, Source
from evals.cases.text import content_words

FILE = "anchors.json"
_MOST = 6
_NEARLY = 0.6  # of the best sentence's share of the question's words


@dataclass(frozen=True, slots=True)
class Anchor:
    """``text[start:end]`` of a version of a document, shown as ``quote``; ``says`` numbers the items it says."""

    document: str
    version: str
    start: int
    end: int
    quote: str
    says: tuple[int, ...]


Anchors = Mapping[str, tuple[Anchor, ...]]
_FILE: TypeAdapter[dict[str, tuple[Anchor, ...]]] = TypeAdapter(dict[str, tuple[Anchor, ...]])


def find_anchors(case: Case, sources: Iterable[Source]) -> tuple[Anchor, ...]:
    """The sentences that answer a case; none for a question that nothing answers."""
    if not case.answerable:
        return ()
    lines = [line for source in sources for line in source.lines]
    if case.evidence:
        return tuple(_by_hand(case, lines))
    allowed = [line for line in lines if case.document in (None, line.document)]
    if not case.says:
        return ()
    found: dict[tuple[str, int], Line] = {}
    for wordings in case.says:
        saying = [line for line in allowed if any(said(line.quote, wording) for wording in wordings)]
        cited = [line for line in saying if not case.cites or not line.markers.isdisjoint(case.cites)]
        found.update({(line.document, line.start): line for line in _nearest(case, cited or saying)})
    return tuple(_anchor(case, line) for line in sorted(found.values(), key=lambda line: (line.document, line.start)))


def read_anchors(folder: Path) -> Anchors:
    """The anchors kept beside the cases; none where there is no such file. Raises CaseError for one that is wrong."""
    file = (folder if folder.is_dir() else folder.parent) / FILE
    if not file.is_file():
        return {}
    try:
        return _FILE.validate_json(file.read_bytes())
    except (ValidationError, OSError) as error:
        first = str(error).splitlines()[0]
        raise CaseError(
            f"{file}: is not a file of anchors ({first}); write it anew with `pincite eval anchor`"
        ) from error


def write_anchors(cases: Path, anchors: Anchors) -> Path:
    """Keep anchors beside the cases; those of one file take only their own places among the folder's.

    A case without an anchor has no entry. Raises OSError, and CaseError where the folder's anchors cannot be read.
    """
    kept = {} if cases.is_dir() else read_anchors(cases)
    told = {case: found for case, found in {**kept, **anchors}.items() if found}
    file = (cases if cases.is_dir() else cases.parent) / FILE
    file.write_bytes(_FILE.dump_json(told, indent=1, ensure_ascii=False) + b"\n")
    return file


def _by_hand(case: Case, lines: Sequence[Line]) -> Iterable[Anchor]:
    for evidence in case.evidence:
        for line in lines:
            if line.document == evidence.document and (evidence.quote in line.quote or line.quote in evidence.quote):
                yield _anchor(case, line)


def _nearest(case: Case, lines: Sequence[Line]) -> list[Line]:
    asked = content_words(" ".join((case.question, *case.history[-1:])))
    shares = {line: len(asked & content_words(f"{line.section} {line.quote}")) for line in lines}
    best = max(shares.values(), default=0)
    near = [line for line in lines if shares[line] >= _NEARLY * best]
    return sorted(near, key=lambda line: -shares[line])[:_MOST]


def _anchor(case: Case, line: Line) -> Anchor:
    says = tuple(
        number for number, wordings in enumerate(case.says) if any(said(line.quote, wording) for wording in wordings)
    )
    return Anchor(line.document, line.version, line.start, line.end, line.quote, says)
