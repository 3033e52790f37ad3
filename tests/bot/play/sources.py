"""The sources of the playground's tests, and answers that cite them."""

from __future__ import annotations

import shutil
from pathlib import Path

from retrieval.answer import Answer, Citation, CitedReference, Disagreement, DisagreementVersion, Question, Status
from retrieval.markers import shown
from retrieval.store import Store
from tests.bot.answers import answer
from tests.conftest import ROOT

ARTICLE = "linkedin-irish-dpc-fine-and-appeal.md"
HOSTILE = "hostile.md"
FINE = "How much was LinkedIn fined by the Irish DPC?"
UNKNOWN = "What is the capital of Australia?"
HOSTILE_SENTENCE = (
    "The 😀 treaty of <img src=x onerror=\"document.title='owned'\"> was signed by <!channel> and *_~ three kings [3]."
)
OTHER_SENTENCE = "Older books say that it was signed by nobody."
_HOSTILE_TEXT = f"""---
title: "A page that <b>wants</b> to be markup"
url: https://hostile.example/page
---
# The <script>document.title='owned'</script> treaty

Nothing stands here but words.
{HOSTILE_SENTENCE}
It was kept for years.
{OTHER_SENTENCE}

- one [link](javascript:alert(1))
- two
"""


def write_sources(folder: Path) -> None:
    """Write the sources into a new folder."""
    folder.mkdir()
    shutil.copy(ROOT / "corpus" / ARTICLE, folder)
    (folder / HOSTILE).write_text(_HOSTILE_TEXT, encoding="utf-8")


def hostile_citation(store: Store, n: int = 1, sentence: str = HOSTILE_SENTENCE) -> Citation:
    """The citation of a sentence of the hostile page."""
    version = store.current_version(HOSTILE) or ""
    start = (store.text(version) or "").index(sentence)
    return Citation(
        n=n,
        doc_id=HOSTILE,
        title="A page that <b>wants</b> to be markup",
        url="https://hostile.example/page",
        version=version,
        start=start,
        end=start + len(sentence),
        quote=shown(sentence),
        references=(CitedReference(marker="3", url="javascript:alert(1)"),),
    )


def citing_hostile(store: Store, question: Question) -> Answer:
    """An answer that quotes the hostile sentence."""
    citation = hostile_citation(store)
    fields = {"question": question.question, "status": Status.ANSWERED, "citations": (citation,)}
    return answer(f"{citation.quote} [1]", **fields)


def disagreeing(store: Store, question: Question) -> Answer:
    """An answer with two sides."""
    citations = (hostile_citation(store), hostile_citation(store, 2, OTHER_SENTENCE))
    sides = (
        DisagreementVersion(value="three kings", citations=(1,)),
        DisagreementVersion(value="nobody", citations=(2,)),
    )
    fields = {
        "question": question.question,
        "status": Status.CONFLICTING,
        "citations": citations,
        "disagreements": (Disagreement(about="the signing", versions=sides),),
    }
    return answer(" ".join(f"{citation.quote} [{citation.n}]" for citation in citations), **fields)
