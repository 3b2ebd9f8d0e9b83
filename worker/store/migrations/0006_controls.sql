-- What people do to experiments from the report, and the links by which others may read it.

-- Who did what, when, from what to what, and why. Never changed, never deleted.
CREATE TABLE audit_entries (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Made by the form that asked, so that a repeated send is one entry.
  entry_id TEXT NOT NULL UNIQUE,
  acted_at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  experiment_id TEXT NOT NULL,
  -- pause, resume, end, epoch, ramp, bandit, fixed, note, share, unshare
  action TEXT NOT NULL,
  -- JSON of the state before and after.
  before_state TEXT NOT NULL,
  after_state TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_experiment ON audit_entries (experiment_id, seq);

CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries
BEGIN
  SELECT raise(ABORT, 'an audit entry is never changed');
END;
CREATE TRIGGER audit_entries_remain BEFORE DELETE ON audit_entries
BEGIN
  SELECT raise(ABORT, 'an audit entry is never deleted');
END;

-- The winner of an experiment that was ended from the report: everybody sees it until the file
-- says so too.
ALTER TABLE experiment_states ADD COLUMN winner TEXT;
-- Least weight of an arm while a bandit moves the weights; NULL while they are fixed.
ALTER TABLE experiment_states ADD COLUMN bandit_floor_bp INTEGER;
-- The audit entry that made the state, so that a repeated send does not bring an old state back.
ALTER TABLE experiment_states ADD COLUMN entry_seq INTEGER NOT NULL DEFAULT 0;
-- A planned epoch that was called off before anybody could be born in it.
ALTER TABLE epochs ADD COLUMN cancelled_at INTEGER;

CREATE TABLE share_links (
  id TEXT NOT NULL PRIMARY KEY,
  experiment_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
