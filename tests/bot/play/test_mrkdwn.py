"""The renderer of Slack's mrkdwn, asked in the browser: what comes to life, and what stays text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.bot.answers import echo
from tests.bot.play.conftest import Play
from tests.bot.play.visiting import visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser")]
_RENDER = """async ([text, numbers]) => {
    const { mrkdwn } = await import("./static/mrkdwn.js");
    const { h } = await import("./static/dom.js");
    const cite = (n) => (numbers.includes(n) ? h("button", {}, `[${n}]`) : null);
    return h("p", {}, mrkdwn(text, { users: { U1: "Ann" }, cite })).innerHTML;
}"""


@pytest.fixture
def page(browser: Browser, play: Play) -> Iterator[Page]:
    with play(echo) as local, visiting(browser, local.slack.address) as visit:
        yield visit.page


def test_only_what_slack_brings_to_life_is_more_than_text(page: Page) -> None:
    outside = 'target="_blank" rel="noopener noreferrer"'
    cases = {
        "*bold* _it_ ~no~ `x*y*`": "<strong>bold</strong> <em>it</em> <s>no</s> <code>x*y*</code>",
        "*bold _and_ more*": "<strong>bold <em>and</em> more</strong>",
        "snake_case_name 2*3*4 ~ a * b *": "snake_case_name 2*3*4 ~ a * b *",
        "*_~": "*_~",
        "&lt;b&gt; &amp;lt; &amp;": "&lt;b&gt; &amp;lt; &amp;",
        "<@U1> <@U2> <#C1|law>": '<span class="mention">@Ann</span> <span class="mention">@U2</span>'
        ' <span class="mention">#law</span>',
        "<!channel>": '<span class="mention loud">@channel</span>',
        "<https://a.example/x?a=1&amp;b=2|the page>": f'<a href="https://a.example/x?a=1&amp;b=2" {outside}'
        ' title="https://a.example/x?a=1&amp;b=2">the page</a>',
        "<javascript:alert(1)|click>": "click",
        "<data:text/html,hi>": "data:text/html,hi",
        "[1] and [2]": "<button>[1]</button> and [2]",
        "<https://a.example|[1]>": "<button>[1]</button>",
        "```a\nb```": "<pre>a\nb</pre>",
        "<img src=x onerror=alert(1)>": "img src=x onerror=alert(1)",
    }
    shown = {text: page.evaluate(_RENDER, [text, [1]]) for text in cases}
    assert shown == cases
