-- Read in this order, user by user and group by group: oldest first.
CREATE TABLE worklist (
  destination TEXT NOT NULL,
  instance INTEGER NOT NULL,
  item INTEGER NOT NULL,
  PRIMARY KEY (destination, instance, item)
) STRICT, WITHOUT ROWID;
