"""Questions to begin with, for the sources that are in the index."""

from __future__ import annotations

from collections.abc import Container

# A question is offered when the document that answers it (or, for the last, is silent on it) is in the index.
_QUESTIONS = (
    ("linkedin-premium-messages-digest.md", "Who sued LinkedIn, and what do they want?"),
    ("linkedin-irish-dpc-fine-and-appeal.md", "How much was LinkedIn fined by the Irish DPC?"),
    ("how-do-i-linkedin-ai-privacy-support.md", "How do I turn off AI training on LinkedIn?"),
    ("linkedin-lawsuit-dismissal.md", "When was the lawsuit against LinkedIn dropped?"),
    ("linkedin-complaint-claims-and-class.md", "Is LinkedIn accused of breaking the Stored Communications Act?"),
    ("linkedin-members-and-premium-revenue.md", "How many Premium subscribers had LinkedIn in the year 2013?"),
)


def suggestions(doc_ids: Container[str]) -> list[str]:
    """The questions that these documents are known to be about."""
    return [question for doc_id, question in _QUESTIONS if doc_id in doc_ids]
