-- How a lead came: its first and its last arrival, for as long as its sale may take: raw touchpoints
-- go earlier. Facts alone; which channel they are is said by rules that may be edited later.
CREATE TABLE lead_touches (
  lead_id TEXT NOT NULL,
  -- first, last, last-non-direct; one row each, written once.
  position TEXT NOT NULL CHECK (position IN ('first', 'last', 'last-non-direct')),
  occurred_at INTEGER NOT NULL,
  landing TEXT NOT NULL,
  -- See experiments/attribution/touch.ts; '' is unknown.
  source TEXT NOT NULL,
  medium TEXT NOT NULL,
  campaign TEXT NOT NULL,
  creative TEXT NOT NULL,
  keyword TEXT NOT NULL,
  network TEXT NOT NULL,
  came_from TEXT NOT NULL,
  -- JSON: parameters that no list knows.
  context TEXT NOT NULL,
  PRIMARY KEY (lead_id, position)
) STRICT, WITHOUT ROWID;
