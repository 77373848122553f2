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
