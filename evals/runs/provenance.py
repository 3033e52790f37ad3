"""What a run was made with, so that unlike runs are not compared in silence."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.cases.case import Case
from retrieval.store import Store

_ROOT = Path(__file__).parents[2]


class Provenance(BaseModel):
    """The code, the sources, the cases and the subject of a run. Digests are short: they tell runs apart."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    commit: str = "unknown"
    changed: bool = False  # the working tree differs from the commit
    changes: str = ""  # a digest of how
    pincite: str = ""
    python: str = ""
    documents: int = 0
    corpus: str = ""
    cases: str = ""
    subject: str = ""
    settings: dict[str, str] = {}


def provenance(cases: Sequence[Case], store: Store, subject: str, settings: dict[str, str]) -> Provenance:
    """All that a run stands on."""
    versions = list(store.current_versions())
    commit, changes = _commit()
    return Provenance(
        commit=commit,
        changed=bool(changes),
        changes=changes,
        pincite=_version(),
        python=platform.python_version(),
        documents=len(versions),
        corpus=digest(f"{doc_id} {version}" for doc_id, version in versions),
        cases=digest(case.model_dump_json() for case in cases),
        subject=subject,
        settings=settings,
    )


def digest(parts: Iterable[str]) -> str:
    """A short name for some texts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def file_digest(files: Iterable[Path]) -> str:
    """A short name for the contents of some files."""
    joined = hashlib.sha256()
    for file in sorted(files):
        joined.update(hashlib.sha256(file.read_bytes()).digest())
    return joined.hexdigest()[:16]


def _commit() -> tuple[str, str]:
    """The commit, and a digest of what differs from it; empty where nothing does.

    An installed Pincite has none: the repository that it may lie in is that of somebody else.
    """
    try:
        if Path(_git("rev-parse", "--show-toplevel")).resolve() != _ROOT.resolve():
            return "unknown", ""
        head, differing = _git("rev-parse", "HEAD"), _git("diff", "HEAD", "--no-color", "--no-ext-diff")
        return head, digest([differing]) if differing else ""
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return "unknown", ""


def _git(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603
        ["git", "-C", str(_ROOT), *arguments],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
        timeout=10,
    )
    return done.stdout.strip()


def _version() -> str:
    try:
        return version("pincite")
    except PackageNotFoundError:
        return ""
