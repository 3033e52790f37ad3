"""An answer in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cli.disagreements import disagreement_card
from retrieval.answer import Answer, AsOf, Citation, Scope
from retrieval.reliability import sort_of_source

_SCOPES = {
    Scope.CLAUSE: "which cites",
    Scope.SENTENCE: "cited elsewhere in this sentence",
    Scope.DOCUMENT: "references of the whole document",
}


def print_answer(answer: Answer) -> None:
    """Print the answer, what the sources disagree on, then each citation with its quote, place and references."""
    console = Console(highlight=False)
    if answer.as_of:
        console.print(Text(_then(answer.as_of), style="dim"))
    console.print(_highlighted(answer))
    for disagreement in answer.disagreements:
        console.print()
        console.print(disagreement_card(disagreement, answer.citations))
    for citation in answer.citations:
        console.print()
        _print_citation(console, citation)
    if answer.reason and not answer.nearest:
        console.print()
        console.print(Text(f"Note: {answer.reason}.", style="dim"))
    if answer.nearest:
        console.print()
        console.print(Text(f"Nearest passages, not to be taken for an answer ({answer.reason}):", style="dim"))
        for citation in answer.nearest:
            console.print()
            _print_citation(console, citation)


def _print_citation(console: Console, citation: Citation) -> None:
    for line in _citation(citation).split("\n"):
        # An address that is broken over two lines cannot be clicked or copied.
        console.print(line, soft_wrap="://" in line.plain)


def _then(known: AsOf) -> str:
    """The day whose knowledge an answer rests on, and how much that was."""
    earlier = f", {known.earlier_versions:,} of them in an earlier version" if known.earlier_versions else ""
    count = f"{known.documents:,} document{'' if known.documents == 1 else 's'}" if known.documents else "no document"
    return f"As known on {known.day:%B} {known.day.day}, {known.day.year}: {count}{earlier}."


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
    text.append(f" ({sort_of_source(citation.reliability)})", style="dim")
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
