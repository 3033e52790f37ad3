"""A disagreement of the sources in the terminal: each version with who gives it, and why the first is first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from retrieval.answer import Citation, Disagreement, DisagreementVersion
from retrieval.reliability import sort_of_source


def disagreement_card(disagreement: Disagreement, citations: Sequence[Citation]) -> Text:
    """One line for each version, best supported first; ``citations`` are those of the answer."""
    text = Text(f"The sources disagree on {disagreement.about}:", style="bold yellow")
    for version in disagreement.versions:
        text.append("\n  ")
        text.append_text(_version(version, citations))
    if disagreement.why_first:
        text.append(f"\n  The first is first because {disagreement.why_first}.", style="not bold dim")
    return text


def _version(version: DisagreementVersion, citations: Sequence[Citation]) -> Text:
    given = [citation for citation in citations if citation.n in version.citations]
    sources = (", ".join(filter(None, (sort_of_source(each.reliability), each.published))) for each in given)
    numbers = "".join(f"[{n}]" for n in version.citations)
    line = Text(version.value, style="not bold green")
    line.append(f" {numbers}", style="cyan")
    line.append(f" {'; '.join(dict.fromkeys(sources))}", style="dim")
    return line
