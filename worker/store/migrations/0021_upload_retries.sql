-- Who had uploads that were refused checked and told once more.
CREATE TABLE upload_retries (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  acted_at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  platform TEXT NOT NULL,
  -- NULL: all of the platform.
  upload_id INTEGER,
  -- How many may leave again.
  uploads INTEGER NOT NULL
) STRICT;
