"""The sources in a folder as they are now, without an index: enough to check where a quote stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ingest.loaders.paths import load, source_files
from ingest.loaders.source import Failure, Loaded
from ingest.passages import NotQuotable, parse
from retrieval.audience import Readers, may_see
from retrieval.documents import text_version
from retrieval.rows import DocumentInfo, described


class Folder:
    """The documents under some paths, by the ids that an ingest of these paths gives them.

    Raises UsageError for a path without any source; ``failures`` are the sources that could not be read. What not all
    ``readers`` may see is left out.
    """

    def __init__(self, *paths: Path, readers: Readers = ()) -> None:
        self._readers = readers
        self.failures: list[Failure] = []
        self._versions: dict[str, str] = {}
        self._sources: dict[tuple[str, str], Loaded] = {}
        self._texts: dict[str, str] = {}
        for source in load(source_files(paths)):
            if isinstance(source, Loaded):
                self._keep(source)
            else:
                self.failures.append(source)

    def _keep(self, source: Loaded) -> None:
        if not may_see(self._readers, source.audience):
            return
        version = text_version(source.text)
        # As in an ingest, the first of two sources with one id is the one that counts.
        self._versions.setdefault(source.doc_id, version)
        self._sources[source.doc_id, version] = source
        self._texts[version] = source.text

    def current_version(self, doc_id: str) -> str | None:
        """The version of a document."""
        return self._versions.get(doc_id)

    def current_versions(self) -> Iterator[tuple[str, str]]:
        """``(doc_id, version)`` of every document."""
        yield from self._versions.items()

    def described(self, doc_id: str, version: str) -> Iterator[DocumentInfo]:
        """What a version says of itself."""
        if source := self._sources.get((doc_id, version)):
            with suppress(NotQuotable):
                yield described(parse(source))

    def text(self, version: str) -> str | None:
        """The text of a version, exactly as it is loaded."""
        return self._texts.get(version)
