"""What sort of source a citation comes from, in a reader's words."""

from __future__ import annotations

SORTS = {
    "primary": "primary source",
    "press": "press report",
    "secondary": "secondary source",
    "digest": "digest",
}
_UNKNOWN = "unclassified source"


def sort_of_source(reliability: str) -> str:
    """The sort as it is shown; what a source says of itself in other words is shown as it stands."""
    return SORTS.get(reliability, reliability) or _UNKNOWN
