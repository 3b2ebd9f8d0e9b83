-- How far the first views of new visitors came, to compare the variants: assigned and failed are
-- counted in the isolates' memory and lose what an isolate had not written when it ended, the same
-- for every variant; the others are booked with the events that tell them.

CREATE TABLE first_views (
  experiment_id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  -- Day on which it was written, in the site's time zone.
  day TEXT NOT NULL,
  -- assigned, failed, exposed, rendered, interactive, error
  stage TEXT NOT NULL,
  -- 1: a bot rule took the view for a program's.
  flagged INTEGER NOT NULL CHECK (flagged IN (0, 1)),
  views INTEGER NOT NULL,
  PRIMARY KEY (experiment_id, fingerprint, variant_id, epoch, day, stage, flagged)
) STRICT, WITHOUT ROWID;
