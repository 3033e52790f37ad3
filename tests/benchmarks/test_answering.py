"""What the benchmark of answering measures."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import numpy as np
import pytest
import typer

from benchmarks.answering import check_machine, others
from benchmarks.articles import Language
from benchmarks.asking import measure, p95
from benchmarks.cold import cold
from benchmarks.machine import facts, resident_mib
from benchmarks.sources import mixed, questions
from benchmarks.stages import STAGES, Stopwatch
from benchmarks.vectors import WordMeans
from retrieval.assistant import Assistant
from retrieval.embedding import Embedder
from retrieval.store import Store
from retrieval.tokens import words


def test_generated_sentences_are_the_same_for_the_same_seed_and_have_common_and_rare_words() -> None:
    said, again = (_said(Language(), 2000) for _ in range(2))
    assert said == again
    counts: dict[str, int] = {}
    for word in words(" ".join(said)):
        counts[word] = counts.get(word, 0) + 1
    assert max(counts.values()) > 1000
    assert sum(count == 1 for count in counts.values()) > len(counts) / 3


def test_questions_ask_in_the_words_of_sentences() -> None:
    asked = questions(mixed(), 20)
    assert len(set(asked)) == 20
    assert asked == questions(mixed(), 20)
    assert all(question.startswith("What is said about ") for question in asked)


def test_the_time_inside_another_stage_counts_for_that_one_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]

    def text(*_: object) -> None:
        now[0] += 5.0

    def ask(*_: object) -> None:
        now[0] += 1.0
        Store.text(None, "")  # type: ignore[arg-type]
        now[0] += 2.0

    monkeypatch.setattr("benchmarks.stages.time.perf_counter", lambda: now[0])
    monkeypatch.setattr(Store, "text", text)
    monkeypatch.setattr(Assistant, "ask", ask)
    watch = Stopwatch()
    with watch.running():
        Assistant.ask(None, None)  # type: ignore[arg-type]
    assert {stage: seconds for stage, seconds in watch.lap().items() if seconds} == {"texts": 5.0, "compose": 3.0}
    assert sum(watch.lap().values()) == 0


def test_texts_in_the_same_words_have_generated_vectors_that_are_near(embedder: Embedder) -> None:
    one, same, other = np.array(
        WordMeans(embedder).get_text_embedding_batch(["The court ruled.", "ruled the court", "Bees make honey"])
    )
    assert np.linalg.norm(one) == pytest.approx(1)
    assert one @ same > 0.9 > one @ other


def test_an_index_asked_gives_times_of_each_stage_and_memory(corpus_index: Path) -> None:
    found = measure(corpus_index, questions(mixed(), 12), generated=False)
    assert found.passages > 100
    assert all(found.stages_ms[stage] > 0 for stage in STAGES)
    assert sum(found.stages_ms.values()) == pytest.approx(found.p50_ms, rel=1)
    assert 0 < found.p50_ms <= found.p95_ms
    assert found.per_second > 0
    assert found.resident_mib["all"] <= facts()["memory_mib"]  # type: ignore[operator]


def test_the_95th_percentile_is_rarely_exceeded() -> None:
    assert p95(list(range(101))) == 95


def test_sizes_that_are_measured_anew_replace_their_own_figures_alone(tmp_path: Path) -> None:
    old, kept, new = ({"pincite": {"passages": size}, "load": load} for size, load in ((10, 1), (20, 1), (10, 2)))
    (tmp_path / "figures.json").write_text(json.dumps({"sizes": [old, kept]}))
    assert others(tmp_path / "figures.json", [new]) == [kept]
    assert others(tmp_path / "none.json", [new]) == []


@pytest.mark.parametrize("name", ["processor", "cores"])
def test_figures_of_another_machine_are_not_mixed_with_these(tmp_path: Path, name: str) -> None:
    file, machine = tmp_path / "figures.json", {"processor": "A", "cores": 2, "load": 1.0}
    check_machine(file, machine)
    file.write_text(json.dumps({"machine": machine, "sizes": []}))
    check_machine(file, machine | {"load": 5.0})
    with pytest.raises(typer.BadParameter, match="another machine"):
        check_machine(file, machine | {name: "another"})


def test_a_cold_run_is_that_of_the_command_alone_and_one_that_fails_is_named() -> None:
    found = cold([sys.executable, "-c", "pass"], 2)
    assert found.printed_seconds == 0 < found.cpu_seconds
    assert 0 < found.peak_mib < resident_mib()["all"]
    with pytest.raises(RuntimeError, match="import nothing_of_this_name"):
        cold([sys.executable, "-c", "import nothing_of_this_name"], 1)


def test_what_a_cold_run_does_after_its_last_line_is_told_apart() -> None:
    found = cold([sys.executable, "-c", "import time; print('said', flush=True); time.sleep(1)"], 1)
    assert 0 < found.printed_seconds < found.seconds - 0.9


def _said(language: Language, count: int) -> list[str]:
    chance = random.Random(1)
    return [language.sentence(chance) for _ in range(count)]
