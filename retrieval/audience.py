"""Who may see what: the audience of a document, and those who will read an answer.

An audience is kept as one line, such as ``legal, support``: a document of these two is seen by whoever belongs to one
of them. The empty line is everyone. All documents of one audience stand on one *shelf* of the index, with search
structures of its own, so that what stands on a shelf leaves no trace in a search of the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

EVERYONE = ""
_EVERYONE = "everyone"
_LONGEST = 200  # characters of one name

# For each kind of reader of an answer the audiences that they belong to. What is used must be open to all of them;
# without any, only what is open to everyone is.
Readers = tuple[tuple[str, ...], ...]


def audience(given: Any) -> str:
    """The audience that a source names, in one line. Raises ValueError for one that cannot be told.

    ``given`` is a list of names or text with commas between them. A source that names an audience badly must not be
    taken for everyone's.
    """
    found = names([given] if isinstance(given, str) else given)
    if not found:
        raise ValueError("`audience` is empty: name who may see it, or leave it out for everyone")
    return EVERYONE if _EVERYONE in found else ", ".join(found)


def names(given: Any) -> tuple[str, ...]:
    """Names of audiences, each once, in order and in lower case. Raises ValueError for what is no list of names."""
    if not isinstance(given, list | tuple | set | frozenset) or not all(isinstance(each, str) for each in given):
        raise ValueError(f"`audience` is {given!r}, which is neither a name nor a list of names")
    parts = {" ".join(part.split()).casefold() for each in given for part in each.split(",")} - {""}
    if any(len(part) > _LONGEST for part in parts):
        raise ValueError(f"`audience` holds a name of more than {_LONGEST} characters")
    return tuple(sorted(parts))


def together(readers: Iterable[Iterable[str]]) -> Readers:
    """Readers of one answer, each with the audiences that they belong to; who belongs to the same counts once."""
    return tuple(sorted({names(list(each)) for each in readers}))


def may_see(readers: Readers, shelf: str) -> bool:
    """Whether every one of the readers may see the documents of an audience."""
    if shelf == EVERYONE:
        return True
    allowed = frozenset(shelf.split(", "))
    return bool(readers) and all(not allowed.isdisjoint(each) for each in readers)


def includes(readers: Readers, others: Readers) -> bool:
    """Whether every one of the readers may see whatever the others may all see."""
    return all(any(set(other) <= set(each) for other in others or ((),)) for each in readers or ((),))
