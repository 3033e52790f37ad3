"""A bot whose vectors are on a Chroma server, when that one goes away."""

from __future__ import annotations

from pathlib import Path

from bot.local.slack import LocalSlack
from retrieval.assistant import Assistant
from retrieval.index import Index
from tests.bot.conftest import Serve
from tests.chroma import Chroma
from tests.embedder import HashEmbedding
from tests.retrieval.indexed import MODEL, ingested, written

ASKED = "how much did Harbor Foods pay in 2021?"


def test_the_bot_says_so_and_answers_again_when_the_server_is_back(
    slack: LocalSlack, serve: Serve, chroma: Chroma, tmp_path: Path
) -> None:
    sources = written(tmp_path / "sources", fine="# The fine\n\nHarbor Foods paid a fine of €40,000 in 2021.\n")
    ingested(tmp_path / "index", sources, server=chroma.address)
    index = Index.open(tmp_path / "index", MODEL, chroma.address)

    def said() -> str:
        ts = slack.say(slack.general, slack.person, f"{slack.mention} {ASKED}")
        return slack.wait_for_reply(slack.general, ts).text

    with serve(Assistant(index, HashEmbedding(), None).ask):
        assert "€40,000" in said()
        with chroma.away():
            assert f"The Chroma server at {chroma.url} cannot be reached" in said()
        assert "€40,000" in said()
        chroma.lose()
        assert "has lost vectors" in said()
        ingested(tmp_path / "index", sources, server=chroma.address)
        assert "€40,000" in said()
