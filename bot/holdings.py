"""What the bot is given of the sources besides the answers themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retrieval.answer import Answer, Question
from retrieval.asking import Asks
from retrieval.audience import Readers
from retrieval.verify import Versions
from retrieval.watches import Watches

Ask = Callable[[Question], Answer]
Release = Callable[[str], None]
Tell = Callable[[Question, Release], Answer]


@dataclass(frozen=True, slots=True)
class Holdings:
    """The texts behind the answers, why an answer is as it is, and the answers that are kept up to date.

    ``versions`` gives the texts as far as these readers may see them. ``generation`` changes with every ingest that
    changes anything. ``verbatim`` answers without a language model, so that equal sources give equal answers. ``tell``,
    where a model writes, releases each sentence once it is checked.
    """

    versions: Callable[[Readers], Versions]
    generation: Callable[[], str]
    explain: Callable[[Question], str]
    verbatim: Asks
    watches: Watches
    tell: Tell | None = None
