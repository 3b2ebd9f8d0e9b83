-- When each job of the cron last did its work, so that one that has stopped is seen.
CREATE TABLE cron_runs (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  ran_at INTEGER NOT NULL,
  -- JSON by job: doneAt, ms, and of the last failure failedAt and error.
  jobs TEXT NOT NULL
) STRICT;
