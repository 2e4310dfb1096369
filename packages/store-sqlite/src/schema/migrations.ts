import { LISTED_TOOLS } from './listed-tools.ts';

/** `PRAGMA application_id` of KAMI's databases: "KAMI" in ASCII. */
export const APPLICATION_ID = 0x4b_41_4d_49;

/**
 * One script per version of the schema, run in order, each in a transaction of its own; the version is
 * `PRAGMA user_version`. A script that was released is never changed.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO meta (key, value) VALUES ('revision', 0);

  CREATE TABLE installations (
    tool_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    contract_hash TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),
    manifest TEXT NOT NULL CHECK (json_valid(manifest)),
    convention TEXT NOT NULL,
    imports TEXT NOT NULL CHECK (json_valid(imports)),
    definitions TEXT NOT NULL CHECK (json_valid(definitions)),
    prepared_key TEXT NOT NULL,
    prepared_digest TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'held')),
    permission TEXT NOT NULL CHECK (json_valid(permission)),
    installed_at TEXT NOT NULL,
    source TEXT NOT NULL,
    search TEXT NOT NULL,
    PRIMARY KEY (tool_id, digest, contract_hash)
  ) STRICT;
  CREATE UNIQUE INDEX installations_state ON installations (tool_id, state);
  CREATE INDEX installations_name ON installations (name, state);
  CREATE TRIGGER installations_name_insert BEFORE INSERT ON installations
  WHEN EXISTS (SELECT 1 FROM installations WHERE name = NEW.name AND tool_id <> NEW.tool_id)
  BEGIN SELECT RAISE(ABORT, 'a name belongs to one tool'); END;
  CREATE TRIGGER installations_name_update BEFORE UPDATE OF name, tool_id ON installations
  WHEN EXISTS (SELECT 1 FROM installations WHERE name = NEW.name AND tool_id <> NEW.tool_id)
  BEGIN SELECT RAISE(ABORT, 'a name belongs to one tool'); END;

  CREATE TABLE events (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    event_id TEXT NOT NULL UNIQUE,
    time TEXT NOT NULL,
    trace_id TEXT NOT NULL,
    span_id TEXT NOT NULL,
    parent_span_id TEXT,
    correlation_id TEXT NOT NULL,
    causation_id TEXT,
    actor TEXT NOT NULL,
    claimed_client TEXT,
    intent TEXT NOT NULL,
    tool_id TEXT,
    tool_version TEXT,
    digest TEXT,
    phase TEXT NOT NULL,
    type TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    payload_digest TEXT NOT NULL,
    leaf_hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_correlation ON events (correlation_id, seq);
  CREATE INDEX events_tool ON events (tool_id, seq);
  CREATE INDEX events_type ON events (type, seq);
  CREATE TRIGGER events_no_update BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
  CREATE TRIGGER events_no_delete BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;

  CREATE TABLE event_payloads (
    seq INTEGER PRIMARY KEY REFERENCES events (seq),
    payload BLOB NOT NULL
  ) STRICT;
  CREATE TRIGGER event_payloads_no_update BEFORE UPDATE ON event_payloads
  BEGIN SELECT RAISE(ABORT, 'a payload is shredded whole or kept'); END;
  `,
  `
  CREATE TABLE access_tokens (
    token_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    tools TEXT NOT NULL CHECK (json_valid(tools)),
    created_at TEXT NOT NULL,
    expires_at TEXT,
    revoked_at TEXT
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE installations ADD COLUMN features TEXT CHECK (features IS NULL OR json_valid(features));
  `,
  `
  CREATE TABLE examinations (
    digest TEXT NOT NULL,
    key TEXT NOT NULL,
    record_digest TEXT NOT NULL,
    PRIMARY KEY (digest, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE earlier_versions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    tool_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    contract_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    prepared_key TEXT NOT NULL,
    installation TEXT NOT NULL CHECK (json_valid(installation)),
    UNIQUE (tool_id, digest, contract_hash)
  ) STRICT;
  CREATE INDEX earlier_versions_digest ON earlier_versions (digest);
  `,
  // Nothing reads events by their type alone, and this index was a third of what appending them costs (measured).
  `
  DROP INDEX events_type;
  `,
  LISTED_TOOLS,
  `
  ALTER TABLE installations ADD COLUMN signature TEXT CHECK (signature IS NULL OR json_valid(signature));
  `,
];

/** The version of the schema that this KAMI writes. */
export const SCHEMA_VERSION: number = MIGRATIONS.length;
