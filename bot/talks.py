"""Who speaks with the bot in a thread: there a follow-up needs no mention, until somebody else speaks."""

from __future__ import annotations

import re
import time

from sqlalchemy import ColumnElement, Engine, delete, select, update

from bot.incoming import Incoming
from bot.tables import talks
from retrieval.database import insert_new, reading

_ASKS = re.compile(
    r"\?(?![\w=&%/])|^\W*(?:(?:and|but|so|also|then|or)\s+)?(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were"
    r"|did|does|do|has|have|had|can|could|will|would|may|must|should|show|tell|explain|list|give|quote|compare|find)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^\W*(?:and|but|so|also|then|or)\b", re.IGNORECASE)
_PLEASANTRY = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|many thanks|thanks?(?: you)?(?: (?:so|very) much| a lot)?|thx|ty|cheers|great"
    r"|perfect|super|nice|cool|got it|understood|good to know|makes sense|yes|no|yep|nope|hm+|ah+|oh+|lol|wow|awesome"
    r"|excellent|:[\w+-]+:)\W*)+$",
    re.IGNORECASE,
)
_STATEMENT_END = (".", "!", "…")


class Talks:
    """The conversations of threads in channels. Safe to use from many threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, mention: Incoming) -> None:
        """Somebody mentions the bot: from here on the thread is theirs and the bot's."""
        newer = update(talks).where(*_here(mention), talks.c.since < mention.ts)
        values = {"who": mention.who, "since": mention.ts, "quiet": ""}
        place = {"team": mention.team, "channel": mention.channel, "thread_ts": mention.thread_ts}
        with self._engine.begin() as connection:
            if not connection.execute(newer.values(values)).rowcount:
                connection.execute(insert_new(self._engine, talks).values(place | values))

    def goes_on(self, remark: Incoming, *, to_others: bool) -> bool:
        """Whether a remark without a mention is for the bot. One of somebody else, or to somebody else, ends that."""
        with reading(self._engine) as connection:
            talk = connection.execute(select(talks).where(*_here(remark))).mappings().first()
        if talk is None or remark.ts <= talk["since"]:
            return False
        if remark.who != talk["who"] or to_others:
            still = update(talks).where(*_here(remark), talks.c.since == talk["since"], talks.c.quiet == "")
            with self._engine.begin() as connection:
                connection.execute(still.values(quiet=remark.ts))
            return False
        return (not talk["quiet"] or remark.ts < talk["quiet"]) and is_meant(remark.text)

    def forget_old(self, seconds: float) -> None:
        """Forget talks that began longer ago than that."""
        with self._engine.begin() as connection:
            connection.execute(delete(talks).where(talks.c.since < f"{time.time() - seconds:.6f}"))


def looks_like_a_question(text: str) -> bool:
    """Whether words ask something, told by a question mark or by how they begin."""
    return bool(_ASKS.search(text))


def is_meant(text: str) -> bool:
    """Whether words that mention nobody want an answer: thanks do not, nor does a plain statement."""
    text = text.strip()
    if not text or _PLEASANTRY.match(text):
        return False
    return bool(looks_like_a_question(text) or _GOES_ON.match(text)) or not text.endswith(_STATEMENT_END)


def _here(remark: Incoming) -> tuple[ColumnElement[bool], ...]:
    return (
        talks.c.team == remark.team,
        talks.c.channel == remark.channel,
        talks.c.thread_ts == remark.thread_ts,
    )
