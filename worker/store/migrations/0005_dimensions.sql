-- What a visit brought with it, so that an experiment can be read by source, campaign, creative and
-- keyword. '' is unknown: rows from before carry it.

ALTER TABLE exposures ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE exposures ADD COLUMN campaign TEXT NOT NULL DEFAULT '';
ALTER TABLE exposures ADD COLUMN creative TEXT NOT NULL DEFAULT '';
ALTER TABLE exposures ADD COLUMN keyword TEXT NOT NULL DEFAULT '';

-- The values of a dimension that are told apart: whatever links carry, no experiment has more than
-- so many, in the order in which visitors first brought them. A part of the fold, rebuilt with it.
CREATE TABLE dimension_values (
  experiment_id TEXT NOT NULL,
  dimension TEXT NOT NULL,
  value TEXT NOT NULL,
  -- The exposure that brought it first.
  first_seq INTEGER NOT NULL,
  PRIMARY KEY (experiment_id, dimension, value)
) STRICT, WITHOUT ROWID;
