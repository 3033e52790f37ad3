"""Any number of workspaces that install the app themselves."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot.local.events import body_of
from bot.local.faults import Fault
from bot.local.oauth import CLIENT_ID, CLIENT_SECRET
from bot.local.slack import LocalSlack
from bot.local.state import State
from bot.local.triggers import Triggers
from bot.local.workspace import Workspace
from bot.scopes import SCOPES
from tests.bot.answers import echo
from tests.bot.conftest import Serve, SettingsFor
from tests.bot.web.calling import SECRET, Caller, said

MANY = {
    **{"app_token": "", "bot_token": "", "signing_secret": SECRET, "port": 0},
    **{"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET},
}


@pytest.fixture
def other() -> State:
    """Another workspace in the same Slack."""
    workspace = Workspace("T0000OTHER")
    for name in ("nobody", "zoe"):  # so that ids differ from those of the first
        workspace.add_user(name)
    return State(workspace, Triggers(20.0))


def authorize_address(page: str) -> str:
    """Where the button of the page leads."""
    found = re.search(r'href="([^"]*/oauth/v2/authorize[^"]*)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def install(slack: LocalSlack, port: int, place: State, **changes: str) -> httpx.Response:
    """Somebody installs the app in a workspace, in a browser of their own."""
    with httpx.Client(base_url=Caller(port).address, timeout=30) as browser:
        page = browser.get("/slack/install")
        address = authorize_address(page.text)
        asked = parse_qs(urlsplit(address).query)
        user = next(user for user in place.workspace.users.values() if not user.bot_id)
        with slack.workspace.changed:
            code = slack.oauth.consent(place, user, asked["scope"][0])
        # The cookie is for https only, behind which a bot stands that Slack can reach.
        cookie = page.headers["set-cookie"].split(";")[0]
        query = {"code": code, "state": asked["state"][0], **changes}
        return browser.get("/slack/oauth_redirect", params=query, headers={"Cookie": cookie})


def ask(slack: LocalSlack, port: int, state: State, text: str) -> str:
    """Ask in the direct messages of a workspace and wait for the answer."""
    workspace = state.workspace
    user = next(user for user in workspace.users.values() if not user.bot_id)
    channel = workspace.direct(user)
    ts, body = said(workspace, channel, user, text)
    Caller(port).event(body)

    def replies() -> list[str]:
        thread = (each for each in workspace.messages(channel.id) if each.root == ts)
        return [each.text for each in thread if each.user == workspace.bot]

    slack.wait_until(lambda: bool(replies()))
    assert len(replies()) == 1
    return replies()[0]


def test_the_page_asks_for_the_scopes_at_the_slack_that_is_set(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo, **MANY) as port:
        page = httpx.get(f"{Caller(port).address}/slack/install").text
    address = authorize_address(page)
    assert address.startswith(f"{slack.address}oauth/v2/authorize?")
    assert set(parse_qs(urlsplit(address).query)["scope"][0].split(",")) == SCOPES.keys()


def test_each_workspace_is_answered_in_its_own_channels(slack: LocalSlack, serve: Serve, other: State) -> None:
    with serve(echo, **MANY) as port:
        assert install(slack, port, slack.state).status_code == 200
        assert install(slack, port, other).status_code == 200
        assert ask(slack, port, slack.state, "who sued?") == "You asked: who sued? [1]"
        assert ask(slack, port, other, f"<@{other.workspace.bot.id}> who else?") == "You asked: who else? [1]"


def test_an_installation_outlives_the_process_and_is_for_the_owners_eyes(
    slack: LocalSlack, serve: Serve, settings: SettingsFor
) -> None:
    with serve(echo, **MANY) as port:
        install(slack, port, slack.state)
    with serve(echo, **MANY) as port:
        ask(slack, port, slack.state, "who sued?")
    assert settings().state.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("change", [{"state": "forged"}, {"code": "forged"}, {"error": "access_denied", "code": ""}])
def test_what_slack_did_not_send_installs_nothing(slack: LocalSlack, serve: Serve, change: dict[str, str]) -> None:
    with serve(echo, **MANY) as port:
        assert "Something Went Wrong" in install(slack, port, slack.state, **change).text
        _, body = said(slack.workspace, slack.direct, slack.person, "who sued?")
        Caller(port).event(body)
    assert "chat.postMessage" not in {call.method for call in slack.calls}


def test_a_refusal_of_slacks_is_not_an_installation(slack: LocalSlack, serve: Serve) -> None:
    slack.faults.add("oauth.v2.access", Fault(error="bad_client_secret"))
    with serve(echo, **MANY) as port:
        assert "Something Went Wrong" in install(slack, port, slack.state).text


@pytest.mark.parametrize("event", ["app_uninstalled", "tokens_revoked"])
def test_a_workspace_that_removes_the_app_is_forgotten_and_the_others_go_on(
    slack: LocalSlack, serve: Serve, other: State, event: str
) -> None:
    with serve(echo, **MANY) as port:
        install(slack, port, slack.state)
        install(slack, port, other)
        with slack.workspace.changed:
            slack.oauth.revoke(other)
        told = {"type": event, "event_ts": "1.1", "tokens": {"oauth": [], "bot": [other.workspace.bot.id]}}
        Caller(port).event(body_of(other.workspace, told))
        before = len(slack.calls)
        channel = other.workspace.direct(next(u for u in other.workspace.users.values() if not u.bot_id))
        _, body = said(other.workspace, channel, other.workspace.users["U00000001"], "still there?")
        Caller(port).event(body)
        ask(slack, port, slack.state, "who sued?")
        tried = [call for call in slack.calls[before:] if call.args.get("channel") == channel.id]
    assert tried == []


def test_a_token_that_runs_out_is_renewed(slack: LocalSlack, serve: Serve) -> None:
    slack.oauth.rotating, slack.oauth.life_seconds = True, 60
    with serve(echo, **MANY) as port:
        install(slack, port, slack.state)
        slack.oauth.life_seconds = 12 * 3600
        assert ask(slack, port, slack.state, "who sued?") == "You asked: who sued? [1]"
        ask(slack, port, slack.state, "and then?")
    renewals = [call for call in slack.calls if call.args.get("grant_type") == "refresh_token"]
    assert len(renewals) == 1


def test_a_database_file_is_made_where_it_is_wanted(serve: Serve, tmp_path: Path) -> None:
    with serve(echo, **MANY, state=tmp_path / "new" / "slack.sqlite"):
        assert (tmp_path / "new" / "slack.sqlite").exists()
