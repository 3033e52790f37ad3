"""``pincite feedback``: what people in Slack thought of answers, and what they asked in vain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from cli.options import JsonOption
from retrieval.errors import UsageError
from retrieval.settings import MAX_DAYS, load_settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.feedback import Opinion
    from bot.transcript import Turn
    from evals.formats.candidates import Candidate, Verdict

app = typer.Typer(
    help="What people in Slack thought of answers, and asked in vain.", add_completion=False, rich_markup_mode=None
)


@app.callback()
def feedback() -> None:
    """What people in Slack thought of answers, and asked in vain."""


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="CANDIDATES.jsonl", help="Where the candidates go.")],
) -> None:
    """Write what was said of answers as candidates for cases, for a person to go through with `pincite eval review`."""
    from bot.feedback import Opinions
    from bot.transcript import Transcript
    from evals.formats.candidates import write_candidates

    with _opened() as engine:
        transcript, last = Transcript(engine), Opinions(engine).last()
        found = [(opinion, turn) for opinion in last if (turn := transcript.find(opinion.answer_id)) is not None]
    try:
        write_candidates((_candidate(opinion, turn) for opinion, turn in found), file)
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}; check the path.") from error
    typer.echo(f"{len(found)} candidates are in {file}; go through them with `pincite eval review {file}`.")


@app.command("gaps")
def gaps_command(
    days: Annotated[int, typer.Option("--days", min=1, max=MAX_DAYS, help="How far to look back.")] = 7,
    as_json: JsonOption = False,
) -> None:
    """List what was asked and not answered, what asks much the same together, the most asked first."""
    from bot.feedback import Opinions
    from bot.gaps import gaps
    from bot.transcript import Transcript

    since = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    with _opened() as engine:
        found = gaps(Transcript(engine).since(since), Opinions(engine).last())
    if as_json:
        rows = [
            {"times": gap.times, "people": len(gap.people), "questions": gap.wordings, "nearest": gap.nearest}
            for gap in found
        ]
        typer.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
        return
    for gap in found:
        typer.echo(f"{gap.times:>4}×  {gap.wordings[0]}")
        for wording in gap.wordings[1:]:
            typer.echo(f"       also: {wording}")
        if gap.nearest:
            typer.echo(f"       nearest: {gap.nearest}")
    if not found:
        typer.echo(f"In the last {days} days the sources had an answer to every question that was asked in Slack.")


@contextmanager
def _opened() -> Iterator[Engine]:
    # Imported here because Slack's library takes time that only this command should pay.
    from bot.database import open_database
    from bot.settings import state_place
    from bot.tables import TABLES

    own = load_settings()
    place = state_place(own.home, own.database_url)
    if isinstance(place, Path) and not place.is_file():
        raise UsageError(f"There is no {place}; it begins with `pincite serve`. SLACK_STATE may name another place.")
    engine = open_database(place, TABLES)
    try:
        yield engine
    finally:
        engine.dispose()


def _candidate(opinion: Opinion, turn: Turn) -> Candidate:
    from evals.formats.candidates import Candidate

    verdict: Verdict = opinion.verdict.value
    # Who said it is not told, and who says more later says it under the same id.
    name = hashlib.sha256(f"{opinion.answer_id}\0{opinion.who}".encode()).hexdigest()[:10]
    asked = [said.removeprefix("user: ") for said in turn.question.history if said.startswith("user: ")]
    return Candidate(
        id=f"fb-{name}",
        question=turn.question.question,
        history=tuple(asked),
        verdict=verdict,
        comment=opinion.note,
        sentence=opinion.sentence,
        answer=turn.answer,
        reported=datetime.fromtimestamp(opinion.at, UTC).isoformat(timespec="seconds"),
    )
