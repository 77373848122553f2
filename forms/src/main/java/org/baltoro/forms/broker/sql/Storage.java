package org.baltoro.forms.broker.sql;

/** How a column holds its values. */
public enum Storage {
  TEXT,
  LONG,
  DECIMAL,
  /** A binary fraction: what is read may be a little off what was written. */
  DOUBLE,
  BOOLEAN,
  /** 0 or 1. */
  BOOLEAN_AS_LONG,
  DATE,
  /** {@code 2026-01-31}. */
  DATE_AS_TEXT,
  TIME,
  /** {@code 13:45:00.000000}. */
  TIME_AS_TEXT,
  /** Without a time zone: UTC. */
  TIMESTAMP,
  TIMESTAMP_WITH_ZONE,
  /** {@code 2026-01-31T13:45:00.000000Z}: sorts as the moments do. */
  TIMESTAMP_AS_TEXT,
  GUID,
  /** In lower case. */
  GUID_AS_TEXT,
  /** The content of a file only. */
  BYTES,
  /** A file with its name and content type before the content. */
  FILE,
  /** A list as JSON. */
  JSON_LIST,
  /** A type of the database's own, as it writes it. */
  OTHER
}
