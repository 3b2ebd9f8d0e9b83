-- Chance to win and expected loss at a look. Costs more CPU than a page may take, so the cron
-- computes it from the kept look; like the look it is never changed.

CREATE TABLE look_panels (
  experiment_id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  -- Of the look that it was computed from.
  day TEXT NOT NULL,
  computed_at INTEGER NOT NULL,
  -- JSON, see experiments/contract/panel.ts.
  panel TEXT NOT NULL,
  PRIMARY KEY (experiment_id, fingerprint, day)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER look_panels_stay BEFORE UPDATE ON look_panels
BEGIN
  SELECT raise(ABORT, 'the panel of a look is never changed');
END;
