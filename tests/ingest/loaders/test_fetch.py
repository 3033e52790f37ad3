import gzip
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ingest.loaders.fetch import fetch
from ingest.loaders.page import Limits, Page, Unfetched
from tests.ingest.loaders.server import (
    PAGE,
    Site,
    bomb,
    drip,
    drip_headers,
    dying,
    dying_packed,
    packed,
    redirect,
    serving,
    silent,
)

_HERE = Limits(seconds=5, idle_seconds=2, size=1_000_000, redirects=3, allowed=lambda address: address == "127.0.0.1")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site(pages={"/page": ("text/html; charset=utf-8", PAGE)})) as site:
        yield site


def _fetch(url: str, limits: Limits = _HERE, known: Page | None = None) -> Page:
    return fetch(url, limits, lambda content_type, _: content_type in {"", "text/html"}, known)


def _refusal(url: str, limits: Limits = _HERE) -> str:
    with pytest.raises(Unfetched) as refused:
        _fetch(url, limits)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_page_comes_with_its_type_and_its_address_in_the_end(site: Site) -> None:
    site.pages["/old"] = redirect("/older")
    site.pages["/older"] = redirect(site.url("/page"))
    page = _fetch(site.url("/old#part"))
    assert (page.url, page.data) == (site.url("/page"), PAGE)
    assert (page.content_type, page.charset) == ("text/html", "utf-8")


def test_the_server_is_asked_under_its_own_name_at_the_address_that_was_checked(site: Site) -> None:
    assert _fetch(site.url("/page", "localhost"), replace(_HERE, allowed=lambda _: True)).data == PAGE
    assert site.asked[0][1]["Host"] == f"localhost:{site.port}"


def test_an_unchanged_page_is_not_sent_again(site: Site) -> None:
    site.headers = {"ETag": '"v1"', "Last-Modified": "Thu, 23 Jan 2025 10:00:00 GMT"}
    first = _fetch(site.url("/page"))
    sent = site.sent
    assert _fetch(site.url("/page"), known=first) is first
    assert site.sent == sent
    assert site.asked[1][1]["If-Modified-Since"] == "Thu, 23 Jan 2025 10:00:00 GMT"
    site.headers["ETag"] = '"v2"'
    assert _fetch(site.url("/page"), known=first).etag == '"v2"'


def test_what_is_known_of_one_address_is_not_told_to_another(site: Site) -> None:
    site.headers = {"ETag": '"v1"'}
    known = replace(_fetch(site.url("/page")), url="https://example.org/page")
    assert _fetch(site.url("/page"), known=known).data == PAGE
    assert "If-None-Match" not in site.asked[1][1]


def test_a_packed_page_is_unpacked(site: Site) -> None:
    site.pages["/packed"] = packed("gzip", gzip.compress(PAGE) + b"bytes behind the end")
    assert _fetch(site.url("/packed")).data == PAGE


@pytest.mark.parametrize("behave", [drip, drip_headers, silent])
def test_a_slow_server_is_given_up_in_time(site: Site, behave: object) -> None:
    assert callable(behave)
    site.pages["/slow"] = behave
    began = time.monotonic()
    assert "took too long" in _refusal(site.url("/slow"), replace(_HERE, seconds=0.7, idle_seconds=0.5))
    assert time.monotonic() - began < 2


def test_a_page_that_is_too_large_is_given_up_before_it_is_whole(site: Site) -> None:
    site.pages["/huge"] = ("text/html", b"x" * 60_000_000)
    assert "is larger than 1 MB" in _refusal(site.url("/huge"))
    assert site.sent == 0


def test_a_gzip_bomb_is_unpacked_no_further_than_the_limit(site: Site) -> None:
    site.pages["/bomb"] = packed("gzip", bomb(300))
    site.pages["/nested"] = packed("gzip, gzip", gzip.compress(bomb(300)))
    assert "is larger than 1 MB" in _refusal(site.url("/bomb"))
    assert "packed as gzip, gzip, which was not asked for" in _refusal(site.url("/nested"))


def test_bytes_that_are_not_what_they_are_said_to_be_are_a_failure(site: Site) -> None:
    site.pages["/lie"] = packed("gzip", PAGE)
    assert "cannot be fetched" in _refusal(site.url("/lie"))


@pytest.mark.parametrize("behave", [dying, dying_packed])
def test_a_page_that_breaks_off_is_not_taken_for_whole(site: Site, behave: object) -> None:
    assert callable(behave)
    site.pages["/dying"] = behave
    assert "broke off in the middle" in _refusal(site.url("/dying"))


def test_a_loop_of_redirects_ends(site: Site) -> None:
    site.pages["/a"], site.pages["/b"] = redirect("/b"), redirect("/a")
    assert "redirects more than 3 times" in _refusal(site.url("/a"))
    assert len(site.asked) == 4


def test_private_addresses_are_refused_by_number_by_name_and_behind_a_redirect(site: Site) -> None:
    public = replace(_HERE, allowed=Limits().allowed)
    for host in ("127.0.0.1", "localhost", "0.0.0.0", "2130706433", "[::1]", "[::ffff:127.0.0.1]"):
        assert "PINCITE_ALLOW_PRIVATE=1" in _refusal(site.url("/page", host), public)
    assert not site.asked
    site.pages["/inward"] = redirect("http://169.254.169.254/latest/meta-data/")
    site.pages["/beside"] = redirect(site.url("/page", "127.0.0.2"))
    assert "169.254.169.254, an address of a private network" in _refusal(site.url("/inward"))
    assert "127.0.0.2, an address of a private network" in _refusal(site.url("/beside"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://example.org/a", "not http or https"),
        ("http:///a", "not http or https"),
        ("http://[::1/a", "is not an address"),
        ("http://user:word@127.0.0.1/", "carries a user name or password"),
        ("http://no-such-host.invalid/", "is not found"),
        (f"http://{'a' * 70}.example/", "is not"),
    ],
)
def test_an_address_that_leads_nowhere_says_so(url: str, said: str) -> None:
    assert said in _refusal(url)


def test_a_redirect_out_of_the_web_is_not_followed(site: Site) -> None:
    site.pages["/file"] = redirect("file:///etc/passwd")
    assert "not http or https" in _refusal(site.url("/file"))


def test_what_the_server_refuses_is_said_with_what_to_do(site: Site) -> None:
    site.pages["/login"] = lambda handler: handler.send_error(401)
    site.pages["/broken"] = lambda handler: handler.send_error(503)
    site.pages["/stale"] = lambda handler: handler.send_error(304)
    site.pages["/picture"] = ("image/png", b"\x89PNG")
    assert "answers 404 Not Found; check the address" in _refusal(site.url("/none"))
    assert "save the page from a browser" in _refusal(site.url("/login"))
    assert "try again later" in _refusal(site.url("/broken"))
    assert "answers 304" in _refusal(site.url("/stale"))
    assert "is image/png, which is not read" in _refusal(site.url("/picture"))


def test_nobody_listening_is_a_failure() -> None:
    with serving(Site()) as closed:
        pass
    assert "cannot be fetched" in _refusal(closed.url("/page"))
