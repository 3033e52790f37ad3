"""How many real conflicts are found, and how often two sentences that only look different raise a false alarm.

``python -m evals.conflict_pairs [development|untouched] ...`` prints both halves of our own pairs, each with 95 %
Wilson intervals and with every pair that was judged wrongly.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from evals.intervals import Share, share
from evals.strict_yaml import load_yaml
from retrieval.compose import Ranking
from retrieval.conflicts import conflict
from retrieval.documents import Passage, Sentence
from retrieval.evidence import SIGNALS, Candidate
from retrieval.question import Asked
from retrieval.rows import DocumentInfo, StoredPassage
from retrieval.search import Hit

PAIRS = Path(__file__).parent / "pairs"
HALVES = ("development", "untouched")


class Pair(BaseModel):
    """Two sentences from two sources that answer one question, and whether their values exclude each other."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    question: str
    a: str
    b: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """The pairs with whether a conflict was seen in each."""

    seen: tuple[tuple[Pair, bool], ...]

    @property
    def recall(self) -> Share:
        """The share of real conflicts that were found."""
        return self._alarms(real=True)

    @property
    def false_alarms(self) -> Share:
        """The share of pairs without a conflict in which one was seen."""
        return self._alarms(real=False)

    @property
    def wrong(self) -> tuple[Pair, ...]:
        """The pairs that were judged wrongly."""
        return tuple(pair for pair, seen in self.seen if seen != pair.conflict)

    def _alarms(self, *, real: bool) -> Share:
        found = [seen for pair, seen in self.seen if pair.conflict is real]
        return share(sum(found), len(found))


def load_pairs(half: str) -> tuple[Pair, ...]:
    """The pairs of one half."""
    text = (PAIRS / f"{half}.yaml").read_text(encoding="utf-8")
    return TypeAdapter(tuple[Pair, ...]).validate_python(load_yaml(text))


def judge(pairs: Sequence[Pair]) -> Judged:
    """Look for a conflict in each pair, with either sentence first; both ways must be right for the pair to be."""
    return Judged(tuple((pair, _both_ways(pair)) for pair in pairs))


def _both_ways(pair: Pair) -> bool:
    seen = (_seen(pair, pair.a, pair.b), _seen(pair, pair.b, pair.a))
    return all(seen) if pair.conflict else any(seen)


def _seen(pair: Pair, first: str, second: str) -> bool:
    ranked = [(_candidate("first.md", first), 0.9), (_candidate("second.md", second), 0.8)]
    return conflict(Ranking(Asked(pair.question), ranked)) is not None


def _candidate(doc_id: str, quote: str) -> Candidate:
    document = DocumentInfo(
        doc_id=doc_id, version=doc_id, title="", publisher="", published="", url="", kind="", references=()
    )
    sentence = Sentence(0, len(quote))
    hit = Hit(StoredPassage(0, doc_id, Passage("", (sentence,)), document), 0.0, 0.0, 0.0)
    return Candidate(hit, sentence, quote, (0.0,) * len(SIGNALS), None)


def _line(name: str, found: Share) -> str:
    return f"  {name:<12} {found.hits} of {found.n}: {found.value:.0%} ({found.low:.0%}–{found.high:.0%})"


def _main(halves: Sequence[str]) -> None:
    for half in halves or HALVES:
        judged = judge(load_pairs(half))
        print(f"{half}\n{_line('recall', judged.recall)}\n{_line('false alarms', judged.false_alarms)}")
        for pair in judged.wrong:
            print(f"  {'missed' if pair.conflict else 'false alarm'}: {pair.id}")


if __name__ == "__main__":
    _main(sys.argv[1:])
