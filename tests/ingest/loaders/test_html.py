import pytest

from ingest.loaders.html import load_html
from ingest.loaders.source import Failure, Loaded, Raw
from ingest.passages import parse

_PAGE = """<!doctype html><html lang="en"><head><title>Rules on tins | Harbor News</title>
<meta property="og:site_name" content="Harbor News"><link rel="canonical" href="/articles/rules">
<meta property="article:published_time" content="2025-01-23T10:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/x">Subscribe now</a></li></ul></nav>
<main><article><h1>Rules on tins</h1>
<p>The court in <a href="/town">Harbor Town</a> heard the case on
   <b>3&nbsp;March 2025</b>.<sup>[1]</sup> It said <q>no</q> to <code>Hale</code>.</p>
<h2>Claims <a class="headerlink" href="#claims">¶</a></h2>
<p>The plaintiffs want $1,000 each, which they say is the price of a tin sold under a wrong name.</p>
<ul><li>The first claim is a breach of contract.</li><li>The second claim is fraud.<ul><li>It fails.</li></ul></li></ul>
<h3>Prices</h3><table><tr><th>Plan</th><th>Price</th></tr><tr><td>Basic</td><td>$10</td></tr></table>
<p>Line one<br>Line two of the same paragraph.</p>
<pre>An opinion as typed.

  Its second paragraph.</pre></article></main>
<footer><p>Copyright 1999 Harbor News. All rights reserved.</p></footer></body></html>"""
_PROSE = "<p>The café was closed on Monday, and nobody in the whole town had been told about it before.</p>" * 3


def _load(page: str | bytes, url: str = "", charset: str = "") -> Loaded | Failure:
    data = page.encode() if isinstance(page, str) else page
    return load_html(Raw("page.html", "page.html", data, url, charset))


def _loaded(page: str | bytes, url: str = "", charset: str = "") -> Loaded:
    loaded = _load(page, url, charset)
    assert isinstance(loaded, Loaded), loaded
    return loaded


def test_headings_become_sections_and_blocks_stand_for_themselves() -> None:
    document = parse(_loaded(_PAGE))
    said = [(p.section, document.text[s.start : s.end]) for p in document.passages for s in p.sentences]
    claims, prices = "Claims", "Claims > Prices"
    assert said == [
        ("", "The court in Harbor Town heard the case on 3 March 2025.[1]"),
        ("", "It said no to Hale."),
        (claims, "The plaintiffs want $1,000 each, which they say is the price of a tin sold under a wrong name."),
        (claims, "The first claim is a breach of contract."),
        (claims, "The second claim is fraud."),
        (claims, "It fails."),
        (prices, "Plan | Price"),
        (prices, "Basic | $10"),
        (prices, "Line one\nLine two of the same paragraph."),
        (prices, "An opinion as typed."),
        (prices, "Its second paragraph."),
    ]  # fmt: skip


def test_title_publisher_date_and_address_are_the_pages_own() -> None:
    loaded = _loaded(_PAGE, "https://news.example.org/articles/rules?from=feed")
    assert (loaded.title, loaded.publisher) == ("Rules on tins", "Harbor News")
    assert (loaded.published, loaded.url) == ("2025-01-23", "https://news.example.org/articles/rules")


def test_without_metadata_the_address_says_what_it_can() -> None:
    loaded = _loaded(f"<html><body>{_PROSE}</body></html>", "https://www.example.org/notes/my-first_note.html")
    assert (loaded.title, loaded.publisher) == ("My first note", "example.org")
    assert (loaded.published, loaded.url) == ("", "https://www.example.org/notes/my-first_note.html")


@pytest.mark.parametrize(
    ("declared", "taken"),
    [
        ("https://example.org/b", True),
        ("https://news.example.org/b", True),
        ("https://example.org/", False),  # the front door of the site, given for every page by mistake
        ("https://another.example/b", False),  # nobody may sign a page with the address of somebody else
        ("ftp://example.org/b", False),
        ("https://user@example.org/b", False),
    ],
)
def test_the_address_that_a_page_gives_for_itself_is_taken_within_its_site(declared: str, taken: bool) -> None:
    page = f'<html><head><link rel="canonical" href="{declared}"></head><body>{_PROSE}</body></html>'
    assert _loaded(page, "https://www.example.org/a").url == (declared if taken else "https://www.example.org/a")


def test_a_saved_page_tells_where_it_was_saved_from() -> None:
    mark = "<!-- saved from url=(0024)https://example.org/a/b -->"
    assert _loaded(f"<!doctype html>\n{mark}\n<html><body>{_PROSE}</body></html>").url == "https://example.org/a/b"


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        ("utf-8", "", ""),
        ("utf-8-sig", "", "iso-8859-1"),
        ("utf-16", "", ""),
        ("cp1252", "", ""),
        ("cp1252", "iso-8859-1", ""),
        ("iso8859-15", "", "ISO-8859-15"),
        ("utf-8", "no-such-name", ""),
    ],
)
def test_characters_are_read_as_browsers_read_them(encoding: str, declared: str, charset: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>{_PROSE}</body></html>'
    assert "The café was closed" in _loaded(page.encode(encoding), charset=charset).text


def test_the_same_bytes_give_the_same_text() -> None:
    assert _loaded(_PAGE) == _loaded(_PAGE)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("", "is empty"),
        ("<html><body><script>draw()</script><div id=app></div></body></html>", "holds no text that can be read"),
        ("<html><body><h1>Only a heading</h1></body></html>", "holds no text that can be read"),
        (b"%PDF-1.4 rest", "is a PDF, not a web page; give it the ending .pdf"),
        (b"\x89PNG\r\n", "is a picture, not a web page"),
        (b"\x01\x02\0\0\0binary", "holds binary data"),
    ],
)
def test_what_cannot_be_read_says_how_to_mend_it(page: str | bytes, said: str) -> None:
    failure = _load(page)
    assert isinstance(failure, Failure)
    assert said in failure.problem
    assert "\n" not in str(failure)


def test_no_tag_soup_is_more_than_a_failure() -> None:
    for position in range(0, len(_PAGE), 41):
        before, behind = _PAGE[:position], _PAGE[position:]
        for broken in (before, behind, f"{before}<table><p></div>\x01&#xD83D;{behind}"):
            assert isinstance(_load(broken), (Failure, Loaded))
    assert isinstance(_load("<div>" * 20_000 + "words"), (Failure, Loaded))
