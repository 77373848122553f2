-- Finished instances whose journals the statistics have not read yet: made by the commit that
-- finishes them, gone within seconds. Vacuumed by number, as it is short and its rows come and go.
CREATE TABLE to_roll_up (
  instance bigint NOT NULL,
  shard smallint NOT NULL,
  PRIMARY KEY (instance, shard)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
INSERT INTO to_roll_up (instance, shard)
SELECT id, shard FROM instance WHERE finished_at_ms IS NOT NULL;

-- Finished instances whose journals the statistics have read: retention goes through them, oldest
-- first.
CREATE TABLE rolled_up (
  process_id bigint NOT NULL,
  finished_at_ms bigint NOT NULL,
  instance bigint NOT NULL,
  shard smallint NOT NULL,
  PRIMARY KEY (process_id, finished_at_ms, instance, shard)
) WITH (autovacuum_vacuum_scale_factor = 0.05);

-- What the statistics have counted. A day is counted from 1970-01-01 in the process's time zone; a
-- bucket holds durations of about the same length.
CREATE TABLE statistic (
  process_id bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  day integer NOT NULL,
  version integer NOT NULL,
  activity text COLLATE "C" NOT NULL,
  user_name text COLLATE "C" NOT NULL,
  action text COLLATE "C" NOT NULL,
  bucket integer NOT NULL,
  number bigint NOT NULL,
  sum_ms bigint NOT NULL,
  min_ms bigint NOT NULL,
  max_ms bigint NOT NULL,
  PRIMARY KEY (process_id, kind, day, version, activity, user_name, action, bucket)
) WITH (fillfactor = 70);

-- What retention has deleted, by the day on which it did.
CREATE TABLE purged (
  process_id bigint NOT NULL,
  day integer NOT NULL,
  archived boolean NOT NULL,
  instances bigint NOT NULL,
  instance_max bigint NOT NULL,
  PRIMARY KEY (process_id, day, archived)
);

-- Work that one node does for all: which one, and until when by the database's clock.
CREATE TABLE chore (
  name text COLLATE "C" PRIMARY KEY,
  node bigint NOT NULL,
  until_ms bigint NOT NULL,
  done_to_ms bigint NOT NULL
) WITH (fillfactor = 50);
INSERT INTO chore (name, node, until_ms, done_to_ms)
VALUES ('roll-up', 0, 0, 0), ('retention', 0, 0, 0);
