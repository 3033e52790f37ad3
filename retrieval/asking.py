"""What every front end asks."""

from __future__ import annotations

from typing import Protocol

from retrieval.answer import Answer, Question


class Asks(Protocol):
    """An assistant, or whatever stands in front of one."""

    def ask(self, question: Question) -> Answer:
        """Answer, or decline. Raises UsageError for a question that cannot be asked."""
        ...

    def explain(self, question: Question) -> str:
        """Why each passage ranked where it did, as text."""
        ...
