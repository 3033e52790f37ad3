"""``pincite serve``."""

from __future__ import annotations

import logging
from typing import Annotated

import typer

from cli.opening import open_holdings
from cli.options import IndexOption
from retrieval.directory import load_directory
from retrieval.index import Index
from retrieval.settings import load_settings


def command(
    index: IndexOption = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="Where Slack calls, over HTTP. Default: 3000.")
    ] = None,
) -> None:
    """Answer in Slack until stopped: over Socket Mode, or with SLACK_SIGNING_SECRET and no app token over HTTP."""
    # Imported here because Slack's library takes time that only this command should pay.
    from bot.corpus import Corpus
    from bot.serve import run
    from bot.settings import load_bot_settings

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # or a Chroma server adds lines for each question
    own = load_settings(index)
    directory = load_directory(own.audiences)
    settings = load_bot_settings(own.home, own.database_url)  # tokens first: the model takes seconds to load
    if port is not None:
        settings = settings.model_copy(update={"port": port})
    asked, holdings = open_holdings(index)
    corpus = Corpus(Index(own.index_dir).store)
    run(settings, asked.ask, directory=directory, corpus=corpus, watches=holdings.watches, holdings=holdings)
