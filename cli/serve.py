"""``pincite serve``."""

from __future__ import annotations

import logging

from cli.opening import open_library
from cli.options import IndexOption
from retrieval.directory import load_directory
from retrieval.settings import load_settings


def command(index: IndexOption = None) -> None:
    """Answer in Slack, over Socket Mode, until stopped."""
    # Imported here because Slack's library takes time that only this command should pay.
    from bot.serve import run
    from bot.settings import load_bot_settings

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    own = load_settings(index)
    directory = load_directory(own.audiences)
    settings = load_bot_settings(own.home, own.database_url)  # tokens first: the model takes seconds to load
    asked, library = open_library(index)
    run(settings, asked.ask, directory=directory, library=library)
