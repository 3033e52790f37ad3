"""PDF files: text by page, each page closed by a form feed, so that an offset tells the page."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError

from ingest.loaders.pdf_lines import Line, page_lines, without_running_lines
from ingest.loaders.pdf_text import put_together
from ingest.loaders.sniff import Kind, misnamed
from ingest.loaders.source import Failure, Loaded, Raw
from ingest.loaders.structure import day, one_line

# Names that programs give by themselves.
_NO_TITLE = re.compile(
    r"(?:microsoft \w+ - .*|untitled.*|.*\.(?:docx?|pdf|indd|qxd|tex|dvi|rtf|odt|xlsx?|pptx?))", re.I
)
_LOCKED = "is locked with a password; open it, save a copy without the password and give that"
_DAMAGED = "is a damaged PDF ({}); open it in a viewer and print it to a new PDF, or download it again"
_SCANNED = "holds no text on its {} page(s): a scan? Run it through text recognition (OCR) first"
_PARTLY = "{} no text and cannot be quoted: scanned? Run the file through text recognition (OCR) first"
_UNREADABLE = "draws its text in fonts that do not say which letters they show; run it through text recognition (OCR)"
_WORST_SHARE = 0.2

# The library reports each oddity of a file to the log; what matters is said in a Failure.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def load_pdf(raw: Raw) -> Loaded | Failure:
    """The text of a PDF that holds text; headings by their size, running headers and page numbers left out."""
    problem = misnamed(raw.data, "a PDF", Kind.PDF)
    if problem:
        return Failure(raw.source, problem)
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw.data))
        if reader.is_encrypted and not reader.decrypt(""):
            return Failure(raw.source, _LOCKED)
        pages = [page_lines(page) for page in reader.pages]
        pictured = [_holds_picture(page) for page in reader.pages]
        title, publisher, published = _metadata(reader)
    except (FileNotDecryptedError, DependencyError):
        return Failure(raw.source, _LOCKED)
    except Exception as error:  # a broken file makes the parser fail in many ways
        return Failure(raw.source, _DAMAGED.format(one_line(error)[:100] or type(error).__name__))
    if not pages:
        return Failure(raw.source, _DAMAGED.format("it has no page"))
    letters = "".join(line.text for page in pages for line in page)
    if not letters:
        return Failure(raw.source, _SCANNED.format(len(pages)))
    if _unreadable(letters):
        return Failure(raw.source, _UNREADABLE)
    kept = without_running_lines(pages)
    silent = [number for number, lines in enumerate(kept, start=1) if pictured[number - 1] and not lines]
    text, blocks = put_together(kept if any(kept) else pages)  # a form may say the same on every page
    return Loaded(
        raw.doc_id,
        text,
        raw.source,
        title=title or _largest(pages[0]) or raw.title_from_name,
        publisher=publisher,
        published=published,
        url=raw.url,
        blocks=blocks,
        warning=_without_text(silent),
    )


def _holds_picture(page: pypdf.PageObject) -> bool:
    """Whether a page shows more than letters; one without either is only blank."""
    resources = page.get("/Resources")
    return resources is not None and bool(resources.get_object().get("/XObject"))


def _without_text(pages: list[int]) -> str:
    """Which pages hold no text, consecutive ones as a range."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    named = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    if not named:
        return ""
    return _PARTLY.format(f"page {named} holds" if len(pages) == 1 else f"pages {named} hold")


def _metadata(reader: pypdf.PdfReader) -> tuple[str, str, str]:
    """Title, publisher and day of making; a field that cannot be read is left empty."""
    info = reader.metadata
    if info is None:
        return "", "", ""
    title = one_line(info.title)
    try:
        made = info.creation_date or info.modification_date
    except ValueError:
        made = None
    try:
        publishers = reader.xmp_metadata.dc_publisher if reader.xmp_metadata else []
    except Exception:  # the file may be sound where this packet is not
        publishers = []
    return "" if _NO_TITLE.fullmatch(title) else title, one_line(", ".join(publishers or [])), day(made)


def _largest(page: list[Line]) -> str:
    """The words in the largest letters of the first page, where they stand out."""
    sizes = Counter[float]()
    for line in page:
        sizes[line.size] += len(line.text)
    if len(sizes) < 2:
        return ""
    first = next(position for position, line in enumerate(page) if line.size == max(sizes))
    run = []
    for line in page[first:]:
        if line.size != max(sizes):
            break
        run.append(line.text)
    title = one_line(" ".join(run))
    return title if 3 < len(title) <= 200 and max(sizes) > sizes.most_common(1)[0][0] else ""


def _unreadable(letters: str) -> bool:
    """Whether much of the text is marks that stand for letters nobody can tell."""
    lost = sum(1 for letter in letters if letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff")
    lost += sum(len(match) for match in re.findall(r"\(cid:\d+\)|/g\d+|/G[0-9A-F]{2}", letters))
    return lost > _WORST_SHARE * len(letters)
