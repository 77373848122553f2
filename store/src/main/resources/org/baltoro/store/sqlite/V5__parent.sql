-- The instance whose sub-process event started this one.
ALTER TABLE instance ADD COLUMN parent INTEGER;
CREATE INDEX instance_parent ON instance (parent) WHERE parent IS NOT NULL;
