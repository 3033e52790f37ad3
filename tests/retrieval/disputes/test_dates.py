from __future__ import annotations

import pytest

from retrieval.disputes.dates import Date, found_dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("30 Jan 2025", Date(2025, 1, 30)),
        ("January 30, 2025", Date(2025, 1, 30)),
        ("2025-01-30", Date(2025, 1, 30)),
        ("the 3rd of May 2022", Date(2022, 5, 3)),
        ("August 2024", Date(2024, 8, None)),
        ("in July", Date(None, 7, None)),
        ("since 1987", Date(1987, None, None)),
    ],
)
def test_dates_are_read_however_they_are_written(text: str, date: Date) -> None:
    assert [each for _, each in found_dates(text)] == [date]


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("January 30, 2025", "January 2025", True),
        ("12 March 2014", "2014", True),
        ("September 16", "16 September 1889", True),
        ("January 21, 2025", "January 21, 2024", False),
        ("August 2024", "August 2022", False),
    ],
)
def test_a_vague_date_fits_the_exact_ones_within_it(one: str, other: str, fits: bool) -> None:
    ((_, first), (_, second)) = *found_dates(one), *found_dates(other)
    assert first.fits(second) is fits
    assert second.fits(first) is fits
