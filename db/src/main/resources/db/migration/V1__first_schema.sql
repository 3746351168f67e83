-- What Hitless remembers. Words in columns (stage, kind, state …) are the published ones of the core
-- and never renamed. Times are the service's, except leases and the log, which are the database's.

-- ---------------------------------------------------------------------------------------------
-- Inventory
-- ---------------------------------------------------------------------------------------------

-- Secrets are sealed (AES-256-GCM) by the service before they get here; for the sources FILE and
-- ENV what is sealed is the path or the variable's name.
CREATE TABLE credential (
  name          text COLLATE "C" PRIMARY KEY,
  username      text        NOT NULL,
  source        text        NOT NULL,
  password      bytea,
  enable_secret bytea,
  private_key   bytea,
  version       bigint      NOT NULL,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL
);

CREATE TABLE device (
  id               uuid PRIMARY KEY,
  name             text        NOT NULL,
  address          text        NOT NULL,
  port             integer     NOT NULL CHECK (port BETWEEN 1 AND 65535),
  credential       text COLLATE "C" NOT NULL,
  site             text,
  role             text,
  tags             text[]      NOT NULL,
  redundancy_group text,
  ssh_profile      text        NOT NULL,
  host_key_policy  text        NOT NULL,
  host_keys        text[]      NOT NULL,
  -- What was last seen of it; the platform is repeated as a column to be filtered by.
  facts            jsonb,
  platform         text,
  version          bigint      NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  CONSTRAINT device_name_is_unique UNIQUE (name)
);
CREATE INDEX device_by_credential ON device (credential);
CREATE INDEX device_by_site ON device (site, id);
CREATE INDEX device_by_role ON device (role, id);
CREATE INDEX device_by_platform ON device (platform, id);
CREATE INDEX device_by_tag ON device USING gin (tags);

CREATE TABLE image (
  id          uuid PRIMARY KEY,
  filename    text        NOT NULL,
  platform    text        NOT NULL,
  version     text        NOT NULL,
  size_bytes  bigint      NOT NULL,
  md5         text,
  sha512      text,
  status      text        NOT NULL,
  source      text        NOT NULL,
  source_url  text,
  row_version bigint      NOT NULL,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  CONSTRAINT image_filename_is_unique UNIQUE (filename)
);

CREATE TABLE readiness_run (
  id         uuid PRIMARY KEY,
  device     uuid        NOT NULL,
  image      uuid,
  state      text        NOT NULL,
  verdict    text,
  checks     jsonb       NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz
);
CREATE INDEX readiness_run_by_device ON readiness_run (device, id DESC);

-- ---------------------------------------------------------------------------------------------
-- Jobs
-- ---------------------------------------------------------------------------------------------

-- One upgrade of one device. The order is fixed; the rest is written by whoever holds the lease, and
-- every such write names epoch and version. Device and image are named without a foreign key: a job
-- outlives both, and keeps what it needs of them.
CREATE TABLE job (
  id                      uuid PRIMARY KEY,
  -- the order
  device                  uuid        NOT NULL,
  device_name             text        NOT NULL,
  site                    text,
  image                   uuid        NOT NULL,
  filename                text        NOT NULL,
  target                  text        NOT NULL,
  workflow                text        NOT NULL,
  commit_by               text        NOT NULL,
  soak_ms                 bigint      NOT NULL,
  on_failure              text        NOT NULL,
  not_before              timestamptz,
  stage_only              boolean     NOT NULL,
  acknowledge_no_rollback boolean     NOT NULL,
  reason                  text        NOT NULL,
  author                  text        NOT NULL,
  -- where it stands
  stage                   text        NOT NULL,
  -- both change once in a job's life, at its end; see the indexes
  open                    boolean     NOT NULL GENERATED ALWAYS AS
                            (stage NOT IN ('SUCCEEDED', 'ROLLED_BACK', 'FAILED', 'CANCELLED')) STORED,
  ended_as                text        GENERATED ALWAYS AS (CASE WHEN
                            stage IN ('SUCCEEDED', 'ROLLED_BACK', 'FAILED', 'CANCELLED')
                            THEN stage END) STORED,
  entered_at              timestamptz NOT NULL,
  deadline                timestamptz,
  due_at                  timestamptz,
  waiting_for             text[]      NOT NULL,
  step                    text,
  step_started_at         timestamptz,
  step_deadline           timestamptz,
  percent                 integer     NOT NULL,
  eta                     timestamptz,
  doubt                   boolean     NOT NULL,
  handed_over             boolean     NOT NULL,
  memory                  jsonb       NOT NULL,
  outcome                 jsonb,
  timeline                jsonb       NOT NULL,
  -- who may write it, by the database's clock; taken_over: the lease before was never given back
  epoch                   bigint      NOT NULL,
  lease_owner             text,
  lease_until             timestamptz,
  taken_over              boolean     NOT NULL DEFAULT false,
  version                 bigint      NOT NULL,
  created_at              timestamptz NOT NULL,
  updated_at              timestamptz NOT NULL
)
-- A row is rewritten several times a turn. Room beside it, and no index on anything that changes
-- before the job ends, keep those writes off all indexes (heap-only tuples).
WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

