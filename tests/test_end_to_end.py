"""A question in Slack gets the cited answer of the real assistant over the shipped corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.local.slack import LocalSlack
from bot.serve import serving
from bot.settings import BotSettings
from retrieval.assistant import Assistant

pytestmark = pytest.mark.xdist_group("model")


def test_a_mention_is_answered_with_a_quote_and_its_source(assistant: Assistant, tmp_path: Path) -> None:
    with LocalSlack() as slack:
        tokens = {"bot_token": slack.bot_token, "app_token": slack.app_token}
        settings = BotSettings.model_validate({**tokens, "api_url": slack.api_url, "state": tmp_path / "slack.sqlite"})
        with serving(settings, assistant.ask):
            slack.wait_until(lambda: slack.connections > 0)
            ts = slack.say(slack.general, slack.person, f"{slack.mention} how much is sought per user?")
            reply = slack.wait_for_reply(slack.general, ts)
    assert "$1,000" in str(reply)
