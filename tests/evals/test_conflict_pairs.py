from __future__ import annotations

import subprocess
import sys

import pytest

from evals.conflict_pairs import HALVES, Pair, judge, load_pairs
from tests.conftest import ROOT


def _pair(a: str, b: str, *, conflict: bool) -> Pair:
    return Pair(id="p", question="When was the suit filed?", a=a, b=b, conflict=conflict)


def test_there_are_sixty_pairs_and_half_of_them_are_false_alarms_in_waiting() -> None:
    pairs = [pair for half in HALVES for pair in load_pairs(half)]
    assert len(pairs) >= 60
    assert len({pair.id + pair.a for pair in pairs}) == len(pairs)
    assert sum(not pair.conflict for pair in pairs) >= len(pairs) / 2


@pytest.mark.parametrize("half", HALVES)
def test_most_conflicts_are_found_and_hardly_an_alarm_is_false(half: str) -> None:
    judged = judge(load_pairs(half))
    assert judged.recall.value >= 0.9
    assert judged.false_alarms.value <= 0.05


def test_a_pair_is_judged_by_what_was_seen() -> None:
    real = _pair("The suit was filed on May 2, 2022.", "The suit was filed on May 3, 2022.", conflict=True)
    mislabelled = real.model_copy(update={"conflict": False})
    judged = judge([real, mislabelled])
    assert (judged.recall.hits, judged.false_alarms.hits) == (1, 1)
    assert judged.wrong == (mislabelled,)


@pytest.mark.slow
def test_the_command_prints_both_shares_with_their_intervals() -> None:
    command = [sys.executable, "-m", "evals.conflict_pairs", "untouched"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lines = printed.splitlines()
    assert lines[0] == "untouched"
    assert [line.split()[0] for line in lines[1:3]] == ["recall", "false"]
    assert all("%–" in line for line in lines[1:3])
