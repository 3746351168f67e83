SET LOCAL lock_timeout = '5s';

-- How a switch gets to the file server that it pulls an image from.
ALTER TABLE image ADD COLUMN source_vrf text, ADD COLUMN source_credential text;

-- Who may copy an image at a site now, and who is next. A row counts only while its job is in the very
-- stage that it asked in, so that nothing has to be given back by whoever crashed. `site` is empty for
-- devices without one. Changed under a lock on the site (JdbcCopySlots).
CREATE TABLE copy_slot (
  job              uuid PRIMARY KEY,
  site             text        NOT NULL,
  place            bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
  entered_at       timestamptz NOT NULL,
  -- whether the copy is sent by us, at a rate that we choose
  metered          boolean     NOT NULL,
  granted          boolean     NOT NULL,
  bytes_per_second bigint      NOT NULL
);
CREATE INDEX copy_slot_by_site ON copy_slot (site, place);
