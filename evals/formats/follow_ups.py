"""Follow-ups in formats without conversations: the earlier questions stand before it, and in a field of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.cases.case import Case

_APART = " — "


def asked(case: Case) -> str:
    """The question with those before it, as one text."""
    return _APART.join((*case.history, case.question))


def earlier(case: Case) -> dict[str, Any]:
    """The field of the earlier questions, where there are any."""
    return {"history": list(case.history)} if case.history else {}


def question(text: str, history: Sequence[str]) -> str:
    """The question alone."""
    return text.removeprefix(_APART.join((*history, "")))
