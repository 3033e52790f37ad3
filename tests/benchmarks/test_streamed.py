"""What the benchmark of an ingest's memory measures."""

from __future__ import annotations

from benchmarks.streamed import streamed


def test_a_run_counts_what_was_ingested_its_memory_and_the_graph() -> None:
    found = streamed(30)
    assert found.passages == 30
    assert 0 < found.graph_mib < found.loaded_mib <= found.peak_mib
