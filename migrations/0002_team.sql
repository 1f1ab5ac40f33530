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

-- A person sees on which devices they are signed in, and may lock or wipe a lost one.
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT 'A browser';
ALTER TABLE sessions ADD COLUMN opened_at TEXT NOT NULL DEFAULT '2026-11-01T00:00:00Z';
ALTER TABLE sessions ADD COLUMN seen_at TEXT NOT NULL DEFAULT '2026-11-01T00:00:00Z';
-- 'lock' or 'wipe' once it was ended from another device, so that its own can be told.
ALTER TABLE sessions ADD COLUMN ending TEXT;
