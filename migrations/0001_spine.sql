-- Rows are the truth; the journal is for audit and history. Every key begins with the workspace.
-- Ids are UUIDs as text; bodies are JSON.

CREATE TABLE workspaces (
    id        TEXT PRIMARY KEY,
    -- Drawn anew by every restore: positions of before mean nothing after it.
    epoch     TEXT NOT NULL,
    head      INTEGER NOT NULL,
    -- Who has founded it, by which request of theirs: one that is sent twice founds one.
    opened_by TEXT NOT NULL,
    request   TEXT NOT NULL,
    UNIQUE (opened_by, request)
) STRICT;

CREATE TABLE rows (
    ws     TEXT NOT NULL,
    -- kind/id
    key    TEXT NOT NULL,
    stored TEXT NOT NULL,
    PRIMARY KEY (ws, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX rows_by_key ON rows (key);

-- Rows that some devices may still hold and must drop.
CREATE TABLE departed (
    ws       TEXT NOT NULL,
    key      TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    audience TEXT NOT NULL,
    erased   INTEGER NOT NULL,
    PRIMARY KEY (ws, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    ws          TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    id          TEXT NOT NULL,
    actor       TEXT NOT NULL,
    version     INTEGER NOT NULL,
    -- Null when it was refused, or when it named someone who was erased.
    body        TEXT,
    claimed_at  TEXT NOT NULL,
    received_at TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    PRIMARY KEY (ws, seq)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX journal_by_id ON journal (ws, id);

-- Whom a journal entry names.
CREATE TABLE subjects (
    ws     TEXT NOT NULL,
    leader TEXT NOT NULL,
    seq    INTEGER NOT NULL,
    PRIMARY KEY (ws, leader, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
    ws       TEXT NOT NULL,
    device   TEXT NOT NULL,
    user     TEXT NOT NULL,
    last_mid INTEGER NOT NULL,
    PRIMARY KEY (ws, device)
) STRICT, WITHOUT ROWID;

-- Which command a device sent under which number.
CREATE TABLE receipts (
    ws     TEXT NOT NULL,
    device TEXT NOT NULL,
    mid    INTEGER NOT NULL,
    id     TEXT NOT NULL,
    PRIMARY KEY (ws, device, mid)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
    user          TEXT PRIMARY KEY,
    email         TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name          TEXT NOT NULL,
    password_hash TEXT NOT NULL
) STRICT;

CREATE TABLE memberships (
    user TEXT NOT NULL,
    ws   TEXT NOT NULL,
    PRIMARY KEY (user, ws)
) STRICT, WITHOUT ROWID;

-- Tokens are kept as SHA-256.
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    user       TEXT NOT NULL,
    -- What it runs on: a person sees where they are signed in, and may lock or wipe a lost device.
    device     TEXT NOT NULL,
    opened_at  TEXT NOT NULL,
    seen_at    TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    -- Set once it was ended by anybody but its own device, so that this one can be told.
    ending     TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_user ON sessions (user);

-- Invitations into a workspace; the secret of each is kept as SHA-256.
CREATE TABLE invitations (
    secret_hash  TEXT PRIMARY KEY,
    ws           TEXT NOT NULL,
    -- For whom, in the words of whoever invited them.
    label        TEXT NOT NULL,
    member_right TEXT NOT NULL,
    invited_by   TEXT NOT NULL,
    expires_at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX invitations_by_workspace ON invitations (ws);
