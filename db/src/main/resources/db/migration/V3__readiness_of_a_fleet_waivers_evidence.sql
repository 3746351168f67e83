SET LOCAL lock_timeout = '5s';

-- A run over many devices is as many runs of one device. Only so many of them are planned as may be
-- done at once; each that ends has the next one planned. Replicas of the release before know of no
-- part that is not planned, and would find none to do.
CREATE TABLE readiness_fleet (
  id         uuid PRIMARY KEY,
  targets    jsonb       NOT NULL,
  image      uuid,
  at_once    integer     NOT NULL,
  author     text        NOT NULL,
  devices    integer     NOT NULL,
  created_at timestamptz NOT NULL
);

ALTER TABLE readiness_run
  ADD COLUMN fleet   uuid,
  ADD COLUMN planned boolean NOT NULL DEFAULT true,
  -- somebody is at it, or was when its process died
  ADD COLUMN begun   boolean NOT NULL DEFAULT false;
CREATE INDEX readiness_run_by_fleet ON readiness_run (fleet, id) WHERE fleet IS NOT NULL;
CREATE INDEX readiness_run_to_be_planned ON readiness_run (fleet, id) WHERE NOT planned;

-- The promise that a device is looked at by one run at a time, whichever replica does it.
CREATE UNIQUE INDEX readiness_run_one_at_a_device ON readiness_run (device)
  WHERE begun AND state = 'RUNNING';

-- Who answers for a check whose answer is unknown. Kept for ever: it belongs to what happened.
CREATE TABLE waiver (
  id         uuid PRIMARY KEY,
  device     uuid        NOT NULL,
  check_id   text        NOT NULL,
  image      uuid,
  reason     text        NOT NULL,
  author     text        NOT NULL,
  created_at timestamptz NOT NULL,
  ends_at    timestamptz NOT NULL,
  revoked_at timestamptz,
  revoked_by text
);
CREATE INDEX waiver_by_device ON waiver (device, ends_at);

-- Texts that prove what became of a job, one of each kind.
CREATE TABLE job_evidence (
  job  uuid        NOT NULL REFERENCES job,
  kind text        NOT NULL,
  at   timestamptz NOT NULL,
  text text        NOT NULL,
  PRIMARY KEY (job, kind)
);
