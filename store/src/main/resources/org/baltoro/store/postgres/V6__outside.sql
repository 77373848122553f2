-- Keys that all nodes share, made when they are first asked for.
CREATE TABLE secret (
  name  text NOT NULL PRIMARY KEY,
  value text NOT NULL
);

-- What external workers may take, and what they have. Read in this order, process by process: what
-- has waited longest first.
CREATE TABLE job (
  topic text COLLATE "C" NOT NULL,
  process_id bigint NOT NULL,
  leased boolean NOT NULL,
  since_ms bigint NOT NULL,
  instance bigint NOT NULL,
  item integer NOT NULL,
  shard smallint NOT NULL,
  PRIMARY KEY (topic, process_id, leased, since_ms, instance, item, shard)
) WITH (autovacuum_vacuum_scale_factor = 0.05);
