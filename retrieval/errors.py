"""Every error that Pincite raises on purpose.

PinciteError            a plain sentence for a person: what, where, how to mend it
├── UsageError          the call or its input is wrong (exit code 2)
│   ├── IndexMissing    there is no index at that place
│   ├── IndexMismatch   the index was made with another embedding model or layout
│   └── ModelMissing    the embedding model cannot be loaded or has the wrong checksum
├── IndexLocked         another process is writing this index (exit code 2)
└── ChromaUnusable      the Chroma server that keeps the vectors does not do its part (exit code 2)
"""

from __future__ import annotations


class PinciteError(Exception):
    """A failure whose text may be shown to whoever asked."""


class UsageError(PinciteError):
    """The call or its input is wrong."""


class IndexMissing(UsageError):
    """There is no index at the place named."""


class IndexMismatch(UsageError):
    """The index was made with another embedding model or an older layout."""


class ModelMissing(UsageError):
    """The embedding model cannot be loaded, or its weights are not the published ones."""


class IndexLocked(PinciteError):
    """Another process is writing this index."""


class ChromaUnusable(PinciteError):
    """The Chroma server cannot be reached, is something else, refuses who asks, or fails."""
