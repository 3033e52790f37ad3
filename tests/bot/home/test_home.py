"""The Home tab of the app, as one person sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.home.view import CHANNEL_SETTINGS, MOST, Shown, home_view
from bot.local.faults import Fault
from bot.local.model import User
from bot.local.slack import LocalSlack
from bot.local.views import check_view
from bot.render import NOT_ANSWERED
from retrieval.answer import Question, Status
from retrieval.store import Freshness
from retrieval.watches import Watch, Watches
from tests.bot.answers import answer, echo
from tests.bot.conftest import CorpusOf, Serve


@pytest.fixture
def watches(tmp_path: Path) -> Iterator[Watches]:
    kept = Watches(tmp_path / "watches.sqlite3")
    yield kept
    kept.close()


def home(slack: LocalSlack, user: User | None = None) -> str:
    """Open the Home tab anew and give what is in it, as text."""
    who = user or slack.person
    before = slack.state.views.home(who.id)
    old = before.hash if before else ""
    slack.do(slack.acts.open_home(who))
    slack.wait_until(lambda: (view := slack.state.views.home(who.id)) is not None and view.hash != old)
    view = slack.state.views.home(who.id)
    assert view is not None
    return json.dumps(view.given["blocks"], ensure_ascii=False)


def test_it_lists_what_somebody_asked_with_the_answers_first_line_and_where(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        slack.do(slack.acts.command(slack.person, slack.general, "/pincite", "who sued?"))
        slack.wait_until(lambda: "response_url" in {each.name for each in slack.traffic.so_far()})
        shown = home(slack)
    assert "*who sued?*\\nYou asked: who sued? [1]" in shown


def test_nothing_of_others_is_in_it(slack: LocalSlack, serve: Serve, watches: Watches) -> None:
    bob = slack.workspace.add_user("bob")
    slack.general.members.add(bob.id)
    watches.add(Question(question="is bob right?"), answer(), owner=bob.id, place=f"slack:{slack.workspace.team}:C1:1")
    with serve(echo, watches=watches):
        slack.do(slack.acts.command(bob, slack.general, "/pincite", "who is bob?"))
        slack.wait_until(lambda: "response_url" in {each.name for each in slack.traffic.so_far()})
        mine, his = home(slack), home(slack, bob)
    assert "bob" not in mine
    assert "who is bob?" in his
    assert "is bob right?" in his


def test_saved_answers_are_those_of_this_workspace(slack: LocalSlack, serve: Serve, watches: Watches) -> None:
    for team, question in ((slack.workspace.team, "ours?"), ("T2", "theirs?")):
        watches.add(Question(question=question), answer(), owner=slack.person.id, place=f"slack:{team}:C1:1")
    with serve(echo, watches=watches):
        shown = home(slack)
    assert "ours?" in shown
    assert "theirs?" not in shown


def test_it_says_how_many_documents_there_are_and_how_fresh(
    slack: LocalSlack, serve: Serve, corpus_of: CorpusOf
) -> None:
    with serve(echo, corpus=corpus_of("one", "two", "three")):
        shown = home(slack)
    assert "3 documents, the newest of 2025-01-03, last read on " in shown


def test_admins_find_the_settings_of_channels_there_and_others_do_not(slack: LocalSlack, serve: Serve) -> None:
    boss = slack.workspace.add_user("boss", is_admin=True)
    with serve(echo):
        assert CHANNEL_SETTINGS in home(slack, boss)
        assert CHANNEL_SETTINGS not in home(slack)
        view = slack.state.views.home(boss.id)
        assert view is not None
        slack.do(slack.acts.press(boss, view, CHANNEL_SETTINGS, slack.general.id))
        slack.wait_until(lambda: slack.modal(boss) is not None)


def test_whoever_is_named_in_the_settings_counts_as_an_admin(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo, admins=f"U7, {slack.person.id}"):
        assert CHANNEL_SETTINGS in home(slack)


@pytest.mark.parametrize("fault", [Fault(error="missing_scope"), Fault(status=500), Fault(drop=True)])
def test_a_tab_that_slack_does_not_take_is_no_reason_to_stop(slack: LocalSlack, serve: Serve, fault: Fault) -> None:
    slack.faults.add("users.info", fault, times=4)
    with serve(echo):
        assert "not asked anything yet" in home(slack)


def test_a_full_tab_keeps_slacks_limits() -> None:
    asked = Question(question="who? " * 500)
    long = answer("A sentence with & and <. [1] " * 400)
    watch = Watch("1", "U1", "", asked, long, "2025-01-01", "2025-01-01")
    shown = Shown(asked.question, long, "https://local.slack.com/" + "x" * 1900)
    view = home_view([shown] * 50, [watch] * 50, Freshness(9, "2025", "2025-01-01T10:00:00"), settings=True)
    assert len(check_view(view, "home")["blocks"]) < 4 * MOST


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("What is new?", "*<https://a.example/1|What is new?>*\n"),
        ("What is *new*?", "<https://a.example/1|What is *new*?>\n"),
    ],
)
def test_a_question_with_asterisks_is_listed_without_bold_which_they_would_end(question: str, listed: str) -> None:
    view = home_view([Shown(question, answer(), "https://a.example/1")], [], None, settings=False)
    assert view["blocks"][1]["text"]["text"].startswith(listed)


def test_what_was_not_answered_says_so() -> None:
    view = home_view([Shown("who?", answer("", status=Status.NOT_FOUND))], [], None, settings=False)
    assert NOT_ANSWERED in json.dumps(view)
