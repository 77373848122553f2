-- Read in these orders, user by user and group by group: oldest first, or by priority. An item whose
-- slots are all taken stays where it was for who holds one; to the others it is apart.
CREATE TABLE worklist_item (
  destination text COLLATE "C" NOT NULL,
  instance bigint NOT NULL,
  item integer NOT NULL,
  priority integer NOT NULL,
  shard smallint NOT NULL,
  taken boolean NOT NULL
);
INSERT INTO worklist_item (destination, taken, instance, item, priority, shard)
SELECT w.destination, false, w.instance, w.item, i.priority, w.shard
FROM worklist w JOIN instance i ON i.id = w.instance AND i.shard = w.shard;
DROP TABLE worklist;
ALTER TABLE worklist_item RENAME TO worklist;
ALTER TABLE worklist SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE worklist ADD CONSTRAINT worklist_pkey
  PRIMARY KEY (destination, taken, instance, item, shard);
CREATE INDEX worklist_priority ON worklist (destination, taken, priority, instance, item);

CREATE TABLE manager (
  name_key text COLLATE "C" PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  manager text COLLATE "C" NOT NULL
);

CREATE TABLE role (
  name text COLLATE "C" PRIMARY KEY
);
CREATE TABLE role_member (
  role text COLLATE "C" NOT NULL,
  member text COLLATE "C" NOT NULL,
  PRIMARY KEY (role, member)
);

CREATE TABLE out_of_office (
  name_key text COLLATE "C" PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  away boolean NOT NULL
);
CREATE INDEX out_of_office_away ON out_of_office (name_key) WHERE away;

-- Those without a process are for all else.
CREATE TABLE forward (
  name_key text COLLATE "C" NOT NULL,
  place integer NOT NULL,
  process text COLLATE "C" NOT NULL,
  activity text COLLATE "C" NOT NULL,
  event text COLLATE "C" NOT NULL,
  forward_to text COLLATE "C" NOT NULL,
  PRIMARY KEY (name_key, place)
);
