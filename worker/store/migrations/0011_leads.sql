-- How far a lead was checked, and what its deletion and the rotation of keys look up.

-- Why it was checked less than usual, see experiments/contract/spam.ts; NULL when it was not.
ALTER TABLE leads ADD COLUMN doubt TEXT;
CREATE INDEX leads_to_erase ON leads (occurred_at) WHERE erased_at IS NULL;
CREATE INDEX leads_with_email ON leads (occurred_at) WHERE email_key IS NOT NULL;
-- By the id of the key that they lie under, which stands before the first point.
CREATE INDEX leads_by_key ON leads (substr(sealed_fields, 1, instr(sealed_fields, '.')))
  WHERE sealed_fields <> '';
CREATE INDEX leads_by_email_key_id ON leads (substr(email_key, 1, instr(email_key, '.')))
  WHERE email_key IS NOT NULL AND sealed_fields <> '';
CREATE INDEX lead_digests_by_key ON lead_digests (substr(sealed, 1, instr(sealed, '.')));
CREATE INDEX lead_digests_by_end ON lead_digests (delete_at);
