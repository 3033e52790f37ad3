"""The pages of measurements say what was measured."""

from __future__ import annotations

import json
import re

from benchmarks.page import DOCS, GUIDE, PAGE, _number, figures, filled, page


def test_the_page_is_made_from_the_committed_figures() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(*figures())


def test_the_marked_figures_of_the_guide_to_scale_are_those_that_were_measured() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert guide.count("<!-- answering") > 3
    assert guide == filled(guide, *figures())


def test_what_was_measured_on_a_busy_machine_is_told_without_its_times_on_the_wall() -> None:
    answering, ingest = figures()
    size = {**answering["sizes"][0], "load": 0.5}
    quiet, busy = (page({**answering, "sizes": [{**size, "load": load}]}, ingest) for load in (0.5, 1000.0))
    assert f"median, ms | {_number(size['pincite']['p50_ms'])} |" in quiet
    assert "median, ms | busy |" in busy
    assert f"of a warm answer, ms | {_number(size['pincite']['cpu_ms'])} |" in busy


def test_what_was_not_measured_is_a_dash() -> None:
    answering, ingest = figures()
    size = {name: value for name, value in answering["sizes"][0].items() if name != "bot"}
    size["load"] = 0.5
    assert "in Slack, eight askers | - |" in page({**answering, "sizes": [size]}, ingest)


def test_a_marked_number_is_set_with_as_many_decimals_as_it_had() -> None:
    told = "it takes 9.9<!-- answering sizes.0.ms --> ms, 1,000<!-- ingest n --> times, and 7 more"
    expected = "it takes 12.3<!-- answering sizes.0.ms --> ms, 5,432<!-- ingest n --> times, and 7 more"
    assert filled(told, {"sizes": [{"ms": 12.34}]}, {"n": 5432}) == expected


def test_every_page_that_a_page_links_to_is_there() -> None:
    for page_ in DOCS.glob("*.md"):
        for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", page_.read_text(encoding="utf-8")):
            assert (DOCS / target).exists(), target


def test_the_figures_are_json_that_a_benchmark_wrote() -> None:
    for file in (DOCS / "figures").glob("*.json"):
        assert {"machine", "sizes"} <= json.loads(file.read_text(encoding="utf-8")).keys()
