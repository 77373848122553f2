-- A SQLite store is one file and is never distributed: its keys leave the shard out.

CREATE TABLE id_block (
  name TEXT PRIMARY KEY,
  next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO id_block (name, next) VALUES ('instance', 1024), ('node', 1), ('process', 1);

CREATE TABLE node (
  epoch INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  heartbeat_at_ms INTEGER NOT NULL,
  dead_at_ms INTEGER
) STRICT;

CREATE TABLE process (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  default_version INTEGER NOT NULL,
  description TEXT NOT NULL
) STRICT;

CREATE TABLE definition (
  process_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  source TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  classes BLOB NOT NULL,
  deployed_by TEXT NOT NULL,
  deployed_at_ms INTEGER NOT NULL,
  PRIMARY KEY (process_id, version)
) STRICT;

-- The state comes last, so that lists read rows without following it to its overflow pages.
CREATE TABLE instance (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  process_id INTEGER NOT NULL,
  definition_version INTEGER NOT NULL,
  status INTEGER NOT NULL,
  has_error INTEGER NOT NULL,
  owner INTEGER,
  waiting INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  started_at_ms INTEGER NOT NULL,
  finished_at_ms INTEGER,
  originator TEXT NOT NULL,
  folio TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;
CREATE INDEX instance_process ON instance (process_id);
CREATE INDEX instance_originator ON instance (originator);
CREATE INDEX instance_folio ON instance (folio);
CREATE INDEX instance_owner ON instance (owner) WHERE owner IS NOT NULL;
CREATE INDEX instance_waiting ON instance (process_id) WHERE waiting > 0;
CREATE INDEX instance_error ON instance (process_id) WHERE has_error;
CREATE INDEX instance_live ON instance (process_id) WHERE finished_at_ms IS NULL;

-- Appended only: the id of a decision is its node's epoch times 2^40 plus the node's own count.
CREATE TABLE journal (
  decision INTEGER PRIMARY KEY,
  instance INTEGER NOT NULL,
  version INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  facts TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX journal_instance ON journal (instance, version);

CREATE TABLE timer (
  instance INTEGER NOT NULL,
  item INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL,
  PRIMARY KEY (instance, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX timer_due ON timer (due_at_ms);

CREATE TABLE search (
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  instance INTEGER NOT NULL,
  PRIMARY KEY (field, value, instance)
) STRICT, WITHOUT ROWID;

CREATE TABLE start_key (
  process_id INTEGER NOT NULL,
  start_key TEXT NOT NULL,
  instance INTEGER NOT NULL,
  PRIMARY KEY (process_id, start_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE large_value (
  instance INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (instance, sha256)
) STRICT;

CREATE TABLE account (
  name_key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  group_names TEXT NOT NULL,
  disabled INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
  sha256 TEXT PRIMARY KEY,
  account_name TEXT NOT NULL,
  description TEXT NOT NULL,
  login INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX token_account ON token (account_name);
CREATE INDEX token_expires ON token (expires_at_ms);

CREATE TABLE granted_right (
  process_name TEXT NOT NULL,
  right_name TEXT NOT NULL,
  subject TEXT NOT NULL,
  from_definition INTEGER NOT NULL,
  PRIMARY KEY (process_name, right_name, subject, from_definition)
) STRICT, WITHOUT ROWID;
