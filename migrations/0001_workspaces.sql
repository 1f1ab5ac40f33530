-- Rows are the truth; the journal is for audit and history. Every key of a workspace's begins with the workspace.
-- Ids are the 16 bytes of UUIDs; moments in the journal are milliseconds since 1970; bodies are JSON.

CREATE TABLE workspaces (
    id        BLOB PRIMARY KEY,
    -- Drawn anew by every restore: positions of before mean nothing after it.
    epoch     BLOB NOT NULL,
    head      INTEGER NOT NULL,
    -- Who has founded it, by which request of theirs: one that is sent twice founds one.
    opened_by BLOB NOT NULL,
    request   BLOB NOT NULL,
    UNIQUE (opened_by, request)
) STRICT, WITHOUT ROWID;

CREATE TABLE rows (
    ws     BLOB NOT NULL,
    -- The word for what it is: a newer version may have written others.
    kind   TEXT NOT NULL,
    id     BLOB NOT NULL,
    -- Of its last change. No index: what came later is asked for only where another wrote behind the copy in memory.
    seq    INTEGER NOT NULL,
    stored TEXT NOT NULL,
    PRIMARY KEY (ws, kind, id)
) STRICT, WITHOUT ROWID;

-- To which workspace a link belongs: its id is unique on the server, and stays taken when the link is gone.
CREATE TABLE links (
    link BLOB PRIMARY KEY,
    ws   BLOB NOT NULL,
    UNIQUE (link, ws)
) STRICT, WITHOUT ROWID;

-- What a link asks for besides its secret, as a hash keyed with the file passcode.key; and wrong tries of late.
CREATE TABLE passcodes (
    link     BLOB PRIMARY KEY,
    ws       BLOB NOT NULL,
    hash     TEXT NOT NULL,
    -- Tells the key with which it was made.
    key_id   TEXT NOT NULL,
    wrong    INTEGER NOT NULL DEFAULT 0,
    tried_at TEXT
) STRICT, WITHOUT ROWID;

-- Decisions in the ledger beside the database that this database knows.
CREATE TABLE decisions (
    id BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Links revoked and people let go before a restore, of whom the backup knows nothing: as they come back, so they stay.
CREATE TABLE barred (
    ws   BLOB NOT NULL,
    kind TEXT NOT NULL,
    id   BLOB NOT NULL,
    PRIMARY KEY (ws, kind, id)
) STRICT, WITHOUT ROWID;

-- Moments at which some ceased to see a row, which their devices must drop. What is gone for all stays here, too.
CREATE TABLE departed (
    ws       BLOB NOT NULL,
    kind     TEXT NOT NULL,
    id       BLOB NOT NULL,
    seq      INTEGER NOT NULL,
    audience TEXT NOT NULL,
    erased   INTEGER NOT NULL,
    PRIMARY KEY (ws, kind, id, seq)
) STRICT, WITHOUT ROWID;

-- What is to be done after a commit, named by its position and a number; written with it, and gone when it is done.
CREATE TABLE jobs (
    ws  BLOB NOT NULL,
    seq INTEGER NOT NULL,
    n   INTEGER NOT NULL,
    -- Names rows, never what they say.
    job TEXT NOT NULL,
    PRIMARY KEY (ws, seq, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    ws             BLOB NOT NULL,
    -- Its outcome has the same.
    seq            INTEGER NOT NULL,
    id             BLOB NOT NULL,
    -- A person, or 1: a link.
    by_link        INTEGER NOT NULL,
    actor          BLOB NOT NULL,
    version        INTEGER NOT NULL,
    -- Null when it changed nothing, was refused, or named someone who was erased.
    body           TEXT,
    claimed_at     INTEGER NOT NULL,
    -- Of the author's clock, in minutes east.
    claimed_offset INTEGER NOT NULL,
    received_at    INTEGER NOT NULL,
    -- 0: applied, 1: changed nothing, 2: refused.
    outcome        INTEGER NOT NULL,
    -- Why it was refused.
    reason         TEXT,
    PRIMARY KEY (ws, seq)
) STRICT, WITHOUT ROWID;

-- Nobody's id brings another's answer.
CREATE UNIQUE INDEX journal_by_id ON journal (ws, id, actor, by_link);

-- Whom a journal entry names.
CREATE TABLE subjects (
    ws   BLOB NOT NULL,
    kind TEXT NOT NULL,
    id   BLOB NOT NULL,
    seq  INTEGER NOT NULL,
    PRIMARY KEY (ws, kind, id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
    ws     BLOB NOT NULL,
    device BLOB NOT NULL,
    user   BLOB NOT NULL,
    PRIMARY KEY (ws, device)
) STRICT, WITHOUT ROWID;

-- Which command a device sent under which number; the greatest is the last that was heard.
CREATE TABLE receipts (
    ws     BLOB NOT NULL,
    device BLOB NOT NULL,
    mid    INTEGER NOT NULL,
    id     BLOB NOT NULL,
    PRIMARY KEY (ws, device, mid)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
    user          BLOB PRIMARY KEY,
    email         TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name          TEXT NOT NULL,
    password_hash TEXT NOT NULL
) STRICT;

-- Where a person is, or was; who may come in only the workspace's own rows say.
CREATE TABLE memberships (
    user BLOB NOT NULL,
    ws   BLOB NOT NULL,
    -- 1 once they were let go.
    gone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (user, ws)
) STRICT, WITHOUT ROWID;

-- Tokens are kept as SHA-256.
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    user       BLOB NOT NULL,
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
    ws           BLOB NOT NULL,
    -- For whom, in the words of whoever invited them.
    label        TEXT NOT NULL,
    member_right TEXT NOT NULL,
    invited_by   BLOB NOT NULL,
    expires_at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX invitations_by_workspace ON invitations (ws);
