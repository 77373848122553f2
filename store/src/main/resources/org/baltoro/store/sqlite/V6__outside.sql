-- Keys that all nodes share, made when they are first asked for.
CREATE TABLE secret (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- What external workers may take, and what they have. Read in this order, process by process: what
-- has waited longest first.
CREATE TABLE job (
  topic TEXT NOT NULL,
  process_id INTEGER NOT NULL,
  leased INTEGER NOT NULL,
  since_ms INTEGER NOT NULL,
  instance INTEGER NOT NULL,
  item INTEGER NOT NULL,
  PRIMARY KEY (topic, process_id, leased, since_ms, instance, item)
) STRICT, WITHOUT ROWID;

-- Finishes that applications on this database ask for in transactions of their own. Read in the order
-- of their numbers while they have no outcome; the answer stays for a while.
CREATE TABLE finish_request (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  serial_number TEXT NOT NULL,
  data TEXT NOT NULL DEFAULT '{}',
  idempotency_key TEXT,
  finished_by TEXT,
  role TEXT NOT NULL DEFAULT '',
  outcome TEXT,
  message TEXT,
  handled_at_ms INTEGER
) STRICT;
CREATE INDEX finish_request_open ON finish_request (id) WHERE outcome IS NULL;
CREATE INDEX finish_request_handled ON finish_request (handled_at_ms) WHERE outcome IS NOT NULL;
