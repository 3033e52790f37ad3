"""Sentences that answer one question with values that exclude each other: found, ordered and shown side by side.

No language model is asked. Each sentence is read for the one value that it gives in answer (``disputes.claims``), those
that speak of the same thing are brought together (``disputes.sameness``), and their values are compared as what they
are: dates, amounts, numbers, case numbers, yes or no. Where in doubt there is no conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answer import Answer, Citation, Disagreement, DisagreementVersion, Status
from retrieval.compose import Ranking, place
from retrieval.disputes.asking import About, asked_about
from retrieval.disputes.claims import Claim, claim_of
from retrieval.disputes.frame import Frame
from retrieval.disputes.normal import comparable, fitting
from retrieval.disputes.sameness import same_thing
from retrieval.disputes.standing import level, support, why_first
from retrieval.disputes.told import about_of, of_record, told_claims
from retrieval.evidence import Candidate

_MAX_VERSIONS = 4
_FLOOR = 0.1  # who contradicts or supports need not answer as surely as who leads
_RIVAL = 0.65  # of the lead's probability: a group of claims that falls behind more is not what was asked for
_TOLD = "the sentence that tells of the difference names it first"
_OF_RECORD = "the sentence that tells of the difference has it from a court or a record, the next from elsewhere"


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values, with the claims that give it, the best first."""

    claims: tuple[Claim, ...]

    @property
    def shown(self) -> tuple[Claim, ...]:
        """The best claim, and the best from another document."""
        first = self.claims[0]
        doc_id = place(first.candidate)[0]
        other = next((each for each in self.claims if place(each.candidate)[0] != doc_id), None)
        return (first, other) if other and other.candidate.quote != first.candidate.quote else (first,)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A point on which the sources differ: the versions, best supported first, and why that one is first."""

    about: str
    versions: tuple[Version, ...]
    why_first: str

    @property
    def told(self) -> bool:
        """Whether one sentence gives all the versions; they stand in its order then, but for what is of record."""
        first, second, *_ = (version.claims[0].candidate for version in self.versions)
        return first is second

    @property
    def sentences(self) -> list[Candidate]:
        """The sentences to show: two for the first version where two documents give it, one for each other."""
        first, *others = self.versions
        return [each.candidate for each in (*first.shown, *(version.claims[0] for version in others))]


def conflict(ranking: Ranking, found: Sequence[Candidate] = ()) -> Conflict | None:
    """The conflict in the answers to one part of a question, None when there is none.

    It lies between sentences, or one of those ``found`` to be shown tells of it.
    """
    return _between(ranking) or _told(ranking, found)


def _between(ranking: Ranking) -> Conflict | None:
    about = asked_about(ranking.asked)
    if about is None:
        return None
    claims = (claim_of(ranking.asked, about, each, sure) for each, sure in ranking.ranked if sure >= _FLOOR)
    frames = [Frame(ranking.asked, claim) for claim in claims if claim]
    versions = _versions([frame.claim for frame in _leading(frames, about, ranking.confidence)])
    if len(versions) < 2:
        return None
    first, second = (support(version.claims) for version in versions[:2])
    return Conflict(f"{about} ({ranking.asked.text})", tuple(versions[:_MAX_VERSIONS]), why_first(first, second))


def _told(ranking: Ranking, found: Sequence[Candidate]) -> Conflict | None:
    for candidate in found:
        claims = told_claims(ranking.asked, candidate, ranking.confidence)[:_MAX_VERSIONS]
        if claims:
            recorded = of_record(claims)
            ordered = sorted(claims, key=lambda claim: claim is not recorded)
            versions = tuple(Version((claim,)) for claim in ordered)
            why = _OF_RECORD if recorded else _TOLD
            return Conflict(f"{about_of(claims)} ({ranking.asked.text})", versions, why)
    return None


def with_versions(found: Sequence[Candidate], dispute: Conflict | None) -> list[Candidate]:
    """The sentences to show: where there is a dispute, those of every version, then the lead if it is none of them.

    A lead with a value of the same kind that is no version dates or counts something else, and is left out.
    """
    if dispute is None or dispute.told:
        return list(found)
    told = {each.quote for each in dispute.sentences}
    return [*dispute.sentences, *(each for each in found[:1] if each.quote not in told and not each.holds_value)]


def disputed(answer: Answer, conflicts: Sequence[Conflict | None]) -> Answer:
    """The answer with its disagreements; without any, the answer itself. ``conflicts`` are those of the parts answered.

    What is marked answers the first part. A sentence that tells of a difference has no phrase that answers: to mark one
    would be to take its side.
    """
    found = [each for each in conflicts if each]
    if not found:
        return answer
    return answer.model_copy(
        update={
            "status": Status.CONFLICTING,
            "short_answer": _marked(answer, conflicts[0]),
            "disagreements": tuple(_disagreement(each, answer.citations) for each in found),
        }
    )


def _marked(answer: Answer, first: Conflict | None) -> str | None:
    if first is None:
        return answer.short_answer
    lead = first.versions[0].claims[0]
    if first.told:
        return None
    return lead.shown if lead.candidate.quote == answer.citations[0].quote else answer.short_answer


def _leading(frames: Sequence[Frame], about: About, confidence: float) -> list[Frame]:
    """The claims about the thing that most of them are about; other cases and parties are left aside."""
    groups = [
        [pivot, *(frame for frame in frames if frame is not pivot and same_thing(pivot, frame, about))]
        for pivot in frames
        if pivot.claim.sure >= _RIVAL * confidence and pivot.covers
    ]
    return max(groups, key=lambda group: sum(frame.claim.sure for frame in group), default=[])


def _versions(claims: Sequence[Claim]) -> list[Version]:
    """Claims by value: the exact ones make the versions, the vague ones join the first that they fit."""
    clusters: list[list[Claim]] = []
    for claim in sorted(claims, key=lambda each: (-each.value.exactness, -each.sure)):
        home = next((cluster for cluster in clusters if fitting(cluster[0].value, claim.value)), None)
        if home:
            home.append(claim)
        elif all(comparable(cluster[0].value, claim.value) for cluster in clusters):
            clusters.append([claim])
    ordered = [sorted(each, key=lambda claim: (claim.clause.reported, level(claim), -claim.sure)) for each in clusters]
    ordered.sort(key=lambda cluster: support(cluster).order, reverse=True)
    return [Version(tuple(cluster)) for cluster in ordered]


def _disagreement(found: Conflict, citations: Sequence[Citation]) -> Disagreement:
    numbers = {(each.doc_id, each.start): each.n for each in citations}
    versions = tuple(
        DisagreementVersion(
            value=version.claims[0].shown,
            citations=tuple(
                numbers[place(each.candidate)] for each in version.claims if place(each.candidate) in numbers
            ),
        )
        for version in found.versions
    )
    return Disagreement(about=found.about, versions=versions, why_first=found.why_first)
