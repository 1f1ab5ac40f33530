-- A person's calendar of a workspace, which calendar programs fetch by an address; its secret is kept as SHA-256.
CREATE TABLE calendars (
    user        BLOB NOT NULL,
    ws          BLOB NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    -- 1: titles name people, where everybody in the workspace may know them.
    named       INTEGER NOT NULL,
    made_at     TEXT NOT NULL,
    PRIMARY KEY (user, ws)
) STRICT, WITHOUT ROWID;
