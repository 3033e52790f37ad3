"""PDFs made for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from fpdf import FPDF
from PIL import Image

# (style, size, words): "B" is bold, a size of 12 is running text.
Paragraph = tuple[str, float, str]
SCAN = "scan"  # a style: a picture in the place of words


def pdf(
    pages: Sequence[Sequence[Paragraph]],
    *,
    title: str = "",
    header: str = "",
    password: str | None = None,
    width: float = 0,
) -> bytes:
    """A PDF with these paragraphs; ``header`` and the page's number run along, ``width`` sets narrow columns."""
    made = _Running(header)
    if title:
        made.set_title(title)
    made.set_creation_date(datetime(2025, 1, 23, tzinfo=UTC))
    if password is not None:
        made.set_encryption(owner_password="owner", user_password=password)
    for page in pages:
        made.add_page()
        for style, size, words in page:
            if style == SCAN:
                made.image(Image.new("L", (60, 80), 200), w=60)
                continue
            made.set_font("Helvetica", style, size)
            made.multi_cell(width, size * 0.5, words, new_x="LMARGIN", new_y="NEXT", align="L")
            made.ln(size * 0.3)
    return bytes(made.output())


class _Running(FPDF):
    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def header(self) -> None:
        if self._words:
            self.set_font("Helvetica", "", 9)
            self.cell(0, 10, self._words, new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        if self._words:
            self.set_y(-15)
            self.set_font("Helvetica", "", 9)
            self.cell(0, 10, f"Page {self.page_no()}", align="C")
