"""Which answer a message shows. Messages carry no offsets, so the page asks here for the answer itself."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Iterator

from bot.holdings import Ask
from bot.incoming import plain_text
from bot.local.limits import interactive
from bot.local.model import Message, WorkspaceError
from bot.local.workspace import Workspace
from bot.render import render
from retrieval.answer import Answer, Citation, Question

_KEPT = 200


class AnswerLog:
    """The last answers, each under the message that shows it. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._given: deque[Answer] = deque(maxlen=_KEPT)
        self._shown: OrderedDict[tuple[str, str], Answer] = OrderedDict()

    def keeping(self, ask: Ask) -> Ask:
        """``ask``, but what it answers is kept."""

        def ask_and_keep(question: Question) -> Answer:
            answer = ask(question)
            with self._lock:
                self._given.append(answer)
            return answer

        return ask_and_keep

    def match(self, workspace: Workspace, message: Message) -> None:
        """Find the answer that a message of the bot shows: the newest to the question that it is marked with.

        A message for one person's eyes has no such mark, but buttons that carry the answer's id; a shared one has
        neither, but begins as the answer does.
        """
        asked = _asked(workspace, message)
        carried = {each.partition(":")[0] for each in _carried(message)}
        with self._lock:
            given = [*reversed(self._given)]
            answer = next((each for each in given if asked and each.question == asked), None)
            answer = answer or next((each for each in given if each.id in carried), None)
            answer = answer or next((each for each in given if render(each).text == message.text), None)
            if answer is not None:
                self._shown[message.channel, message.ts] = answer
                while len(self._shown) > _KEPT:
                    self._shown.popitem(last=False)

    def citations(self, channel: str, ts: str) -> tuple[Citation, ...]:
        """What a message cites: of an honest "not found" the nearest passages."""
        with self._lock:
            answer = self._shown.get((channel, ts))
        return (answer.citations or answer.nearest) if answer else ()


def _asked(workspace: Workspace, message: Message) -> str:
    """The question that a message answers; empty where it says something of its own accord."""
    try:
        return plain_text(workspace.message(message.channel, question_ts(message)).text, workspace.bot.id)
    except WorkspaceError:
        return ""


def _carried(message: Message) -> Iterator[str]:
    """What the buttons and the options in a message carry."""
    for _, element in interactive(message.blocks):
        for each in (element, *(element.get("options") or [])):
            yield str(each.get("value") or "")


def question_ts(message: Message) -> str:
    """The ts of the question that a message answers; empty when it is no answer."""
    payload = (message.metadata or {}).get("event_payload") or {}
    return str(payload.get("question_ts") or "")
