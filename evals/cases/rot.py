"""Label rot: anchors whose words have moved, changed or gone since a person last read the case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from evals.cases.anchors import Anchor, Anchors
from evals.cases.case import Case
from retrieval.store import Store
from retrieval.verify import find_quote


class Rot(StrEnum):
    """What became of an anchor."""

    SOUND = "sound"
    MOVED = "moved"  # the same words, at another place of the document
    CHANGED = "changed"  # the document is there, the words are not
    GONE = "gone"  # the document is not there
    MISSING = "missing"  # the case names an article that does not exist, or was never anchored


@dataclass(frozen=True, slots=True)
class Rotten:
    """A case whose label needs a person's eye, and why."""

    case: str
    rot: Rot
    document: str
    quote: str = ""


class Labels:
    """The anchors of the cases, found again in what is indexed now."""

    def __init__(self, cases: Sequence[Case], anchors: Anchors, store: Store) -> None:
        self._store = store
        self._versions = dict(store.current_versions())
        self._live: dict[str, tuple[Anchor, ...]] = {}
        self.rotten: list[Rotten] = []
        for case in cases:
            self.rotten.extend(self._missing(case, anchors))
            located = [self._located(anchor) for anchor in anchors.get(case.id, ())]
            self._live[case.id] = tuple(anchor for rot, anchor in located if rot in {Rot.SOUND, Rot.MOVED})
            self.rotten.extend(
                Rotten(case.id, rot, anchor.document, anchor.quote) for rot, anchor in located if rot is not Rot.SOUND
            )

    def of(self, case: Case) -> tuple[Anchor, ...]:
        """The anchors of a case at their present places."""
        return self._live.get(case.id, ())

    def _missing(self, case: Case, anchors: Anchors) -> Iterator[Rotten]:
        named = {case.document, *(evidence.document for evidence in case.evidence)} - {None}
        for document in sorted(str(name) for name in named if name not in self._versions):
            yield Rotten(case.id, Rot.MISSING, document)
        if anchors and case.answerable and not anchors.get(case.id) and case.says:
            yield Rotten(case.id, Rot.MISSING, "", "no anchor; run `pincite eval anchor`")

    def _located(self, anchor: Anchor) -> tuple[Rot, Anchor]:
        version = self._versions.get(anchor.document)
        if version is None:
            return Rot.GONE, anchor
        if version == anchor.version:
            return Rot.SOUND, anchor
        place = find_quote(anchor.quote, self._store.text(version) or "")
        if place is None:
            return Rot.CHANGED, anchor
        moved = replace(anchor, version=version, start=place[0], end=place[1])
        return (Rot.SOUND if place == (anchor.start, anchor.end) else Rot.MOVED), moved
