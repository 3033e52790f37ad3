-- The stored texts, and how they are taken apart. A passage is live when its version is its document's current one.
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS texts (version TEXT PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
    doc_id TEXT NOT NULL,
    version TEXT NOT NULL REFERENCES texts (version),
    fingerprint TEXT NOT NULL,
    current INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    published TEXT NOT NULL,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    reference_list TEXT NOT NULL,
    ingested_at TEXT NOT NULL,
    reliability TEXT NOT NULL DEFAULT '',
    as_of TEXT NOT NULL DEFAULT '',
    audience TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (doc_id, fingerprint)
);
-- Which version of a document became live when; an empty fingerprint says that it was removed.
CREATE TABLE IF NOT EXISTS history (
    step INTEGER PRIMARY KEY,
    doc_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    since TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS history_document ON history (doc_id, fingerprint);
CREATE INDEX IF NOT EXISTS documents_current ON documents (current, doc_id);
CREATE INDEX IF NOT EXISTS documents_source ON documents (source);
CREATE TABLE IF NOT EXISTS passages (
    row INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    doc_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    section TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    embedded TEXT NOT NULL,
    sentences TEXT NOT NULL,
    FOREIGN KEY (doc_id, fingerprint) REFERENCES documents (doc_id, fingerprint)
);
CREATE INDEX IF NOT EXISTS passages_document ON passages (doc_id, fingerprint);
-- Headings that are questions: few, and looked for whenever somebody opens the bot.
CREATE INDEX IF NOT EXISTS passages_posed ON passages (section) WHERE section LIKE '%?';
-- The model's vector of every text that it has read, by the text's sha256: nothing is embedded twice.
CREATE TABLE IF NOT EXISTS embeddings (digest TEXT PRIMARY KEY, vector BLOB NOT NULL);
