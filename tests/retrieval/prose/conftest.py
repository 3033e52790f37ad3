"""A model on loopback for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.retrieval.prose.server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    """The model's server."""
    with serving() as running:
        yield running
