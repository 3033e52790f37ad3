"""Whether what is cited is there: the document among the indexed sources, the quote in its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from retrieval.answer import Answer, Citation
from retrieval.markers import shown
from retrieval.store import Store
from retrieval.verify import find_quote


def unfounded(answer: Answer, store: Store) -> Iterator[str]:
    """The citations whose document is not there or does not hold the quote, those of the nearest passages too."""
    for citation in _cited(answer):
        live = store.current_version(citation.doc_id)
        if live is None:
            yield f"citation {citation.n} names {citation.doc_id!r}, which is not among the sources"
        elif citation.quote.strip() and not _stands(citation, live, store):
            yield f"citation {citation.n} quotes words that do not stand in {citation.doc_id}"


def knows_any(answers: Iterable[Answer], store: Store) -> bool | None:
    """Whether one of the documents that some answers cite is among the sources; None where they cite nothing."""
    cited = {citation.doc_id for answer in answers for citation in _cited(answer)}
    return any(store.current_version(document) is not None for document in cited) if cited else None


def _cited(answer: Answer) -> tuple[Citation, ...]:
    return answer.citations + answer.nearest


def _stands(citation: Citation, live: str, store: Store) -> bool:
    """Whether the quote stands in the version that is named; in the live one where that is none of the document's."""
    named = store.described(citation.doc_id, citation.version)
    text = store.text(citation.version if named else live) or ""
    wordings = {citation.quote, shown(citation.quote)}  # other systems quote with markers and line ends
    # At its own place first: there it need not be searched for.
    if shown(text[max(citation.start, 0) : citation.end]) in wordings:
        return True
    return any(find_quote(wording, text) is not None for wording in wordings)
