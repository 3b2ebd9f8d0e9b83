-- What ad platforms are told of which lead and deal, and what became of it. Whatever names a person
-- (click ids, digests) lies sealed, and goes when the platform's window ends or consent is withdrawn.

CREATE TABLE uploads (
  upload_id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Key of site/platforms.yaml.
  platform TEXT NOT NULL,
  -- Ours, by which the platform tells repeats apart too.
  conversion_id TEXT NOT NULL,
  -- What the platform calls it.
  event TEXT NOT NULL,
  -- 0 is the conversion; each correction of what has left is one more.
  version INTEGER NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('new', 'retract', 'restate')),
  stage TEXT NOT NULL,
  lead_id TEXT NOT NULL,
  -- The deal that it stands on and the version of it that was read; NULL for the lead alone.
  deal_source TEXT,
  deal_id TEXT,
  deal_version INTEGER,
  occurred_at INTEGER NOT NULL,
  adjusted_at INTEGER,
  value_minor INTEGER,
  currency TEXT,
  -- See experiments/uploads/conversion.ts; '' without consent, and once it is erased.
  sealed TEXT NOT NULL,
  -- When `sealed` is erased.
  delete_at INTEGER NOT NULL,
  -- See experiments/ledger/upload-state.ts.
  state TEXT NOT NULL,
  -- Why, in words; NULL where the state says it all.
  reason TEXT,
  -- The file or request format that it leaves in; NULL while it cannot.
  format TEXT,
  -- Of the writer that wrote it last: another one that has read less starts over.
  run TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  -- When it was checked last: what may leave today may be too late tomorrow.
  checked_at INTEGER NOT NULL,
  UNIQUE (platform, conversion_id, event, version)
) STRICT;
CREATE INDEX uploads_by_state ON uploads (platform, state, format);
CREATE INDEX uploads_by_lead ON uploads (lead_id);
CREATE INDEX uploads_to_erase ON uploads (delete_at) WHERE sealed <> '';

-- Every state that an upload went through, append-only.
CREATE TABLE upload_history (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  upload_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  export_id TEXT,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX upload_history_by_upload ON upload_history (upload_id, seq);

-- What left together: a file that somebody took, or a request that was sent. Made again from its
-- rows it is the same, byte for byte.
CREATE TABLE exports (
  export_id TEXT NOT NULL PRIMARY KEY,
  platform TEXT NOT NULL,
  format TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('file', 'send')),
  file_name TEXT NOT NULL,
  -- JSON: names and numbers of the account that it was made for, never secrets.
  settings TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  -- Of its bytes, SHA-256 in hex; NULL until it was made for the first time.
  sha256 TEXT,
  -- waiting, taken, accepted, refused, split, withdrawn
  state TEXT NOT NULL,
  -- What the platform said, or why nothing was sent.
  answer TEXT,
  -- By which the platform tells of it later.
  request_id TEXT,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  settled_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX exports_by_time ON exports (platform, created_at);
CREATE INDEX exports_asked ON exports (created_at) WHERE request_id IS NOT NULL AND settled_at IS NULL;

CREATE TABLE export_rows (
  export_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  upload_id INTEGER NOT NULL,
  PRIMARY KEY (export_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX export_rows_by_upload ON export_rows (upload_id);

-- How far leads and deals were read, by what platforms.yaml asked for then: asked for more, they are
-- read again.
CREATE TABLE upload_marks (
  name TEXT NOT NULL PRIMARY KEY,
  read_until INTEGER NOT NULL,
  -- The last lead of that moment.
  lead_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX leads_by_time ON leads (occurred_at);
