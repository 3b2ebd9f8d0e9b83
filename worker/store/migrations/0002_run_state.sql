-- What may change while an experiment runs: epochs of weights and allocation, and the pause.

CREATE TABLE epochs (
  experiment_id TEXT NOT NULL,
  epoch INTEGER NOT NULL CHECK (epoch >= 1),
  -- JSON array, one entry per variant in catalog order, control first.
  weights_bp TEXT NOT NULL,
  allocation_bp INTEGER NOT NULL,
  effective_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  -- catalog: from the definition's file; control: from the report's controls.
  source TEXT NOT NULL CHECK (source IN ('catalog', 'control')),
  -- Build that brought a catalog row, so that an older version still running opens none.
  built_at INTEGER NOT NULL,
  PRIMARY KEY (experiment_id, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE experiment_states (
  experiment_id TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'ended')),
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
