"""A quote in the passage that it stands in, with where that is and whether the source still says so."""

from __future__ import annotations

from collections.abc import Iterator

from slack_sdk.models.views import View

from bot.escape import clean, clip, link, one_line
from bot.message import Block, context, section
from bot.modals.parts import modal, passage
from bot.sources import reference_lines
from bot.surroundings import Surroundings
from retrieval.answer import Citation
from retrieval.reliability import sort_of_source
from retrieval.verify import Checked, Finding

_TITLE_CHARS = 800
_FACTS_CHARS = 1000
_QUOTE_CHARS = 4000
_REFERENCES_CHARS = 1500
_FINDINGS = {
    Finding.VERIFIED: "The source still says this, word for word, in this place.",
    Finding.MOVED: "The source has been updated since and says this in another place. Below is the text as it was.",
    Finding.CHANGED: "The source has been updated since and *no longer says this*. Below is the text as it was.",
    Finding.GONE: "The source is *no longer among the documents*, so only the quote can be shown.",
    Finding.OTHER_DOCUMENT: "The source *no longer says this*; another document does.",
}
_WITHOUT_TEXT = {Finding.GONE, Finding.OTHER_DOCUMENT}
_NOT_STORED = "The version of the source that this was quoted from is no longer stored, so only the quote can be shown."


def quote_modal(citation: Citation, around: Surroundings | None, checked: Checked | None) -> View:
    """The modal behind "Show quote"; without ``checked`` it does not say what has become of the quote since."""
    return modal(f"Source {citation.n}", list(quote_blocks(citation, around, checked)))


def quote_blocks(citation: Citation, around: Surroundings | None, checked: Checked | None) -> Iterator[Block]:
    """The same as blocks, for a modal or a message."""
    title = clip(one_line(citation.title) or citation.doc_id, _TITLE_CHARS)
    opened = link(citation.link or citation.url, "open it at the quote" if citation.link else "open it")
    yield section(f"[{citation.n}] *{title}*")
    parts = (citation.section, citation.publisher, citation.published, sort_of_source(citation.reliability))
    facts = clip(" · ".join(filter(None, map(one_line, parts))), _FACTS_CHARS)
    page = f"page {citation.page}" if citation.page else ""
    where = opened if citation.link or citation.url else ""
    yield context([" · ".join(filter(None, (facts, page, where)))])
    if checked is not None and (around is not None or checked.finding in _WITHOUT_TEXT):
        yield context([_FINDINGS[checked.finding]])
    elif around is None:
        yield section(_NOT_STORED)
    quoted = clean(citation.quote)
    shown = quoted if len(quoted) <= _QUOTE_CHARS else f"{quoted[:_QUOTE_CHARS]}…"
    yield passage(around.before if around else "", shown, around.after if around else "")
    if lines := list(reference_lines(citation.references, _REFERENCES_CHARS)):
        yield context(lines)
