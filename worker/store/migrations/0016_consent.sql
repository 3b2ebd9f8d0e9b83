-- What visitors agreed to, what was erased on request, and what stays of the counts when the raw rows
-- behind them reach their age.

-- Every answer of a visitor who is recognised, append-only: the proof of a yes. Whoever said no from
-- the start has no number by which to keep anything.
CREATE TABLE consent_answers (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  visitor_id TEXT NOT NULL,
  -- The view that asked, counted before the yes; NULL for an answer from the page of choices.
  view_nonce TEXT,
  -- Of what was asked: consent.version of site.yaml.
  version TEXT NOT NULL,
  measurement INTEGER NOT NULL CHECK (measurement IN (0, 1)),
  ad_user_data INTEGER NOT NULL CHECK (ad_user_data IN (0, 1)),
  ad_personalization INTEGER NOT NULL CHECK (ad_personalization IN (0, 1)),
  gpc INTEGER NOT NULL CHECK (gpc IN (0, 1)),
  answered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_answers_by_visitor ON consent_answers (visitor_id, seq);

-- That something was erased, without anything about whom.
CREATE TABLE erasures (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  erased_at INTEGER NOT NULL,
  -- visitor: from the browser itself; email: by an editor.
  scope TEXT NOT NULL CHECK (scope IN ('visitor', 'email')),
  -- The editor; '' where the visitor acted.
  actor TEXT NOT NULL,
  -- JSON: rows by table.
  tables TEXT NOT NULL
) STRICT;

-- Exposures on their way out, within one transaction.
CREATE TABLE departing (
  exposure_seq INTEGER PRIMARY KEY
) STRICT;

-- What exposures counted whose raw rows have reached their age: a rebuild starts from here.
CREATE TABLE kept_exposure_statistics (
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

CREATE TABLE kept_conversion_statistics (
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
  sum_squares REAL NOT NULL,
  PRIMARY KEY (experiment_id, dimension, value, metric_id, variant_id, epoch, day, mode)
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_dimension_values (
  experiment_id TEXT NOT NULL,
  dimension TEXT NOT NULL,
  value TEXT NOT NULL,
  first_seq INTEGER NOT NULL,
  PRIMARY KEY (experiment_id, dimension, value)
) STRICT, WITHOUT ROWID;

-- Visitors seen in several variants whose rows are gone.
CREATE TABLE kept_multi (
  experiment_id TEXT NOT NULL PRIMARY KEY,
  visitors INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
