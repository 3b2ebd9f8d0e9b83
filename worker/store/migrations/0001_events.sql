-- The raw record: what happened, append-only. Everything the report says can be rebuilt from it.
-- `seq` is the commit order (D1 has one writer) and the only watermark; never an id or a time.

CREATE TABLE exposures (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  unit_id TEXT NOT NULL,
  experiment_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  event_id TEXT NOT NULL,
  view_nonce TEXT NOT NULL,
  landing TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  -- Day of occurred_at in the site's time zone, 2026-11-23.
  day TEXT NOT NULL,
  mode TEXT NOT NULL,
  unit TEXT NOT NULL CHECK (unit IN ('visitor', 'view')),
  bot_reasons INTEGER NOT NULL,
  bot_rules INTEGER NOT NULL,
  device TEXT NOT NULL,
  country TEXT NOT NULL,
  is_returning INTEGER NOT NULL CHECK (is_returning IN (0, 1)),
  -- Why the row is in no statistic: unknown-experiment, outdated-definition; NULL when it counts.
  flag TEXT,
  -- The first exposure of a visitor to an experiment counts.
  UNIQUE (unit_id, experiment_id)
) STRICT;

CREATE TABLE multi_exposures (
  experiment_id TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (experiment_id, unit_id, variant_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE,
  unit_id TEXT NOT NULL,
  metric_id TEXT NOT NULL,
  view_nonce TEXT NOT NULL,
  landing TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  value_minor INTEGER,
  currency TEXT,
  -- unknown-metric; NULL when it counts.
  flag TEXT
) STRICT;
CREATE INDEX conversions_by_unit ON conversions (unit_id, metric_id, seq);

CREATE TABLE touchpoints (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE,
  unit_id TEXT,
  view_nonce TEXT NOT NULL,
  landing TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  -- The query byte for byte, without "?".
  query TEXT NOT NULL,
  referrer TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('exposure', 'form'))
) STRICT;
CREATE INDEX touchpoints_by_unit ON touchpoints (unit_id, seq);

CREATE TABLE signals (
  event_id TEXT NOT NULL PRIMARY KEY,
  view_nonce TEXT NOT NULL,
  landing TEXT NOT NULL,
  stage TEXT NOT NULL,
  detail TEXT,
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE leads (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  -- The view's nonce: a repeated submit of one view is one lead.
  lead_id TEXT NOT NULL UNIQUE,
  form_id TEXT NOT NULL,
  landing TEXT NOT NULL,
  -- NULL when the submit could not be tied to a visitor.
  unit_id TEXT,
  view_nonce TEXT,
  occurred_at INTEGER NOT NULL,
  -- Fields, encrypted: key id and AES-GCM text. Readable by editors only.
  sealed_fields TEXT NOT NULL,
  -- honeypot, too-fast; NULL when nothing speaks against it.
  spam_reason TEXT,
  thanked_at INTEGER
) STRICT;

-- Every received event is in exactly one of the three, by site day and kind.
CREATE TABLE ledger (
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  accepted INTEGER NOT NULL DEFAULT 0,
  duplicate INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (day, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE rejects (
  day TEXT NOT NULL,
  code TEXT NOT NULL,
  rejected INTEGER NOT NULL,
  PRIMARY KEY (day, code)
) STRICT, WITHOUT ROWID;

-- The first 100 payloads per code and day.
CREATE TABLE reject_samples (
  day TEXT NOT NULL,
  code TEXT NOT NULL,
  number INTEGER NOT NULL,
  message TEXT NOT NULL,
  payload TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (day, code, number)
) STRICT, WITHOUT ROWID;