-- The promise that no two jobs ever work on one device.
CREATE UNIQUE INDEX job_one_open_a_device ON job (device) WHERE open;
CREATE INDEX job_by_device ON job (device, id);
CREATE INDEX job_by_image ON job (image);
CREATE INDEX job_by_site ON job (site, id);
CREATE INDEX job_by_creation ON job (created_at);
-- Lists by stage: the open jobs are few, the ended ones are found by how they ended. The watchdog
-- compares the open ones with planned executions.
CREATE INDEX job_open ON job (id) WHERE open;
CREATE INDEX job_by_end ON job (ended_as, id) WHERE ended_as IS NOT NULL;

-- Tickets elsewhere.
CREATE TABLE job_external_ref (
  job    uuid     NOT NULL REFERENCES job,
  place  smallint NOT NULL,
  system text     NOT NULL,
  key    text     NOT NULL,
  PRIMARY KEY (job, place)
);
CREATE INDEX job_by_external_ref ON job_external_ref (system, key, job);

-- Changing commands, committed before they are sent.
CREATE TABLE intent (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job        uuid        NOT NULL REFERENCES job,
  stage      text        NOT NULL,
  kind       text        NOT NULL,
  command    text        NOT NULL,
  epoch      bigint      NOT NULL,
  at         timestamptz NOT NULL,
  settled_as text,
  settled_at timestamptz
);
CREATE INDEX intent_by_job ON intent (job, id);

-- What operators asked for; the job's next turn takes it up.
CREATE TABLE action_request (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job           uuid        NOT NULL REFERENCES job,
  action        text        NOT NULL,
  reason        text        NOT NULL,
  requested_by  text        NOT NULL,
  resolve_as    text,
  install_state boolean     NOT NULL,
  at            timestamptz NOT NULL,
  answered_at   timestamptz
);
CREATE INDEX action_request_pending ON action_request (job, id) WHERE answered_at IS NULL;

-- What was typed and printed, secrets struck out.
CREATE TABLE transcript (
  id   bigint GENERATED ALWAYS AS IDENTITY,
  job  uuid        NOT NULL,
  at   timestamptz NOT NULL,
  sent boolean     NOT NULL,
  text text        NOT NULL,
  PRIMARY KEY (job, id)
);

-- ---------------------------------------------------------------------------------------------
-- The log of what happened: append-only, read in the order of its ids, never skipping one
-- ---------------------------------------------------------------------------------------------

CREATE SEQUENCE event_id AS bigint CACHE 1;

-- Ids are drawn before transactions commit, and these commit in any order: a reader that simply asked
-- for ids greater than its last would pass over an id that is committed late. So each transaction
-- says, before it draws its first id, which ids can not be its own: it holds a shared advisory lock on
-- the last id drawn by anybody. All its ids are greater. Readers stop at the lowest such lock.
--
-- (Comparing transaction ids instead, with pg_snapshot_xmin, is not enough: a transaction may have the
-- greater number and the smaller id. It would also let any long transaction of the whole cluster stop
-- the stream, and lose old events after a dump is restored elsewhere.)
CREATE FUNCTION next_event_id() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('hitless.draws_event_ids', true), '') = '' THEN
    -- 18516 (0x4854, "HT") in the upper 16 bits keeps these keys apart from other people's
    PERFORM pg_advisory_xact_lock_shared((18516::bigint << 48) | (SELECT last_value FROM event_id));
    PERFORM set_config('hitless.draws_event_ids', 'yes', true);
  END IF;
  RETURN nextval('event_id');
