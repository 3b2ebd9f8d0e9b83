-- Days on which everything that had reached its age was deleted.
CREATE TABLE IF NOT EXISTS retention_days (
  day TEXT NOT NULL PRIMARY KEY,
  exposures INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
