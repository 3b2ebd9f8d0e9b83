-- Keys of addresses that stage events brought, to delete them when those of leads go.
CREATE INDEX stage_events_with_email ON stage_events (received_at) WHERE email_key IS NOT NULL;
