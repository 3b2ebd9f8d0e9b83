-- Statistics are a fold of the raw record: sums by experiment, variant, epoch, day of exposure and
-- one dimension at a time. They can be dropped and rebuilt at any time.

CREATE TABLE folds (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- Everything up to here is in the statistics.
  exposure_seq INTEGER NOT NULL,
  conversion_seq INTEGER NOT NULL,
  -- How far the running fold goes; fixed by its first statement.
  next_exposure_seq INTEGER NOT NULL,
  next_conversion_seq INTEGER NOT NULL,
  -- Which metrics, windows and caps the statistics hold; another key means rebuild.
  metrics_key TEXT NOT NULL,
  folded_at INTEGER NOT NULL
) STRICT;
INSERT INTO folds VALUES (1, 0, 0, 0, 0, '', 0);

CREATE TABLE exposure_statistics (
  experiment_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  day TEXT NOT NULL,
  mode TEXT NOT NULL,
  dimension TEXT NOT NULL,
  value TEXT NOT NULL,
  visitors INTEGER NOT NULL,
  bots INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  PRIMARY KEY (experiment_id, dimension, value, variant_id, epoch, day, mode)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversion_statistics (
  experiment_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  day TEXT NOT NULL,
  mode TEXT NOT NULL,
  dimension TEXT NOT NULL,
  value TEXT NOT NULL,
  metric_id TEXT NOT NULL,
  converted INTEGER NOT NULL,
  conversions INTEGER NOT NULL,
  sum_minor INTEGER NOT NULL,
  -- Sums of squares of minor units pass 2^53.
  sum_squares REAL NOT NULL,
  PRIMARY KEY (experiment_id, dimension, value, metric_id, variant_id, epoch, day, mode)
) STRICT, WITHOUT ROWID;

-- What each visitor has already brought per metric, so that later conversions add differences.
CREATE TABLE visitor_totals (
  unit_id TEXT NOT NULL,
  experiment_id TEXT NOT NULL,
  metric_id TEXT NOT NULL,
  conversions INTEGER NOT NULL,
  value_minor INTEGER NOT NULL,
  PRIMARY KEY (unit_id, experiment_id, metric_id)
) STRICT, WITHOUT ROWID;
