"""From a source as it comes to the citation that leads back into it."""

from pathlib import Path

from ingest.job import ingest
from retrieval.answer import Citation, Question
from retrieval.assistant import Assistant
from retrieval.embedding import Embedder
from retrieval.index import Index, writing
from retrieval.settings import DEFAULT_MODEL
from tests.ingest.loaders.pdfs import pdf
from tests.ingest.loaders.server import PAGE, SENTENCE, Site, serving

_PDF = pdf([[("", 12, "The parties met in Harbor Town.")], [("", 12, "The judge dismissed the suit in October 2025.")]])


def _cited(index: Path, embedder: Embedder, question: str) -> Citation:
    answer = Assistant(Index.open(index, DEFAULT_MODEL), embedder, None).ask(Question(question=question))
    return (*answer.citations, *answer.nearest)[0]


def test_a_citation_opens_the_page_at_its_words_and_the_pdf_at_its_page(tmp_path: Path, embedder: Embedder) -> None:
    site = Site(pages={"/tins": ("text/html", PAGE), "/order": ("application/pdf", _PDF)})
    with serving(site), writing(tmp_path / "index", DEFAULT_MODEL) as index:
        ingest(index, [site.url("/tins"), site.url("/order")], lambda: embedder, allow_private=True)
    web = _cited(tmp_path / "index", embedder, "When did the court hear the case on the tins?")
    assert (web.quote, web.url, web.page) == (SENTENCE, site.url("/tins"), None)
    assert web.link == f"{web.url}#:~:text=The%20court%20heard%20the%20case,sold%20under%20a%20wrong%20name."
    order = _cited(tmp_path / "index", embedder, "When did the judge dismiss the suit?")
    assert (order.quote, order.page) == ("The judge dismissed the suit in October 2025.", 2)
    assert (order.url, order.link) == (site.url("/order"), f"{site.url('/order')}#page=2")
