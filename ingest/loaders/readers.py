"""Which loader reads which kind of file. The libraries are imported when the first such file is met."""

from __future__ import annotations

from ingest.loaders.source import Failure, Loaded, Raw

SUFFIXES = frozenset({".md", ".markdown", ".txt", ".text", ".html", ".htm", ".pdf", ".docx"})


def read(suffix: str, raw: Raw) -> Loaded | Failure:
    """Read the bytes as the kind of file that has this suffix."""
    if suffix in {".html", ".htm"}:
        from ingest.loaders.html import load_html

        return load_html(raw)
    if suffix == ".pdf":
        from ingest.loaders.pdf import load_pdf

        return load_pdf(raw)
    if suffix == ".docx":
        from ingest.loaders.word import load_word

        return load_word(raw)
    from ingest.loaders.files import load_markdown, load_text

    return load_markdown(raw) if suffix in {".md", ".markdown"} else load_text(raw)
