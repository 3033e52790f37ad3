"""Which questions point at a source of the answer above."""

from __future__ import annotations

import pytest

from bot.pointing import pointed_at


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("what does [2] say?", 2),
        ("What does [12] say exactly?", 12),
        ("show me source 2", 2),
        ("and [3]?", 3),
        ("[1]", 1),
        ("please open citation #4", 4),
        ("What’s in [2]?", None),
        ("what does section 2 say?", None),
        ("What does Article 17 say?", None),
        ("Who sued in [2]?", None),
        ("does [1] contradict [2]?", None),
        ("what is source code 2?", None),
        ("", None),
    ],
)
def test_only_a_question_about_a_numbered_source_points(text: str, n: int | None) -> None:
    assert pointed_at(text) == n
