-- Consent mode cookieless: the salts that tell a visitor of a day from another. Random, one per site
-- day, the next one made an hour ahead; a salt is deleted when its day is over, and then nobody can
-- say any more whose ids of that day were whose.
CREATE TABLE day_salts (
  -- Day in the site's time zone, 2026-11-23.
  day TEXT NOT NULL PRIMARY KEY,
  -- 32 random bytes, base64url.
  salt TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How long an exposure's unit can be told again: day for a visitor of one day, NULL where `unit` says
-- it all. 0001 takes only visitor and view for a unit, and the raw record is not rebuilt for a word.
ALTER TABLE exposures ADD COLUMN unit_lasts TEXT CHECK (unit_lasts = 'day');
