"""What can be set for a channel, and what holds where nothing is set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """How the bot behaves in one channel.

    ``documents`` are the document ids that answers may rest on, as patterns (``contracts/*.md``) or folders
    (``contracts/``), ``askers`` the ids of the only people who may ask; without any it is all documents, and everybody.
    ``unprompted`` answers questions that do not mention the bot, ``follow_ups`` those in a thread with it.
    ``escalation`` is the id of the person (``U…``), user group (``S…``) or channel (``C…``) to turn to when the sources
    are silent. Who may see what is no setting of a channel: whoever made one could grant it to themselves.
    """

    documents: tuple[str, ...] = ()
    askers: tuple[str, ...] = ()
    escalation: str = ""
    unprompted: bool = False
    follow_ups: bool = True
    feedback: bool = True

    def may_ask(self, user: str) -> bool:
        """Whether this person may ask here."""
        return not self.askers or user in self.askers

    def scope(self, doc_ids: Iterable[str]) -> tuple[str, ...]:
        """Those of the documents that answers may rest on."""
        if not self.documents:
            return tuple(doc_ids)
        return tuple(doc_id for doc_id in doc_ids if any(covers(pattern, doc_id) for pattern in self.documents))


def covers(pattern: str, doc_id: str) -> bool:
    """Whether a pattern or a folder covers a document."""
    return doc_id.startswith(pattern) if pattern.endswith("/") else fnmatchcase(doc_id, pattern)


def unmatched(patterns: Sequence[str], doc_ids: Sequence[str]) -> list[str]:
    """The patterns that cover no document."""
    return [pattern for pattern in patterns if not any(covers(pattern, doc_id) for doc_id in doc_ids)]