END
$$;

-- The greatest id up to which every event is committed or never will be. First the sequence, then the
-- locks: whoever draws an id after the first look draws a greater one.
CREATE FUNCTION settled_event_id() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  drawn bigint;
  lowest bigint;
BEGIN
  SELECT last_value INTO drawn FROM event_id;
  SELECT min(((classid::bigint & 65535) << 32) | objid::bigint) INTO lowest
  FROM pg_locks
  WHERE locktype = 'advisory'
    AND objsubid = 1
    AND (classid::bigint >> 16) = 18516
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
  RETURN least(drawn, coalesce(lowest, drawn));
END
$$;

CREATE TABLE event (
  id     bigint PRIMARY KEY DEFAULT next_event_id(),
  at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  type   text        NOT NULL,
  job    uuid,
  device uuid,
  data   jsonb       NOT NULL
);
CREATE INDEX event_by_job ON event (job, id) WHERE job IS NOT NULL;
ALTER SEQUENCE event_id OWNED BY event.id;

-- At most `wanted` events after `seen`. The rows are read by a snapshot that is taken after the bound:
-- that is why this is a function, and why it must not run inside a repeatable-read transaction.
CREATE FUNCTION events_after(seen bigint, of_job uuid, wanted integer) RETURNS SETOF event
LANGUAGE plpgsql AS $$
DECLARE
  settled bigint := settled_event_id();
BEGIN
  IF of_job IS NULL THEN
    RETURN QUERY SELECT * FROM event WHERE id > seen AND id <= settled ORDER BY id LIMIT wanted;
  ELSE
    RETURN QUERY SELECT * FROM event
      WHERE job = of_job AND id > seen AND id <= settled ORDER BY id LIMIT wanted;
  END IF;
END
$$;

-- The newest event that events_after would show, 0 when there is none.
CREATE FUNCTION newest_event_id() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  settled bigint := settled_event_id();
  newest bigint;
BEGIN
  SELECT max(id) INTO newest FROM event WHERE id <= settled;
  RETURN coalesce(newest, 0);
END
$$;

CREATE FUNCTION refuse_to_rewrite_the_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the table "%" is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();

-- ---------------------------------------------------------------------------------------------
-- Access
-- ---------------------------------------------------------------------------------------------

CREATE TABLE api_key (
  id           uuid PRIMARY KEY,
  prefix       text        NOT NULL,
  sha256       text        NOT NULL,
  name         text        NOT NULL,
  role         text        NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  CONSTRAINT api_key_hash_is_unique UNIQUE (sha256)
);

-- Answers kept for requests that may be sent again. Without a status the attempt is still at it, until
-- its patience ends. Times are the database's.
CREATE TABLE idempotency_key (
  principal     text        NOT NULL,
  key           text        NOT NULL,
  fingerprint   text        NOT NULL,
  attempt       bigint      NOT NULL,
  patient_until timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  status        integer,
  headers       jsonb,
  body          text,
  PRIMARY KEY (principal, key)
);
CREATE INDEX idempotency_key_expiry ON idempotency_key (expires_at);
CREATE SEQUENCE idempotency_attempt AS bigint;

-- ---------------------------------------------------------------------------------------------
-- The cluster scheduler's table (db-scheduler 16). One row a job that has a next turn, one a readiness
-- run that is not done, one a periodic task. Of the upstream indexes only the one by time is kept, so
-- that picking and heartbeats are heap-only: few rows are due at any time, which makes the one by
-- priority the longer way, and dead executions are looked for so seldom that reading the table is
-- cheaper than writing the one by heartbeat at each turn.
-- ---------------------------------------------------------------------------------------------

CREATE TABLE scheduled_tasks (
  task_name            text        NOT NULL,
  task_instance        text        NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean     NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint      NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
)
WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);
