"""How well a version of the facts is supported, and why one comes before another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.disputes.claims import Claim

_RELIABILITY = ("primary", "press", "secondary", "digest")
_UNKNOWN = _RELIABILITY.index("secondary")  # what a source says of itself decides; of one that says nothing, little
_CALLED = ("a primary source", "press reports", "a secondary source", "a digest")
_PASSED_ON = "what another source is only said to say"


@dataclass(frozen=True, slots=True)
class Support:
    """What stands behind one version: the best of its sources, how many there are, the date of the latest.

    ``called`` is the best of its sources in words. ``doubted`` is set when whoever gives the value says that others
    give another.
    """

    level: int
    called: str
    doubted: bool
    sources: int
    latest: str

    @property
    def order(self) -> tuple[int, bool, int, str]:
        """The better supported version has the greater order."""
        return -self.level, not self.doubted, self.sources, self.latest


def level(claim: Claim) -> int:
    """0 for a primary source to 3 for a digest; a value passed on from a web site is no better than the site."""
    own = _own_level(claim)
    if "digest" in claim.candidate.quote.lower() and claim.clause.reported:
        return max(own, _RELIABILITY.index("digest"))
    return max(own, _RELIABILITY.index("secondary")) if claim.clause.retold or claim.clause.doubted else own


def _own_level(claim: Claim) -> int:
    """That of the document, whoever it quotes."""
    document = claim.candidate.hit.stored.document
    said = str(getattr(document, "reliability", "") or ("digest" if document.kind == "digest" else ""))
    return _RELIABILITY.index(said) if said in _RELIABILITY else _UNKNOWN


def support(claims: Sequence[Claim]) -> Support:
    """What stands behind the claims of one version. Sources that are cited twice count once."""
    sources: set[str] = set()
    for claim in claims:
        document = claim.candidate.hit.stored.document
        urls = {reference.marker: reference.url for reference in document.references}
        cited = {urls[number] for number in _markers(claim) if number in urls}
        sources |= cited or {document.doc_id}
    latest = max((claim.candidate.hit.stored.document.published for claim in claims), default="")
    doubted = all(claim.clause.doubted for claim in claims)
    best = min(claims, key=level)
    called = _CALLED[level(best)] if level(best) == _own_level(best) else _PASSED_ON
    return Support(level(best), called, doubted, len(sources), latest)


def _markers(claim: Claim) -> Iterator[str]:
    """The references in the claim's own clause: those behind "whereas" support what stands there."""
    sentence, hidden = claim.candidate.sentence, 0
    for marker in sorted(sentence.markers, key=lambda each: each.start):
        # The quote leaves the markers out, so all before this one are taken off.
        shown_at = marker.start - sentence.start - hidden
        hidden += marker.end - marker.start
        if claim.clause.start < shown_at <= claim.clause.end + 1 + len(sentence.markers) and not marker.whole_document:
            yield marker.number


def why_first(first: Support, second: Support) -> str:
    """Why the first version is shown before the second, in a few words."""
    if first.level != second.level:
        return f"it rests on {first.called}, the next on {second.called}"
    if first.doubted != second.doubted:
        return "those who give the next say themselves that others differ"
    if first.sources != second.sources:
        return f"more independent sources give it ({first.sources} against {second.sources})"
    if first.latest != second.latest:
        return f"its latest source is newer ({first.latest or 'undated'} against {second.latest or 'undated'})"
    return "it answers the question more closely; its support is no better"
