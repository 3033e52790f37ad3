"""The stored versions in SQLite: the source of truth for what is live, which vectors and BM25 only help to find."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.audience import EVERYONE
from retrieval.documents import Document, Passage, text_version
from retrieval.known import Step
from retrieval.markers import shown
from retrieval.rows import (
    DocumentInfo,
    StoredPassage,
    ToEmbed,
    embedded_text,
    fingerprint,
    pack_references,
    pack_sentences,
    passage_key,
    unpack_references,
    unpack_sentences,
)
from retrieval.schema import prepare

_INFO = (
    "d.doc_id, d.version, d.title, d.publisher, d.published, d.url, d.kind, d.reliability, d.audience, d.reference_list"
)
_JOINED = "passages p JOIN documents d USING (doc_id, fingerprint)"
_PASSAGE = f"p.row, p.key, p.section, p.sentences, {_INFO} FROM {_JOINED}"
_LIVE_PASSAGES = f"SELECT count(*) FROM {_JOINED} WHERE d.current"
_CHUNK = 500  # bound variables in one statement


class Freshness(NamedTuple):
    """How many documents there are, the newest date (ISO, may be partial or empty), and the last ingest (UTC, ISO)."""

    documents: int
    newest: str
    ingested: str


class Store:
    """One SQLite file. Each thread that reads needs no care: every call opens what it needs from one connection."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = sqlite3.connect(_address(path), uri=True, check_same_thread=False, timeout=30, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")  # the disk is waited for when an ingest ends, see ``switch``
        prepare(self._db)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    # -- facts about the index ------------------------------------------------------------------------------------

    def meta(self, key: str) -> str | None:
        """A fact about the index, such as the embedding model that made it."""
        row = self._one("SELECT value FROM meta WHERE key = ?", key)
        return str(row[0]) if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep a fact about the index."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # -- documents ------------------------------------------------------------------------------------------------

    def current_fingerprint(self, doc_id: str) -> str | None:
        """The fingerprint of a document's live version."""
        row = self._one("SELECT fingerprint FROM documents WHERE doc_id = ? AND current", doc_id)
        return str(row[0]) if row else None

    def source_of(self, doc_id: str) -> str | None:
        """Where the live version of a document was read from."""
        row = self._one("SELECT source FROM documents WHERE doc_id = ? AND current", doc_id)
        return str(row[0]) if row else None

    def read_from(self, sources: Sequence[str]) -> list[str]:
        """The live documents that were read from one of some sources."""
        sql = "SELECT doc_id FROM documents WHERE current AND source"
        return sorted(str(doc_id) for (doc_id,) in self._in(sql, sources))

    def current_ids(self) -> dict[str, str]:
        """Every live document's id and source."""
        return dict(self._all("SELECT doc_id, source FROM documents WHERE current ORDER BY doc_id"))

    def current(self, doc_id: str) -> tuple[str, str] | None:
        """The live version of a document, and who may see it."""
        row = self._one("SELECT version, audience FROM documents WHERE doc_id = ? AND current", doc_id)
        return (str(row[0]), str(row[1])) if row else None

    def audiences(self) -> list[str]:
        """The audiences of all versions, those that are not live too."""
        return [str(row[0]) for row in self._all("SELECT DISTINCT audience FROM documents ORDER BY audience")]

    def current_on(self, shelves: Sequence[str]) -> list[tuple[str, str]]:
        """``(doc_id, version)`` of the live documents of some audiences, by id."""
        sql = "SELECT doc_id, version FROM documents WHERE current = 1 AND audience"
        return sorted((str(doc_id), str(version)) for doc_id, version in self._in(sql, shelves))

    def count_on(self, shelves: Sequence[str]) -> int:
        """How many documents of some audiences are live."""
        return sum(n for (n,) in self._in("SELECT count(*) FROM documents WHERE current = 1 AND audience", shelves))

    def count(self) -> tuple[int, int]:
        """How many documents and passages are live."""
        (documents,) = self._all("SELECT count(*) FROM documents WHERE current")[0]
        # Counted by ``switch``, because that takes half a second for a million; not so in what an earlier release made.
        passages = self.meta("passages") or self._all(_LIVE_PASSAGES)[0][0]
        return int(documents), int(passages)

    def live_counts(self) -> dict[str, int]:
        """How many passages are live for each audience."""
        return dict(self._all(f"SELECT d.audience, count(*) FROM {_JOINED} WHERE d.current GROUP BY d.audience"))

    def freshness(self) -> Freshness:
        """How many documents everyone may see, the newest date among them and when the last of them came in."""
        sql = "SELECT count(*), max(published), max(ingested_at) FROM documents WHERE current AND audience = ?"
        documents, published, ingested = self._all(sql, EVERYONE)[0]
        return Freshness(int(documents), str(published or ""), str(ingested or ""))

    def questions_posed(self, most: int = 4) -> list[str]:
        """Headings that are questions, such as those of a help page, of documents that everyone may see."""
        sql = (
            f"SELECT p.section FROM {_JOINED}"
            " WHERE d.current AND d.audience = ? AND p.section LIKE '%?'"
            " GROUP BY p.section ORDER BY min(p.row) LIMIT ?"
        )
        return [str(section).rpartition(" > ")[2] for (section,) in self._all(sql, EVERYONE, most)]

    def text(self, version: str) -> str | None:
        """The text of a stored version, exactly as it was loaded."""
        row = self._one("SELECT text FROM texts WHERE version = ?", version)
        return str(row[0]) if row else None

    def described(self, doc_id: str, version: str) -> list[DocumentInfo]:
        """What was said of a version, each time that it was read."""
        sql = f"SELECT {_INFO} FROM documents d WHERE doc_id = ? AND version = ?"
        return [_info(columns) for columns in self._all(sql, doc_id, version)]

    def current_version(self, doc_id: str) -> str | None:
        """The live version of a document."""
        row = self._one("SELECT version FROM documents WHERE doc_id = ? AND current", doc_id)
        return str(row[0]) if row else None

    def current_versions(self) -> Iterator[tuple[str, str]]:
        """``(doc_id, version)`` of every live document."""
        for doc_id, version in self._all("SELECT doc_id, version FROM documents WHERE current ORDER BY doc_id"):
            yield str(doc_id), str(version)

    # -- writing: stage first, switch last ------------------------------------------------------------------------

    def stage(self, document: Document) -> list[ToEmbed]:
        """Keep a version without making it live; gives its passages."""
        print_ = fingerprint(document)
        keyed = [
            (passage_key(document, print_, ordinal), passage, self._embedded(document, passage))
            for ordinal, passage in enumerate(document.passages)
        ]
        with closing(self._db.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("INSERT OR IGNORE INTO texts VALUES (?, ?)", (document.version, document.text))
            cursor.execute(
                "INSERT INTO documents (doc_id, version, fingerprint, title, publisher, published, url, kind,"
                " source, reliability, as_of, audience, reference_list, ingested_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET source = excluded.source",
                (
                    *(document.doc_id, document.version, print_, document.title, document.publisher),
                    *(document.published, document.url, document.kind, document.source),
                    *(document.reliability, document.as_of, document.audience),
                    *(pack_references(document.references), _now()),
                ),
            )
            cursor.executemany(
                "INSERT OR IGNORE INTO passages (key, doc_id, fingerprint, section, start, end, embedded, sentences)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        key,
                        document.doc_id,
                        print_,
                        p.section,
                        p.start,
                        p.end,
                        text,
                        pack_sentences(p.sentences),
                    )
                    for key, p, text in keyed
                ),
            )
            cursor.execute("COMMIT")
        return [ToEmbed(key, text, document.doc_id, document.audience) for key, _, text in keyed]

    @staticmethod
    def _embedded(document: Document, passage: Passage) -> str:
        return embedded_text(document, passage, shown(document.text[passage.start : passage.end]))

    def move(self, sources: Mapping[str, str]) -> None:
        """Keep where live documents are read from now (``doc_id -> source``)."""
        with closing(self._db.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            moved = [(source, doc_id) for doc_id, source in sources.items()]
            cursor.executemany("UPDATE documents SET source = ? WHERE doc_id = ? AND current", moved)
            cursor.execute("COMMIT")

    def switch(self, live: dict[str, str], removed: Sequence[str], generation: str) -> None:
        """Make the staged versions live (``doc_id -> fingerprint``) and drop the removed, all at once.

        This and all before it is on the disk then.
        """
        self._db.execute("PRAGMA synchronous=FULL")
        with closing(self._db.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            gone = [(doc_id,) for doc_id in (*live, *removed)]
            cursor.executemany("UPDATE documents SET current = 0 WHERE doc_id = ? AND current", gone)
            cursor.executemany(
                "UPDATE documents SET current = 1 WHERE doc_id = ? AND fingerprint = ?", list(live.items())
            )
            since = _now()
            steps = [*live.items(), *((doc_id, "") for doc_id in removed)]
            cursor.executemany(
                "INSERT INTO history (doc_id, fingerprint, since) VALUES (?, ?, ?)",
                [(doc_id, print_, since) for doc_id, print_ in steps],
            )
            cursor.execute("INSERT OR REPLACE INTO meta VALUES ('generation', ?)", (generation,))
            cursor.execute(f"INSERT OR REPLACE INTO meta SELECT 'passages', CAST(({_LIVE_PASSAGES}) AS TEXT)")
            cursor.execute("COMMIT")

    def drop_stale_passages(self) -> None:
        """Forget passages of versions that never became live. Those that were stay, to answer as of an earlier day."""
        never = "NOT EXISTS (SELECT 1 FROM history h WHERE h.doc_id = p.doc_id AND h.fingerprint = p.fingerprint)"
        self._db.execute(f"DELETE FROM passages WHERE row IN (SELECT row FROM passages p WHERE {never})")

    def leaving(self, live: dict[str, str], removed: Sequence[str]) -> list[str]:
        """The keys of passages that are live and will not be after ``switch`` with the same arguments."""
        sql = f"SELECT p.key, p.doc_id, p.fingerprint FROM {_JOINED}"
        rows = self._in(f"{sql} WHERE d.current AND d.doc_id", [*live, *removed])
        return [str(key) for key, doc_id, print_ in rows if live.get(doc_id) != print_]

    def left(self, live: dict[str, str]) -> set[str]:
        """The audiences that documents have now and will not have after ``switch``, because they got another."""
        sql = "SELECT doc_id, fingerprint, audience, current FROM documents WHERE doc_id"
        rows = [row for row in self._in(sql, list(live)) if row[3] or live[row[0]] == row[1]]
        new = {doc_id: audience for doc_id, print_, audience, _ in rows if live[doc_id] == print_}
        return {str(audience) for doc_id, _, audience, current in rows if current and new[doc_id] != audience}

    def live_texts(self) -> Iterator[ToEmbed]:
        """Every live passage."""
        sql = f"SELECT p.key, p.embedded, p.doc_id, d.audience FROM {_JOINED} WHERE d.current ORDER BY p.row"
        for found in self._db.execute(sql):
            yield ToEmbed(*map(str, found))

    # -- embeddings -----------------------------------------------------------------------------------------------

    def embeddings(self, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The kept vectors of some texts."""
        named = {text_version(text): text for text in texts}
        rows = self._in("SELECT digest, vector FROM embeddings WHERE digest", list(named))
        return {named[digest]: np.frombuffer(vector, dtype=np.float32) for digest, vector in rows}

    def has_embeddings(self) -> bool:
        """Whether the model has read anything yet."""
        return self._one("SELECT 1 FROM embeddings LIMIT 1") is not None

    def keep_embeddings(self, made: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep the vectors of texts, so that no text is embedded twice."""
        rows = [(text_version(text), vector.tobytes()) for text, vector in made.items()]
        with closing(self._db.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.executemany("INSERT OR REPLACE INTO embeddings VALUES (?, ?)", rows)
            cursor.execute("COMMIT")

    # -- reading --------------------------------------------------------------------------------------------------

    def shelf(self, live: dict[str, str], removed: Sequence[str], audience: str) -> Iterator[tuple[int, ToEmbed]]:
        """The passages of an audience, by row, that will be live after ``switch`` with the same arguments."""
        gone = set(removed)
        rows = self._db.execute(
            "SELECT p.row, p.key, p.embedded, p.doc_id, p.fingerprint, d.current FROM passages p"
            " JOIN documents d USING (doc_id, fingerprint) WHERE d.audience = ? ORDER BY p.row",
            (audience,),
        )
        for row, key, text, doc_id, print_, current in rows:
            if doc_id not in gone and (live[doc_id] == print_ if doc_id in live else current):
                yield int(row), ToEmbed(str(key), str(text), str(doc_id), audience)

    def rows_of(self, scope: Iterable[str]) -> set[int]:
        """The live passages' rows of some documents."""
        sql = f"SELECT p.row FROM {_JOINED} WHERE d.current AND d.doc_id"
        return {int(row[0]) for row in self._in(sql, list(scope))}

    def steps(self) -> list[Step]:
        """What was live when, oldest first."""
        sql = (
            "SELECT h.doc_id, h.fingerprint, h.since, d.version, d.published, d.as_of, d.current, d.audience"
            " FROM history h"
            " LEFT JOIN documents d USING (doc_id, fingerprint) ORDER BY h.step"
        )
        return [
            Step(doc_id, print_, since, version or "", published or "", as_of or "", bool(current), audience or "")
            for doc_id, print_, since, version, published, as_of, current, audience in self._all(sql)
        ]

    def earlier_passages(self, versions: Iterable[tuple[str, str]]) -> Iterator[tuple[StoredPassage, str]]:
        """The passages of versions ``(doc_id, fingerprint)`` that need not be live, with their embedded texts."""
        for version in versions:
            sql = f"SELECT p.embedded, {_PASSAGE} WHERE p.doc_id = ? AND p.fingerprint = ? ORDER BY p.row"
            for text, *columns in self._all(sql, *version):
                yield _stored(columns), str(text)

    def live_keys(self, keys: Sequence[str]) -> set[str]:
        """Those of the keys whose passages are live."""
        return {str(key) for (key,) in self._in(f"SELECT p.key FROM {_JOINED} WHERE d.current AND p.key", keys)}

    def by_row(self, rows: Sequence[int]) -> dict[int, StoredPassage]:
        """Live passages by row."""
        return {stored.row: stored for stored in self._live("p.row", rows)}

    def by_key(self, keys: Sequence[str]) -> dict[str, StoredPassage]:
        """Live passages by their name in the vector store."""
        return {stored.key: stored for stored in self._live("p.key", keys)}

    def _live(self, column: str, values: Sequence[object]) -> Iterator[StoredPassage]:
        return map(_stored, self._in(f"SELECT {_PASSAGE} WHERE d.current AND {column}", values))

    def _in(self, sql: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        for first in range(0, len(values), _CHUNK):
            part = values[first : first + _CHUNK]
            yield from self._all(f"{sql} IN ({','.join('?' * len(part))})", *part)

    def _one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._db.execute(sql, values).fetchone()
        return row

    def _all(self, sql: str, *values: object) -> list[Any]:
        return self._db.execute(sql, values).fetchall()


def _stored(columns: Sequence[Any]) -> StoredPassage:
    row, key, section, sentences, *info = columns
    return StoredPassage(int(row), str(key), Passage(str(section), unpack_sentences(str(sentences))), _info(info))


def _info(columns: Sequence[object]) -> DocumentInfo:
    *fields, references = (str(column) for column in columns)
    doc_id, version, title, publisher, published, url, kind, reliability, audience = fields
    listed = unpack_references(references)
    return DocumentInfo(doc_id, version, title, publisher, published, url, kind, listed, reliability, audience)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _address(path: Path) -> str:
    """The file for SQLite, which keeps a second one beside it, even to read, unless it is told that nobody writes."""
    beside = path.with_name(f"{path.name}-wal")
    settled = path.is_file() and not beside.exists() and not os.access(path.parent, os.W_OK)
    return f"{path.absolute().as_uri()}{'?immutable=1' if settled else ''}"
