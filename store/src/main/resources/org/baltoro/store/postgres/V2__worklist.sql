-- Read in this order, user by user and group by group: oldest first.
CREATE TABLE worklist (
  destination text COLLATE "C" NOT NULL,
  instance bigint NOT NULL,
  item integer NOT NULL,
  shard smallint NOT NULL,
  PRIMARY KEY (destination, instance, item, shard)
) WITH (autovacuum_vacuum_scale_factor = 0.05);
