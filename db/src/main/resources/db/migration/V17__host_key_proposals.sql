SET LOCAL lock_timeout = '5s';

-- Host keys that somebody wants a device to be known by; another person decides, once.
CREATE TABLE host_key_proposal (
  id             uuid PRIMARY KEY,
  device         uuid        NOT NULL,
  fingerprint    text        NOT NULL,
  reason         text        NOT NULL,
  name           text        NOT NULL,
  person         text        NOT NULL,
  -- the device's version then; once it is another one, nobody can agree any more
  device_version bigint      NOT NULL,
  at             timestamptz NOT NULL,
  ends_at        timestamptz NOT NULL,
  agreed         boolean,
  decided_by     text,
  decided_reason text,
  decided_at     timestamptz
);
CREATE INDEX host_key_proposal_open ON host_key_proposal (device, at) WHERE decided_at IS NULL;
