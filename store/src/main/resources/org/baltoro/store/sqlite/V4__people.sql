-- Read in these orders, user by user and group by group: oldest first, or by priority. An item whose
-- slots are all taken stays where it was for who holds one; to the others it is apart.
CREATE TABLE worklist_item (
  destination TEXT NOT NULL,
  taken INTEGER NOT NULL,
  instance INTEGER NOT NULL,
  item INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (destination, taken, instance, item)
) STRICT, WITHOUT ROWID;
INSERT INTO worklist_item (destination, taken, instance, item, priority)
SELECT w.destination, 0, w.instance, w.item, i.priority
FROM worklist w JOIN instance i ON i.id = w.instance;
DROP TABLE worklist;
ALTER TABLE worklist_item RENAME TO worklist;
CREATE INDEX worklist_priority ON worklist (destination, taken, priority, instance, item);

CREATE TABLE manager (
  name_key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  manager TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE role (
  name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE role_member (
  role TEXT NOT NULL,
  member TEXT NOT NULL,
  PRIMARY KEY (role, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE out_of_office (
  name_key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  away INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX out_of_office_away ON out_of_office (name_key) WHERE away;

-- Those without a process are for all else.
CREATE TABLE forward (
  name_key TEXT NOT NULL,
  place INTEGER NOT NULL,
  process TEXT NOT NULL,
  activity TEXT NOT NULL,
  event TEXT NOT NULL,
  forward_to TEXT NOT NULL,
  PRIMARY KEY (name_key, place)
) STRICT, WITHOUT ROWID;
