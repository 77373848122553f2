-- How far the clocks of this store's servers were moved ahead by hand.
CREATE TABLE clock (
  ahead_ms bigint NOT NULL
);
INSERT INTO clock (ahead_ms) VALUES (0);
