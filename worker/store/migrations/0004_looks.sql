-- Looks: what the counts of closed site days decided. Taken once, kept as they were, so that a
-- verdict depends neither on how often somebody looks nor on rows that came later.

CREATE TABLE looks (
  experiment_id TEXT NOT NULL,
  -- The definition that was judged; another one starts anew.
  fingerprint TEXT NOT NULL,
  -- The last day that counts, in the site's time zone.
  day TEXT NOT NULL,
  taken_at INTEGER NOT NULL,
  -- Newest row of each kind on record then.
  exposure_seq INTEGER NOT NULL,
  conversion_seq INTEGER NOT NULL,
  -- The decision's kind, for people who read tables.
  decision TEXT NOT NULL,
  -- The decision and its numbers as JSON, see experiments/contract/look.ts.
  decided TEXT NOT NULL,
  PRIMARY KEY (experiment_id, fingerprint, day)
) STRICT;

-- The first look at which a treatment's interval left out 0. For the record: the lift at a first
-- crossing is exaggerated.
CREATE TABLE crossings (
  experiment_id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  metric_id TEXT NOT NULL,
  day TEXT NOT NULL,
  taken_at INTEGER NOT NULL,
  -- Control and the treatment together.
  visitors INTEGER NOT NULL,
  -- NULL is unbounded.
  lower REAL,
  upper REAL,
  level REAL NOT NULL,
  PRIMARY KEY (experiment_id, fingerprint, variant_id, metric_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER looks_stay BEFORE UPDATE ON looks
BEGIN
  SELECT raise(ABORT, 'a look is never changed');
END;

CREATE TRIGGER crossings_stay BEFORE UPDATE ON crossings
BEGIN
  SELECT raise(ABORT, 'a first crossing is never changed');
END;
