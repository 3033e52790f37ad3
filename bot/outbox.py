"""Messages that the bot owes of its own accord: asking a person, an answer that changed, the week's digest.

Each is stored under a key that says what for, so that it is owed once, whoever asks for it and however often. Who
sends one takes a lease on it; when that process dies, the lease runs out and another goes on.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

from sqlalchemy import Engine, RowMapping, delete, insert, select, update

from bot.message import Message
from bot.tables import outbox
from retrieval.database import insert_new, reading

_LEASE_SECONDS = 120.0  # longer than any attempt takes
_WAITING, _SENT, _REFUSED = "waiting", "sent", "refused"


@dataclass(frozen=True, slots=True)
class Sequel:
    """What is said in a thread once a message was sent, or was refused."""

    channel: str
    thread_ts: str
    sent: Message
    refused: Message


@dataclass(frozen=True, slots=True)
class Owed:
    """A message to be sent: to a channel, or to a person by their id. ``tries`` before this may have got through."""

    key: str
    team: str
    channel: str
    thread_ts: str
    message: Message
    sequel: Sequel | None = None
    tries: int = 0
    since: float = 0.0


class Outbox:
    """All that is owed. Safe to use from many threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, owed: Owed) -> bool:
        """Owe a message; False when it was owed before."""
        new = insert_new(self._engine, outbox).values(_row(owed)).returning(outbox.c.key)
        with self._engine.begin() as connection:
            return connection.execute(new).first() is not None

    def has(self, key: str) -> bool:
        """Whether a message was owed before, sent or not."""
        with reading(self._engine) as connection:
            return connection.execute(select(outbox.c.key).where(outbox.c.key == key)).first() is not None

    def take(self) -> Owed | None:
        """The longest owed message that is due, for this process alone until its lease runs out."""
        now = time.time()
        due = select(outbox).where(outbox.c.state == _WAITING, outbox.c.due <= now).order_by(outbox.c.at, outbox.c.key)
        with reading(self._engine) as connection:
            rows = connection.execute(due).mappings().all()
        for row in rows:
            mine = (outbox.c.key == row["key"], outbox.c.due == row["due"], outbox.c.state == _WAITING)
            taken = update(outbox).where(*mine).values(due=now + _LEASE_SECONDS, tries=row["tries"] + 1)
            with self._engine.begin() as connection:
                if connection.execute(taken).rowcount:
                    return _owed(row)
        return None

    def done(self, owed: Owed, *, sent: bool) -> None:
        """A message was sent, or was refused for good; its sequel is owed from now on."""
        with self._engine.begin() as connection:
            state = _SENT if sent else _REFUSED
            connection.execute(update(outbox).where(outbox.c.key == owed.key).values(state=state, message=""))
            if (sequel := owed.sequel) is not None:
                said = sequel.sent if sent else sequel.refused
                connection.execute(
                    insert(outbox).values(
                        _row(Owed(f"{owed.key}/told", owed.team, sequel.channel, sequel.thread_ts, said))
                    )
                )

    def later(self, owed: Owed, seconds: float) -> None:
        """Try again then."""
        with self._engine.begin() as connection:
            connection.execute(update(outbox).where(outbox.c.key == owed.key).values(due=time.time() + seconds))

    def forget(self, seconds: float) -> None:
        """Drop what was sent or refused longer ago than that."""
        old = (outbox.c.state != _WAITING, outbox.c.at < time.time() - seconds)
        with self._engine.begin() as connection:
            connection.execute(delete(outbox).where(*old))


def _row(owed: Owed) -> dict[str, object]:
    sequel = owed.sequel
    packed = {"message": _packed(owed.message)}
    if sequel is not None:
        packed |= {
            "sequel": {
                "channel": sequel.channel,
                "thread_ts": sequel.thread_ts,
                "sent": _packed(sequel.sent),
                "refused": _packed(sequel.refused),
            }
        }
    place: dict[str, object] = {
        "key": owed.key,
        "team": owed.team,
        "channel": owed.channel,
        "thread_ts": owed.thread_ts,
    }
    return {**place, "message": json.dumps(packed), "tries": 0, "due": 0.0, "state": _WAITING, "at": time.time()}


def _owed(row: RowMapping) -> Owed:
    given = json.loads(row["message"])
    sequel = None
    if (after := given.get("sequel")) is not None:
        sent, refused = _unpacked(after["sent"]), _unpacked(after["refused"])
        sequel = Sequel(after["channel"], after["thread_ts"], sent, refused)
    message = _unpacked(given["message"])
    return Owed(row["key"], row["team"], row["channel"], row["thread_ts"], message, sequel, row["tries"], row["at"])


def _packed(message: Message) -> dict[str, object]:
    return {"text": message.text, "blocks": list(message.blocks)}


def _unpacked(packed: dict[str, object]) -> Message:
    blocks = packed["blocks"]
    return Message(text=str(packed["text"]), blocks=tuple(blocks) if isinstance(blocks, list) else ())
