"""An answer in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from retrieval.answer import Answer, Citation, Scope

_SCOPES = {
    Scope.CLAUSE: "which cites",
    Scope.SENTENCE: "cited elsewhere in this sentence",
    Scope.DOCUMENT: "references of the whole document",
}


def print_answer(answer: Answer) -> None:
    """Print the answer, then each citation with its quote, place and references."""
    console = Console(highlight=False)
    console.print(_highlighted(answer))
    for citation in answer.citations:
        console.print()
        console.print(_citation(citation))
    for disagreement in answer.disagreements:
        console.print()
        console.print(Text(f"The sources disagree on {disagreement.about}:", style="bold"))
        for version in disagreement.versions:
            numbers = "".join(f"[{n}]" for n in version.citations)
            console.print(Text(f"  {version.value} {numbers}"))
    if answer.nearest:
        console.print()
        console.print(Text(f"Nearest passages, which do not answer it ({answer.reason}):", style="dim"))
        for citation in answer.nearest:
            console.print()
            console.print(_citation(citation))


def _highlighted(answer: Answer) -> Text:
    text = Text(answer.answer)
    if answer.short_answer:
        text.highlight_words([answer.short_answer], style="bold green")
    text.highlight_regex(r"\[\d+\]", style="cyan")
    return text


def _citation(citation: Citation) -> Text:
    name = " > ".join(part for part in (citation.title, citation.section) if part)
    where = ", ".join(part for part in (name, citation.publisher, citation.published) if part)
    text = Text(f"[{citation.n}] ", style="cyan")
    text.append(where, style="bold")
    text.append(f"\n    “{citation.quote}”", style="default")
    page = f"page {citation.page}, " if citation.page else ""
    text.append(f"\n    {citation.doc_id}, {page}characters {citation.start}–{citation.end}", style="dim")
    if citation.url:
        text.append(f"\n    {citation.link or citation.url}", style="dim")
    for scope, label in _SCOPES.items():
        references = [reference for reference in citation.references if reference.scope is scope]
        if not references:
            continue
        text.append(f"\n    {label}: ", style="dim")
        if scope is Scope.CLAUSE:
            lines = (f"\n      [{reference.marker}] {reference.url}" for reference in references)
            text.append("".join(lines), style="dim")
        else:
            text.append(" ".join(f"[{reference.marker}]" for reference in references), style="dim")
    return text
