-- Keys that all nodes share, made when they are first asked for.
CREATE TABLE secret (
  name  text NOT NULL PRIMARY KEY,
  value text NOT NULL
);
