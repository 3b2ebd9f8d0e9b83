-- Ad platforms are told of a lead from its confirmation on, where one was asked for.
CREATE INDEX leads_by_confirmation ON leads (confirmed_at) WHERE confirmed_at IS NOT NULL;
