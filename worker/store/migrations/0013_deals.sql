-- What becomes of stage events: to whom each was tied, what has to be asked, which deals are to be
-- booked.

-- JSON list: further records of a deal of several people; NULL where it names one or none.
ALTER TABLE stage_events ADD COLUMN further_records TEXT;
-- JSON list: the e-mail under every signing key of its time, the first as in email_key.
ALTER TABLE stage_events ADD COLUMN email_keys TEXT;
-- The view that the match goes back to, and when: the lead's submit, or the leave for the shop.
ALTER TABLE stage_events ADD COLUMN view_nonce TEXT;
ALTER TABLE stage_events ADD COLUMN linked_at INTEGER;
-- When the sender's CRM is to be asked for the amount and the people of the deal; NULL: never.
ALTER TABLE stage_events ADD COLUMN lookup_at INTEGER;
ALTER TABLE stage_events ADD COLUMN lookup_tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stage_events ADD COLUMN lookup_error TEXT;
CREATE INDEX stage_events_to_look_up ON stage_events (lookup_at) WHERE lookup_at IS NOT NULL;
CREATE INDEX stage_events_open ON stage_events (seq) WHERE matched_at IS NULL;
CREATE INDEX stage_events_by_match ON stage_events (matched_at) WHERE matched_at IS NOT NULL;

-- Which booking wrote the row last, so that its other statements know whether they are meant.
ALTER TABLE deals ADD COLUMN booking_id TEXT NOT NULL DEFAULT '';
-- JSON: the metrics that the deal is in no sum of, with the reason.
ALTER TABLE deals ADD COLUMN left_out TEXT NOT NULL DEFAULT '[]';
-- Digest of the metrics and rates that it was booked by; others mean: book it anew.
ALTER TABLE deals ADD COLUMN booked_under TEXT NOT NULL DEFAULT '';
CREATE INDEX deals_by_rules ON deals (booked_under);
CREATE INDEX deals_left_out ON deals (changed_at) WHERE left_out <> '[]';

-- Deals with events that are not booked yet: written with the events, gone with the booking.
CREATE TABLE deals_due (
  source TEXT NOT NULL,
  deal_id TEXT NOT NULL,
  -- Raised by every new event, so that a booking which did not see it leaves the row.
  marks INTEGER NOT NULL,
  PRIMARY KEY (source, deal_id)
) STRICT, WITHOUT ROWID;

-- How far the search for leads of unmatched events has come; begins anew at the end.
CREATE TABLE stage_matching (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  after_seq INTEGER NOT NULL
) STRICT;
INSERT INTO stage_matching VALUES (1, 0);
