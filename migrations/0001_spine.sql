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

-- To which workspace a link belongs: its id is unique on the server, and stays taken when the link is gone.
CREATE TABLE links (
    link TEXT PRIMARY KEY,
    ws   TEXT NOT NULL,
    UNIQUE (link, ws)
) STRICT, WITHOUT ROWID;

-- What a link asks for besides its secret, as a hash keyed with the file passcode.key; and wrong tries of late.
CREATE TABLE passcodes (
    link     TEXT PRIMARY KEY,
    ws       TEXT NOT NULL,
    hash     TEXT NOT NULL,
    -- Tells the key with which it was made.
    key_id   TEXT NOT NULL,
    wrong    INTEGER NOT NULL DEFAULT 0,
    tried_at TEXT
) STRICT, WITHOUT ROWID;

-- Decisions in the ledger beside the database that this database knows.
CREATE TABLE decisions (
    id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Links revoked and people let go before a restore, of whom the backup knows nothing: as they come back, so they stay.
CREATE TABLE barred (
    ws  TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (ws, key)
) STRICT, WITHOUT ROWID;

-- Moments at which some ceased to see a row, which their devices must drop.
CREATE TABLE departed (
    ws       TEXT NOT NULL,
    key      TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    audience TEXT NOT NULL,
    erased   INTEGER NOT NULL,
    PRIMARY KEY (ws, key, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    ws          TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    id          TEXT NOT NULL,
    actor       TEXT NOT NULL,
    version     INTEGER NOT NULL,
    -- Null when it changed nothing, was refused, or named someone who was erased.
    body        TEXT,
    claimed_at  TEXT NOT NULL,
    received_at TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    PRIMARY KEY (ws, seq)
) STRICT, WITHOUT ROWID;

-- Nobody's id brings another's answer.
CREATE UNIQUE INDEX journal_by_id ON journal (ws, actor, id);

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

-- Where a person is, or was; who may come in only the workspace's own rows say.
CREATE TABLE memberships (
    user TEXT NOT NULL,
    ws   TEXT NOT NULL,
    -- 1 once they were let go.
    gone INTEGER NOT NULL DEFAULT 0,
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
