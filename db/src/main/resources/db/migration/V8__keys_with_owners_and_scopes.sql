-- Keys that people make for each other. Columns that a replica of the release before doesn't know
-- have a meaning when absent: no owner is the name, no narrower rights are the role's.
SET LOCAL lock_timeout = '5s';

ALTER TABLE api_key
  ADD COLUMN owner           text,
  ADD COLUMN created_by      text,
  ADD COLUMN limited_to      text[] NOT NULL DEFAULT '{}',
  -- whose devices: at one of the sites, with one of the tags; empty narrows nothing
  ADD COLUMN sites           text[] NOT NULL DEFAULT '{}',
  ADD COLUMN tags            text[] NOT NULL DEFAULT '{}',
  ADD COLUMN revoked_by      text,
  ADD COLUMN revoked_because text,
  -- the text before the last rotation, and how long it still counts
  ADD COLUMN former_sha256   text,
  ADD COLUMN former_until    timestamptz,
  ADD COLUMN version         bigint NOT NULL DEFAULT 1;
CREATE INDEX api_key_by_former_hash ON api_key (former_sha256) WHERE former_sha256 IS NOT NULL;
