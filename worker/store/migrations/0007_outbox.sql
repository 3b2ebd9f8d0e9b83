-- What is to be told to others, and whether they have heard it: a message is written together with
-- what it tells, and stays until somebody took it or everything was tried.

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Known before it is written, so that nothing is told twice: the receiver sees it as its id.
  message_id TEXT NOT NULL UNIQUE,
  -- Where to: alert-webhook, alert-email.
  channel TEXT NOT NULL,
  -- What it tells, as JSON.
  payload TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'dead')),
  tries INTEGER NOT NULL DEFAULT 0,
  -- Not before; while a delivery is under way, the moment from which another may try.
  next_try_at INTEGER NOT NULL,
  settled_at INTEGER,
  last_error TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox (state, next_try_at);

-- Conditions that were told, so that each is told once while it lasts.
CREATE TABLE alerts (
  alert_id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  -- NULL where it is about the whole site.
  experiment_id TEXT,
  sentence TEXT NOT NULL,
  raised_at INTEGER NOT NULL,
  -- Last seen; a condition that was gone for a day is told again.
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Totals of each experiment as the cron last saw them: when they last moved, and by how much a day.
CREATE TABLE activity (
  experiment_id TEXT NOT NULL,
  day TEXT NOT NULL,
  -- Totals since the beginning, bots included.
  exposures INTEGER NOT NULL,
  converted INTEGER NOT NULL,
  exposed_at INTEGER NOT NULL,
  PRIMARY KEY (experiment_id, day)
) STRICT, WITHOUT ROWID;
