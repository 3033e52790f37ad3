"""The pages of measurements say what was measured."""

from __future__ import annotations

import json
import re
from typing import Any

from benchmarks.page import DOCS, PAGE, figures, page


def test_the_page_is_made_from_the_committed_figures() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(*figures())


def test_every_figure_that_the_guide_to_scale_takes_from_a_measurement_is_that_figure() -> None:
    guide = (DOCS / "scale.md").read_text(encoding="utf-8")
    answering, ingest = figures()
    known = {"answering": answering, "ingest": ingest}
    quoted = re.findall(r"([\d.,]+)[^\d<]{0,40}<!-- (answering|ingest) ([\w.]+) -->", guide)
    assert len(quoted) > 5
    for told, name, path in quoted:
        value: Any = known[name]
        for key in path.split("."):
            value = value[int(key)] if key.isdigit() else value[key]
        digits = len(told.partition(".")[2])
        assert f"{value:,.{digits}f}" == told, (name, path)


def test_every_page_that_a_page_links_to_is_there() -> None:
    for page_ in DOCS.glob("*.md"):
        for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", page_.read_text(encoding="utf-8")):
            assert (DOCS / target).exists(), target


def test_the_figures_are_json_that_a_benchmark_wrote() -> None:
    for file in (DOCS / "figures").glob("*.json"):
        assert {"machine", "sizes"} <= json.loads(file.read_text(encoding="utf-8")).keys()
