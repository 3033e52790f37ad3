"""What the benchmark of the bot measures."""

from __future__ import annotations

from pathlib import Path

from benchmarks.asking import ASKERS
from benchmarks.serving import serve
from benchmarks.sources import mixed, questions


def test_eight_people_are_answered_in_slack_by_a_bot_of_its_own_process(corpus_index: Path) -> None:
    found = serve(corpus_index, questions(mixed(), ASKERS))
    assert found.per_second > 0
    assert 0 < found.p50_ms <= found.p95_ms
