-- Ad platforms are told of a lead from its confirmation on, where one was asked for.
CREATE INDEX leads_by_confirmation ON leads (confirmed_at) WHERE confirmed_at IS NOT NULL;
-- By the id of the key that it lies under, which stands before the first point.
CREATE INDEX uploads_by_key ON uploads (substr(sealed, 1, instr(sealed, '.'))) WHERE sealed <> '';
