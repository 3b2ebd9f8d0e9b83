-- Leads on their way to a CRM: deliveries that nothing is left of, and who sent dead letters again.

-- Why a message was not sent and never will be: erased, spam, withdrawn. Its state is `dead`, but
-- nobody needs to look after it. NULL where it was delivered, waits or was given up.
ALTER TABLE outbox ADD COLUMN ended_as TEXT;

CREATE INDEX outbox_given_up ON outbox (seq) WHERE state = 'dead' AND ended_as IS NULL;
CREATE INDEX leads_taken_for_spam ON leads (seq) WHERE spam_reason IS NOT NULL;

-- Who sent given-up messages once more.
CREATE TABLE replays (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  acted_at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  -- NULL: all of them.
  message_id TEXT,
  -- How many it were.
  messages INTEGER NOT NULL
) STRICT;
