-- Keys of what belongs to an instance contain the shard, (id >> 10) & 1023, so that the tables can be
-- distributed by it. It comes last in them: ids grow, so new rows go to the right edge of the indexes.

CREATE TABLE id_block (
  name text COLLATE "C" PRIMARY KEY,
  next bigint NOT NULL
);
INSERT INTO id_block (name, next) VALUES ('instance', 1024), ('node', 1), ('process', 1);

CREATE TABLE node (
  epoch bigint PRIMARY KEY,
  name text NOT NULL,
  address text NOT NULL,
  heartbeat_at_ms bigint NOT NULL,
  dead_at_ms bigint
) WITH (fillfactor = 50);

CREATE TABLE process (
  id bigint PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  default_version integer NOT NULL,
  description text NOT NULL
);

CREATE TABLE definition (
  process_id bigint NOT NULL,
  version integer NOT NULL,
  source text NOT NULL,
  content_hash text NOT NULL,
  classes bytea NOT NULL,
  deployed_by text NOT NULL,
  deployed_at_ms bigint NOT NULL,
  PRIMARY KEY (process_id, version)
);

-- An update that changes no indexed column finds room on its own page (HOT).
CREATE TABLE instance (
  id bigint NOT NULL,
  version bigint NOT NULL,
  process_id bigint NOT NULL,
  owner bigint,
  started_at_ms bigint NOT NULL,
  finished_at_ms bigint,
  definition_version integer NOT NULL,
  waiting integer NOT NULL,
  priority integer NOT NULL,
  shard smallint NOT NULL,
  status smallint NOT NULL,
  has_error boolean NOT NULL,
  originator text COLLATE "C" NOT NULL,
  folio text COLLATE "C" NOT NULL,
  state text NOT NULL,
  PRIMARY KEY (id, shard)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX instance_process ON instance (process_id, id);
CREATE INDEX instance_originator ON instance (originator, id);
CREATE INDEX instance_folio ON instance (folio, id);
CREATE INDEX instance_owner ON instance (owner, id) WHERE owner IS NOT NULL;
CREATE INDEX instance_waiting ON instance (process_id, id) WHERE waiting > 0;
CREATE INDEX instance_error ON instance (process_id, id) WHERE has_error;
CREATE INDEX instance_live ON instance (process_id, id) WHERE finished_at_ms IS NULL;

-- Appended only: a node counts its decisions upwards.
CREATE TABLE journal (
  node bigint NOT NULL,
  decision bigint NOT NULL,
  instance bigint NOT NULL,
  version bigint NOT NULL,
  at_ms bigint NOT NULL,
  shard smallint NOT NULL,
  facts text NOT NULL,
  PRIMARY KEY (node, decision, shard)
);
CREATE UNIQUE INDEX journal_instance ON journal (instance, version, shard);

CREATE TABLE timer (
  instance bigint NOT NULL,
  due_at_ms bigint NOT NULL,
  item integer NOT NULL,
  shard smallint NOT NULL,
  PRIMARY KEY (instance, item, shard)
) WITH (autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX timer_due ON timer (due_at_ms);

CREATE TABLE search (
  field text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  instance bigint NOT NULL,
  shard smallint NOT NULL,
  PRIMARY KEY (field, value, instance, shard)
);

CREATE TABLE start_key (
  process_id bigint NOT NULL,
  start_key text COLLATE "C" NOT NULL,
  instance bigint NOT NULL,
  PRIMARY KEY (process_id, start_key)
);

CREATE TABLE large_value (
  instance bigint NOT NULL,
  shard smallint NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  content text NOT NULL,
  PRIMARY KEY (instance, sha256, shard)
);

CREATE TABLE account (
  name_key text COLLATE "C" PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  password_hash text NOT NULL,
  group_names text NOT NULL,
  disabled boolean NOT NULL,
  created_at_ms bigint NOT NULL
);

CREATE TABLE token (
  sha256 text COLLATE "C" PRIMARY KEY,
  account_name text COLLATE "C" NOT NULL,
  description text NOT NULL,
  login boolean NOT NULL,
  created_at_ms bigint NOT NULL,
  expires_at_ms bigint NOT NULL
);
CREATE INDEX token_account ON token (account_name);
CREATE INDEX token_expires ON token (expires_at_ms);

CREATE TABLE granted_right (
  process_name text COLLATE "C" NOT NULL,
  right_name text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  from_definition boolean NOT NULL,
  PRIMARY KEY (process_name, right_name, subject, from_definition)
);
