"""Settings: what may be shown of them, and what they may be."""

from __future__ import annotations

import pytest

from retrieval.errors import UsageError
from retrieval.settings import MAX_DAYS, load_settings, shown_url


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://localhost:8000/v1", "http://localhost:8000/v1"),
        ("https://models.example/v1?api-key=secret", "https://models.example/v1"),
        ("https://models.example/v1#secret", "https://models.example/v1"),
        ("https://me:secret@models.example:8443/v1?key=secret", "https://…@models.example:8443/v1"),
        ("me:secret@models.example/v1", "…@models.example/v1"),
        ("http://[broken?secret", "http://[broken"),
        ("", ""),
    ],
)
def test_of_an_address_only_where_it_leads_is_shown(url: str, shown: str) -> None:
    assert shown_url(url) == shown


def test_a_log_can_be_kept_for_a_hundred_years_or_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    for days in (0, MAX_DAYS):
        monkeypatch.setenv("PINCITE_LOG_DAYS", str(days))
        assert load_settings().log_days == days
    monkeypatch.setenv("PINCITE_LOG_DAYS", str(MAX_DAYS + 1))
    with pytest.raises(UsageError, match="log_days"):
        load_settings()


@pytest.mark.parametrize("name", ["INDEX", "HOME", "MAX_ERROR", "EMBEDDING_MODEL", "LOG_DAYS"])
def test_a_setting_that_is_empty_is_none(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    usual = load_settings()
    monkeypatch.setenv(f"PINCITE_{name}", "")
    assert load_settings() == usual
