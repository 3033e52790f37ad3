"""``pincite play``."""

from __future__ import annotations

import logging
import os
from typing import Annotated

import typer

from cli.opening import open_unkept
from cli.options import IndexOption
from retrieval.index import Index
from retrieval.settings import load_settings

_PROXIES = frozenset({"http_proxy", "https_proxy", "all_proxy"})


def command(
    index: IndexOption = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port of the page. Default: any that is free.")
    ] = 0,
) -> None:
    """Try the bot in the browser: a Slack on this machine, with no account and no network."""
    # Imported here because a web server and Slack's library take time that only this command should pay.
    from bot.play.run import playground
    from bot.serve import run

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    _stay_here()
    asked, holdings_with = open_unkept(index)
    store = Index(load_settings(index).index_dir).store
    with playground(asked.ask, store, port) as local:
        typer.echo(f"Pincite is at {local.slack.address} until you press Ctrl-C.")
        holdings = holdings_with(local.watches)
        run(local.settings, local.ask, corpus=local.corpus, watches=local.watches, holdings=holdings)
    typer.echo("\nPincite has stopped.")


def _stay_here() -> None:
    """Forget the real Slack's tokens, which Bolt reads by itself, and proxies, which do not know this machine."""
    for name in list(os.environ):
        if name.startswith("SLACK_") or name.lower() in _PROXIES:
            del os.environ[name]
