-- What becomes of a lead: consent that came with it, what others call it, the stages it went
-- through and the deals that it belongs to.

-- Keyed hash of the e-mail, to find the lead by it; NULL without an e-mail or once erased.
ALTER TABLE leads ADD COLUMN email_key TEXT;
-- JSON, see experiments/contract/consent.ts.
ALTER TABLE leads ADD COLUMN consent TEXT NOT NULL DEFAULT '{}';
-- 1: use for ads was granted and not withdrawn since.
ALTER TABLE leads ADD COLUMN ad_use INTEGER NOT NULL DEFAULT 0 CHECK (ad_use IN (0, 1));
-- When a double opt-in was confirmed; NULL where none was asked for or none came.
ALTER TABLE leads ADD COLUMN confirmed_at INTEGER;
-- When the personal data were deleted; sealed_fields is '' from then on.
ALTER TABLE leads ADD COLUMN erased_at INTEGER;
CREATE INDEX leads_by_unit ON leads (unit_id);
CREATE INDEX leads_by_email ON leads (email_key);

-- What a lead saw, for as long as its sale may take: raw exposures go earlier.
CREATE TABLE lead_experiments (
  lead_id TEXT NOT NULL,
  experiment_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (lead_id, experiment_id)
) STRICT, WITHOUT ROWID;

-- The digests by which one ad platform knows the person, made at submit, encrypted.
CREATE TABLE lead_digests (
  lead_id TEXT NOT NULL,
  platform TEXT NOT NULL,
  sealed TEXT NOT NULL,
  -- End of that platform's window.
  delete_at INTEGER NOT NULL,
  PRIMARY KEY (lead_id, platform)
) STRICT, WITHOUT ROWID;

-- What other systems call a lead: the record's id in a CRM.
CREATE TABLE lead_references (
  -- Name of the system in site/crm.yaml.
  source TEXT NOT NULL,
  reference TEXT NOT NULL,
  lead_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (source, reference, lead_id)
) STRICT, WITHOUT ROWID;

-- What a CRM or shop said, append-only but for the match. What it means is computed from all of it.
CREATE TABLE stage_events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  -- The sender's id of the event; a repeat changes nothing.
  event_id TEXT NOT NULL,
  -- The sender's id of the deal or order; '' where the event is about the lead alone.
  deal_id TEXT NOT NULL,
  -- See experiments/contract/stage-names.ts.
  stage TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  amount_minor INTEGER,
  currency TEXT,
  -- What it named the lead by, tried in this order; NULL what it did not name.
  handoff TEXT,
  record_id TEXT,
  given_lead_id TEXT,
  email_key TEXT,
  -- The match. NULL: kept, listed, and tried again.
  lead_id TEXT,
  unit_id TEXT,
  -- handoff, record, lead, email
  matched_by TEXT,
  matched_at INTEGER,
  UNIQUE (source, event_id)
) STRICT;
CREATE INDEX stage_events_by_deal ON stage_events (source, deal_id);
CREATE INDEX stage_events_by_lead ON stage_events (lead_id);
CREATE INDEX stage_events_unmatched ON stage_events (received_at) WHERE matched_at IS NULL;

-- Where each deal stands, computed from its events, and what of it is in the conversions.
CREATE TABLE deals (
  source TEXT NOT NULL,
  -- As in stage_events; for events about the lead alone `lead:` and the lead's id.
  deal_id TEXT NOT NULL,
  -- The lead that the amount is credited to: the first of the deal's. NULL for an order of somebody
  -- who left no lead.
  lead_id TEXT,
  unit_id TEXT,
  -- JSON, see experiments/revenue/deal-state.ts.
  state TEXT NOT NULL,
  -- JSON: what each metric has been given so far.
  booked TEXT NOT NULL,
  -- Raised by every booking, so that of two at once one starts over.
  version INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (source, deal_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX deals_by_lead ON deals (lead_id);
CREATE INDEX deals_by_change ON deals (changed_at);

-- The click ids of an arrival, byte for byte, kept only where use for ads was granted.
CREATE TABLE touchpoint_clicks (
  touchpoint_event_id TEXT NOT NULL,
  -- As the registry writes it, in lower case: gclid, fbc, gcl_aw.
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  unit_id TEXT,
  view_nonce TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  PRIMARY KEY (touchpoint_event_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX touchpoint_clicks_by_unit ON touchpoint_clicks (unit_id, occurred_at);
CREATE INDEX touchpoint_clicks_by_view ON touchpoint_clicks (view_nonce);

-- 1 for a conversion, -1 where a deal that was won is lost after all.
ALTER TABLE conversions ADD COLUMN quantity INTEGER NOT NULL DEFAULT 1;
