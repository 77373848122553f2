-- The instance whose sub-process event started this one.
ALTER TABLE instance ADD COLUMN parent bigint;
CREATE INDEX instance_parent ON instance (parent, id) WHERE parent IS NOT NULL;
