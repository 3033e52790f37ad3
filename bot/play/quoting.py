"""A quote in its surroundings: the stored version of the source, cut at the citation's offsets."""

from __future__ import annotations

from bot.local.model import Json
from bot.surroundings import body_start
from retrieval.answer import Citation
from retrieval.markers import shown
from retrieval.store import Store

# A source may hold megabytes; a page shows what one would scroll through.
_AROUND = 40_000


def in_source(citation: Citation, store: Store) -> Json | None:
    """What the page shows of a source; None when its version is no longer stored.

    ``before + quoted + after`` is the stored text, but for ``front`` and what is far away. ``quoted`` is
    ``text[start:end]``; cutting it here spares the page from counting code points.
    """
    text = store.text(citation.version)
    if text is None:
        return None
    body = body_start(text, citation.start)
    first = max(body, _line_start(text, citation.start - _AROUND))
    last = _line_end(text, citation.end + _AROUND)
    quoted = text[citation.start : citation.end]
    return {
        **citation.model_dump(mode="json"),
        "front": text[:body],
        "before": text[first : citation.start],
        "quoted": quoted,
        "after": text[citation.end : last],
        "left_out": [first - body, len(text) - last],
        "verbatim": shown(quoted) == citation.quote,
    }


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1 if offset > 0 else 0


def _line_end(text: str, offset: int) -> int:
    found = text.find("\n", offset) if offset < len(text) else -1
    return found + 1 if found >= 0 else len(text)
