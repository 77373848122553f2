-- Finished instances whose journals the statistics have not read yet: made by the commit that
-- finishes them, gone within seconds.
CREATE TABLE to_roll_up (
  instance INTEGER PRIMARY KEY
) STRICT;
INSERT INTO to_roll_up (instance)
SELECT id FROM instance WHERE finished_at_ms IS NOT NULL;

-- Finished instances whose journals the statistics have read: retention goes through them, oldest
-- first.
CREATE TABLE rolled_up (
  process_id INTEGER NOT NULL,
  finished_at_ms INTEGER NOT NULL,
  instance INTEGER NOT NULL,
  PRIMARY KEY (process_id, finished_at_ms, instance)
) STRICT, WITHOUT ROWID;

-- What the statistics have counted. A day is counted from 1970-01-01 in the process's time zone; a
-- bucket holds durations of about the same length.
CREATE TABLE statistic (
  process_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  day INTEGER NOT NULL,
  version INTEGER NOT NULL,
  activity TEXT NOT NULL,
  user_name TEXT NOT NULL,
  action TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  number INTEGER NOT NULL,
  sum_ms INTEGER NOT NULL,
  min_ms INTEGER NOT NULL,
  max_ms INTEGER NOT NULL,
  PRIMARY KEY (process_id, kind, day, version, activity, user_name, action, bucket)
) STRICT, WITHOUT ROWID;

-- What retention has deleted, by the day on which it did.
CREATE TABLE purged (
  process_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  archived INTEGER NOT NULL,
  instances INTEGER NOT NULL,
  instance_max INTEGER NOT NULL,
  PRIMARY KEY (process_id, day, archived)
) STRICT, WITHOUT ROWID;

-- Work that one node does for all: which one, and until when by the database's clock.
CREATE TABLE chore (
  name TEXT PRIMARY KEY,
  node INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  done_to_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO chore (name, node, until_ms, done_to_ms)
VALUES ('roll-up', 0, 0, 0), ('retention', 0, 0, 0);
