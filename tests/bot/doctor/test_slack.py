"""What the doctor sees in Slack."""

from __future__ import annotations

import pytest

from bot.doctor.finding import Finding, State
from bot.doctor.slack import look_at_scopes, look_at_slack
from bot.local.faults import Fault
from bot.local.slack import LocalSlack
from bot.scopes import EVENTS, NEEDED, SCOPES
from tests.bot.answers import echo
from tests.bot.conftest import Serve, SettingsFor

ALL = frozenset(SCOPES)


def named(findings: list[Finding], what: str) -> Finding:
    return next(each for each in findings if each.what == what)


def test_a_set_up_as_in_the_manifest_is_well(slack: LocalSlack, settings: SettingsFor) -> None:
    slack.grant(ALL)
    findings = list(look_at_slack(settings()))
    assert {each.state for each in findings} == {State.OK}
    assert {"SLACK_BOT_TOKEN", "scopes", "events", "connection"} <= {each.what for each in findings}


@pytest.mark.parametrize("scope", sorted(SCOPES))
def test_each_missing_scope_says_what_its_lack_costs_and_how_to_mend_it(scope: str) -> None:
    finding = named(list(look_at_scopes(ALL - {scope})), f"scope {scope}")
    assert finding.state is (State.FAILS if scope in NEEDED else State.LESS)
    assert SCOPES[scope] in finding.says
    assert "install the app" in finding.mend


def test_mentions_and_direct_messages_alone_are_enough(slack: LocalSlack, serve: Serve, settings: SettingsFor) -> None:
    slack.grant(frozenset(NEEDED))
    assert State.FAILS not in {each.state for each in look_at_slack(settings())}
    for method in ("agents.sessions.setStatus", "assistant.threads.setStatus", "conversations.info", "users.info"):
        slack.faults.add(method, Fault(error="missing_scope"), times=9)
    with serve(echo):
        for channel in (slack.general, slack.direct):
            slack.wait_for_reply(channel, slack.say(channel, slack.person, f"{slack.mention} who sued?"))


def test_events_that_cannot_arrive_are_named() -> None:
    finding = named(list(look_at_scopes(frozenset(NEEDED))), "events")
    assert finding.state is State.LESS
    assert "message.channels" in finding.says
    assert "message.im" not in finding.says
    assert {"app_home_opened", "app_mention"} <= EVENTS.keys()


def test_what_the_app_may_do_beyond_its_use_is_named() -> None:
    finding = named(list(look_at_scopes(ALL | {"files:read"})), "manifest drift")
    assert (finding.state, "files:read" in finding.says) == (State.LESS, True)


@pytest.mark.parametrize(
    ("method", "fault", "what"),
    [
        ("auth.test", Fault(error="invalid_auth"), "SLACK_BOT_TOKEN"),
        ("auth.test", Fault(drop=True), "SLACK_BOT_TOKEN"),
        ("apps.connections.open", Fault(error="invalid_auth"), "connection"),
        ("apps.connections.open", Fault(status=503), "connection"),
    ],
)
def test_a_refusal_of_slacks_fails_with_how_to_mend_it(
    slack: LocalSlack, settings: SettingsFor, method: str, fault: Fault, what: str
) -> None:
    slack.faults.add(method, fault)
    finding = named(list(look_at_slack(settings())), what)
    assert finding.state is State.FAILS
    assert finding.mend


def test_a_slack_that_tells_no_scopes_is_said_so(settings: SettingsFor) -> None:
    assert named(list(look_at_slack(settings())), "scopes").state is State.LESS


def test_over_http_it_says_what_slack_must_reach(slack: LocalSlack, settings: SettingsFor) -> None:
    slack.grant(ALL)
    findings = list(look_at_slack(settings(app_token="", signing_secret="s", port=8080)))
    assert "port 8080 at /slack/events" in named(findings, "connection").says


def test_a_missing_token_fails_and_slack_is_not_asked(slack: LocalSlack, settings: SettingsFor) -> None:
    (finding,) = look_at_slack(settings(bot_token=""))
    assert (finding.state, finding.says) == (State.FAILS, "SLACK_BOT_TOKEN is not set")
    assert slack.calls == []
