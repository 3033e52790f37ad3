""" "Why this answer?": what it rests on at once, how each passage ranked when that is known."""

from __future__ import annotations

import dataclasses

from bot.buttons import WHY
from bot.local.slack import LocalSlack
from bot.modals.why import LOOKING, NO_RANKING
from retrieval.answer import Question
from tests.bot.answers import echo
from tests.bot.conftest import Serve
from tests.bot.listeners.actions.pressing import opened, press, shown
from tests.bot.sources import Sources


def test_it_says_what_the_answer_rests_on_and_how_passages_ranked(
    slack: LocalSlack, serve: Serve, sources: Sources
) -> None:
    with serve(sources.ask, holdings=sources.holdings):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?"))
        press(slack, reply, WHY)
        blocks = opened(slack, lambda view: LOOKING not in shown(view.given))
    for said in (
        "The sources answer this.",
        "(90%)",
        "*It rests on:*",
        "The fine",
        "*1. The fine*",
        "found by: likeness",
    ):
        assert said in blocks
    assert "words: a &lt;b&gt;" in blocks


def test_a_ranking_that_fails_leaves_the_rest(slack: LocalSlack, serve: Serve, sources: Sources) -> None:
    def explain(question: Question) -> str:
        raise ValueError(question.question)

    with serve(sources.ask, holdings=dataclasses.replace(sources.holdings, explain=explain)):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?"))
        press(slack, reply, WHY)
        assert "It rests on" in opened(slack, lambda view: NO_RANKING in shown(view.given))


def test_a_ranking_of_any_length_fits(slack: LocalSlack, serve: Serve, sources: Sources) -> None:
    def explain(question: Question) -> str:
        del question
        return "\n".join(f"{n}. {'<x> ' * 2000}\n" + "  line & more\n" * 30 for n in range(200))

    with serve(echo, holdings=dataclasses.replace(sources.holdings, explain=explain)):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?"))
        press(slack, reply, WHY)
        assert "12. &lt;x&gt;" in opened(slack, lambda view: "line &amp; more" in shown(view.given))
