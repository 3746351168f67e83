CREATE TABLE action_request (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  job uuid NOT NULL,
  action text NOT NULL,
  reason text NOT NULL,
  requested_by text NOT NULL,
  resolve_as text,
  install_state boolean NOT NULL,
  at timestamp with time zone NOT NULL,
  answered_at timestamp with time zone,
  requested_by_person text
);
CREATE TABLE api_key (
  id uuid NOT NULL,
  prefix text NOT NULL,
  sha256 text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  owner text,
  created_by text,
  limited_to text[] NOT NULL DEFAULT '{}'::text[],
  sites text[] NOT NULL DEFAULT '{}'::text[],
  tags text[] NOT NULL DEFAULT '{}'::text[],
  revoked_by text,
  revoked_because text,
  former_sha256 text,
  former_until timestamp with time zone,
  version bigint NOT NULL DEFAULT 1
);
CREATE TABLE api_key_shown (
  key uuid NOT NULL,
  person text NOT NULL,
  at timestamp with time zone NOT NULL
);
CREATE TABLE approval (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  job uuid NOT NULL,
  clear bigint,
  decision text NOT NULL,
  digest text NOT NULL,
  caller text NOT NULL,
  name text NOT NULL,
  person text NOT NULL,
  reason text NOT NULL,
  at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  request bigint NOT NULL,
  after_intent bigint NOT NULL
);
CREATE TABLE audit_entry (
  id bigint NOT NULL DEFAULT next_event_id(),
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  actor text NOT NULL,
  action text NOT NULL,
  outcome text NOT NULL,
  job uuid,
  device uuid,
  data jsonb NOT NULL
) PARTITION BY RANGE (at);
CREATE TABLE copy_slot (
  job uuid NOT NULL,
  site text NOT NULL,
  place bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  entered_at timestamp with time zone NOT NULL,
  metered boolean NOT NULL,
  granted boolean NOT NULL,
  bytes_per_second bigint NOT NULL
);
CREATE TABLE credential (
  name text NOT NULL,
  username text NOT NULL,
  source text NOT NULL,
  password bytea,
  enable_secret bytea,
  private_key bytea,
  version bigint NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  key_passphrase bytea
);
CREATE TABLE device (
  id uuid NOT NULL,
  name text NOT NULL,
  address text NOT NULL,
  port integer NOT NULL,
  credential text NOT NULL,
  site text,
  role text,
  tags text[] NOT NULL,
  redundancy_group text,
  ssh_profile text NOT NULL,
  host_key_policy text NOT NULL,
  host_keys text[] NOT NULL,
  facts jsonb,
  platform text,
  version bigint NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);
CREATE TABLE event (
  id bigint NOT NULL DEFAULT next_event_id(),
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  type text NOT NULL,
  job uuid,
  device uuid,
  data jsonb NOT NULL
) PARTITION BY RANGE (at);
CREATE TABLE four_eyes_lifted (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  device uuid NOT NULL,
  address text NOT NULL,
  port integer NOT NULL,
  host_keys text[] NOT NULL,
  serials text[] NOT NULL,
  person text NOT NULL,
  at timestamp with time zone NOT NULL
);
CREATE TABLE host_key_proposal (
  id uuid NOT NULL,
  device uuid NOT NULL,
  fingerprint text NOT NULL,
  reason text NOT NULL,
  name text NOT NULL,
  person text NOT NULL,
  device_version bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  agreed boolean,
  decided_by text,
  decided_reason text,
  decided_at timestamp with time zone
);
CREATE TABLE idempotency_key (
  principal text NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  attempt bigint NOT NULL,
  patient_until timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  status integer,
  headers jsonb,
  body text
);
CREATE TABLE image (
  id uuid NOT NULL,
  filename text NOT NULL,
  platform text NOT NULL,
  version text NOT NULL,
  size_bytes bigint NOT NULL,
  md5 text,
  sha512 text,
  status text NOT NULL,
  source text NOT NULL,
  source_url text,
  row_version bigint NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  source_vrf text,
  source_credential text
);
CREATE TABLE intent (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  job uuid NOT NULL,
  stage text NOT NULL,
  kind text NOT NULL,
  command text NOT NULL,
  epoch bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  settled_as text,
  settled_at timestamp with time zone
);
CREATE TABLE job (
  id uuid NOT NULL,
  device uuid NOT NULL,
  device_name text NOT NULL,
  site text,
  image uuid NOT NULL,
  filename text NOT NULL,
  target text NOT NULL,
  workflow text NOT NULL,
  commit_by text NOT NULL,
  soak_ms bigint NOT NULL,
  on_failure text NOT NULL,
  not_before timestamp with time zone,
  stage_only boolean NOT NULL,
  acknowledge_no_rollback boolean NOT NULL,
  reason text NOT NULL,
  author text NOT NULL,
  stage text NOT NULL,
  open boolean NOT NULL GENERATED ALWAYS AS (stage <> ALL (ARRAY['SUCCEEDED'::text, 'ROLLED_BACK'::text, 'FAILED'::text, 'CANCELLED'::text])),
  ended_as text GENERATED ALWAYS AS 
CASE
    WHEN (stage = ANY (ARRAY['SUCCEEDED'::text, 'ROLLED_BACK'::text, 'FAILED'::text, 'CANCELLED'::text])) THEN stage
    ELSE NULL::text
END,
  entered_at timestamp with time zone NOT NULL,
  deadline timestamp with time zone,
  due_at timestamp with time zone,
  waiting_for text[] NOT NULL,
  step text,
  step_started_at timestamp with time zone,
  step_deadline timestamp with time zone,
  percent integer NOT NULL,
  eta timestamp with time zone,
  doubt boolean NOT NULL,
  handed_over boolean NOT NULL,
  memory jsonb NOT NULL,
  outcome jsonb,
  timeline jsonb NOT NULL,
  epoch bigint NOT NULL,
  lease_owner text,
  lease_until timestamp with time zone,
  taken_over boolean NOT NULL DEFAULT false,
  version bigint NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  claimed_in text,
  restarted boolean,
  author_person text
);
CREATE TABLE job_evidence (
  job uuid NOT NULL,
  kind text NOT NULL,
  at timestamp with time zone NOT NULL,
  text text NOT NULL
);
CREATE TABLE job_external_ref (
  job uuid NOT NULL,
  place smallint NOT NULL,
  system text NOT NULL,
  key text NOT NULL
);
CREATE TABLE log_checkpoint (
  horizon timestamp with time zone NOT NULL,
  id bigint NOT NULL,
  hash bytea NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE log_head (
  one boolean NOT NULL DEFAULT true,
  id bigint NOT NULL,
  hash bytea NOT NULL
);
CREATE TABLE log_link (
  id bigint NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  row_at timestamp with time zone NOT NULL,
  digest bytea NOT NULL,
  hash bytea NOT NULL
) PARTITION BY RANGE (at);
CREATE TABLE rate_bucket (
  id text NOT NULL,
  state bytea,
  expires_at bigint
);
CREATE TABLE readiness_fleet (
  id uuid NOT NULL,
  targets jsonb NOT NULL,
  image uuid,
  at_once integer NOT NULL,
  author text NOT NULL,
  devices integer NOT NULL,
  created_at timestamp with time zone NOT NULL
);
CREATE TABLE readiness_run (
  id uuid NOT NULL,
  device uuid NOT NULL,
  image uuid,
  state text NOT NULL,
  verdict text,
  checks jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone,
  fleet uuid,
  planned boolean NOT NULL DEFAULT true,
  begun boolean NOT NULL DEFAULT false,
  kind text NOT NULL DEFAULT 'READINESS'::text
);
CREATE TABLE scheduled_tasks (
  task_name text NOT NULL,
  task_instance text NOT NULL,
  task_data bytea,
  execution_time timestamp with time zone NOT NULL,
  picked boolean NOT NULL,
  picked_by text,
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures integer,
  last_heartbeat timestamp with time zone,
  version bigint NOT NULL,
  priority smallint
);
CREATE TABLE transcript (
  id bigint NOT NULL DEFAULT nextval('transcript_id'::regclass),
  job uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  sent boolean NOT NULL,
  text text NOT NULL,
  kind text,
  epoch bigint,
  conversation integer
) PARTITION BY RANGE (at);
CREATE TABLE upgrade_slot (
  job uuid NOT NULL,
  site text NOT NULL,
  place bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  granted boolean NOT NULL
);
CREATE TABLE waiver (
  id uuid NOT NULL,
  device uuid NOT NULL,
  check_id text NOT NULL,
  image uuid,
  reason text NOT NULL,
  author text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  revoked_by text
);

ALTER TABLE action_request ADD CONSTRAINT action_request_job_fkey FOREIGN KEY (job) REFERENCES job(id);
ALTER TABLE action_request ADD CONSTRAINT action_request_pkey PRIMARY KEY (id);
ALTER TABLE api_key ADD CONSTRAINT api_key_hash_is_unique UNIQUE (sha256);
ALTER TABLE api_key ADD CONSTRAINT api_key_pkey PRIMARY KEY (id);
ALTER TABLE api_key_shown ADD CONSTRAINT api_key_shown_key_fkey FOREIGN KEY (key) REFERENCES api_key(id);
ALTER TABLE approval ADD CONSTRAINT approval_clear_fkey FOREIGN KEY (clear) REFERENCES action_request(id);
ALTER TABLE approval ADD CONSTRAINT approval_job_fkey FOREIGN KEY (job) REFERENCES job(id);
ALTER TABLE approval ADD CONSTRAINT approval_pkey PRIMARY KEY (id);
ALTER TABLE approval ADD CONSTRAINT approval_request_fkey FOREIGN KEY (request) REFERENCES action_request(id);
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id, at);
ALTER TABLE audit_entry_default ADD CONSTRAINT audit_entry_default_pkey PRIMARY KEY (id, at);
ALTER TABLE copy_slot ADD CONSTRAINT copy_slot_pkey PRIMARY KEY (job);
ALTER TABLE credential ADD CONSTRAINT credential_pkey PRIMARY KEY (name);
ALTER TABLE device ADD CONSTRAINT device_name_is_unique UNIQUE (name);
ALTER TABLE device ADD CONSTRAINT device_pkey PRIMARY KEY (id);
ALTER TABLE device ADD CONSTRAINT device_port_check CHECK (((port >= 1) AND (port <= 65535)));
ALTER TABLE event ADD CONSTRAINT event_pkey PRIMARY KEY (id, at);
ALTER TABLE event_default ADD CONSTRAINT event_default_pkey PRIMARY KEY (id, at);
ALTER TABLE four_eyes_lifted ADD CONSTRAINT four_eyes_lifted_pkey PRIMARY KEY (id);
ALTER TABLE host_key_proposal ADD CONSTRAINT host_key_proposal_pkey PRIMARY KEY (id);
ALTER TABLE idempotency_key ADD CONSTRAINT idempotency_key_pkey PRIMARY KEY (principal, key);
ALTER TABLE image ADD CONSTRAINT image_filename_is_unique UNIQUE (filename);
ALTER TABLE image ADD CONSTRAINT image_pkey PRIMARY KEY (id);
ALTER TABLE intent ADD CONSTRAINT intent_job_fkey FOREIGN KEY (job) REFERENCES job(id);
ALTER TABLE intent ADD CONSTRAINT intent_pkey PRIMARY KEY (id);
ALTER TABLE job ADD CONSTRAINT job_pkey PRIMARY KEY (id);
ALTER TABLE job_evidence ADD CONSTRAINT job_evidence_job_fkey FOREIGN KEY (job) REFERENCES job(id);
ALTER TABLE job_evidence ADD CONSTRAINT job_evidence_pkey PRIMARY KEY (job, kind);
ALTER TABLE job_external_ref ADD CONSTRAINT job_external_ref_job_fkey FOREIGN KEY (job) REFERENCES job(id);
ALTER TABLE job_external_ref ADD CONSTRAINT job_external_ref_pkey PRIMARY KEY (job, place);
ALTER TABLE log_checkpoint ADD CONSTRAINT log_checkpoint_pkey PRIMARY KEY (horizon);
ALTER TABLE log_head ADD CONSTRAINT log_head_one_check CHECK (one);
ALTER TABLE log_head ADD CONSTRAINT log_head_pkey PRIMARY KEY (one);
ALTER TABLE log_link ADD CONSTRAINT log_link_pkey PRIMARY KEY (id, at);
ALTER TABLE log_link_default ADD CONSTRAINT log_link_default_pkey PRIMARY KEY (id, at);
ALTER TABLE rate_bucket ADD CONSTRAINT rate_bucket_pkey PRIMARY KEY (id);
ALTER TABLE readiness_fleet ADD CONSTRAINT readiness_fleet_pkey PRIMARY KEY (id);
ALTER TABLE readiness_run ADD CONSTRAINT readiness_run_pkey PRIMARY KEY (id);
ALTER TABLE scheduled_tasks ADD CONSTRAINT scheduled_tasks_pkey PRIMARY KEY (task_name, task_instance);
ALTER TABLE transcript ADD CONSTRAINT transcript_pkey PRIMARY KEY (job, id, at);
ALTER TABLE transcript_default ADD CONSTRAINT transcript_default_pkey PRIMARY KEY (job, id, at);
ALTER TABLE upgrade_slot ADD CONSTRAINT upgrade_slot_pkey PRIMARY KEY (job);
ALTER TABLE waiver ADD CONSTRAINT waiver_pkey PRIMARY KEY (id);

CREATE INDEX action_request_pending ON public.action_request USING btree (job, id) WHERE (answered_at IS NULL);
CREATE UNIQUE INDEX action_request_pkey ON public.action_request USING btree (id);
CREATE INDEX api_key_by_former_hash ON public.api_key USING btree (former_sha256) WHERE (former_sha256 IS NOT NULL);
CREATE UNIQUE INDEX api_key_hash_is_unique ON public.api_key USING btree (sha256);
CREATE UNIQUE INDEX api_key_pkey ON public.api_key USING btree (id);
CREATE INDEX api_key_shown_by_key ON public.api_key_shown USING btree (key);
CREATE INDEX approval_by_job ON public.approval USING btree (job, id);
CREATE UNIQUE INDEX approval_pkey ON public.approval USING btree (id);
CREATE INDEX audit_entry_by_actor ON ONLY public.audit_entry USING btree (actor, id);
CREATE INDEX audit_entry_by_device ON ONLY public.audit_entry USING btree (device, id) WHERE (device IS NOT NULL);
CREATE INDEX audit_entry_by_job ON ONLY public.audit_entry USING btree (job, id) WHERE (job IS NOT NULL);
CREATE UNIQUE INDEX audit_entry_pkey ON ONLY public.audit_entry USING btree (id, at);
CREATE INDEX audit_entry_default_actor_id_idx ON public.audit_entry_default USING btree (actor, id);
CREATE INDEX audit_entry_default_device_id_idx ON public.audit_entry_default USING btree (device, id) WHERE (device IS NOT NULL);
CREATE INDEX audit_entry_default_job_id_idx ON public.audit_entry_default USING btree (job, id) WHERE (job IS NOT NULL);
CREATE UNIQUE INDEX audit_entry_default_pkey ON public.audit_entry_default USING btree (id, at);
CREATE INDEX copy_slot_by_site ON public.copy_slot USING btree (site, place);
CREATE UNIQUE INDEX copy_slot_pkey ON public.copy_slot USING btree (job);
CREATE UNIQUE INDEX credential_pkey ON public.credential USING btree (name);
CREATE INDEX device_by_credential ON public.device USING btree (credential);
CREATE INDEX device_by_platform ON public.device USING btree (platform, id);
CREATE INDEX device_by_role ON public.device USING btree (role, id);
CREATE INDEX device_by_site ON public.device USING btree (site, id);
CREATE INDEX device_by_tag ON public.device USING gin (tags);
CREATE UNIQUE INDEX device_name_is_unique ON public.device USING btree (name);
CREATE UNIQUE INDEX device_pkey ON public.device USING btree (id);
CREATE INDEX event_by_job ON ONLY public.event USING btree (job, id) WHERE (job IS NOT NULL);
CREATE UNIQUE INDEX event_pkey ON ONLY public.event USING btree (id, at);
CREATE INDEX event_default_by_job ON public.event_default USING btree (job, id) WHERE (job IS NOT NULL);
CREATE UNIQUE INDEX event_default_pkey ON public.event_default USING btree (id, at);
CREATE UNIQUE INDEX four_eyes_lifted_pkey ON public.four_eyes_lifted USING btree (id);
CREATE INDEX host_key_proposal_open ON public.host_key_proposal USING btree (device, at) WHERE (decided_at IS NULL);
CREATE UNIQUE INDEX host_key_proposal_pkey ON public.host_key_proposal USING btree (id);
CREATE INDEX idempotency_key_expiry ON public.idempotency_key USING btree (expires_at);
CREATE UNIQUE INDEX idempotency_key_pkey ON public.idempotency_key USING btree (principal, key);
CREATE UNIQUE INDEX image_filename_is_unique ON public.image USING btree (filename);
CREATE UNIQUE INDEX image_pkey ON public.image USING btree (id);
CREATE INDEX intent_by_job ON public.intent USING btree (job, id);
CREATE UNIQUE INDEX intent_pkey ON public.intent USING btree (id);
CREATE INDEX job_by_creation ON public.job USING btree (created_at);
CREATE INDEX job_by_device ON public.job USING btree (device, id);
CREATE INDEX job_by_end ON public.job USING btree (ended_as, id) WHERE (ended_as IS NOT NULL);
CREATE INDEX job_by_image ON public.job USING btree (image);
CREATE INDEX job_by_site ON public.job USING btree (site, id);
CREATE UNIQUE INDEX job_one_open_a_device ON public.job USING btree (device) WHERE open;
CREATE INDEX job_open ON public.job USING btree (id) WHERE open;
CREATE UNIQUE INDEX job_pkey ON public.job USING btree (id);
CREATE UNIQUE INDEX job_evidence_pkey ON public.job_evidence USING btree (job, kind);
CREATE INDEX job_by_external_ref ON public.job_external_ref USING btree (system, key, job);
CREATE UNIQUE INDEX job_external_ref_pkey ON public.job_external_ref USING btree (job, place);
CREATE UNIQUE INDEX log_checkpoint_pkey ON public.log_checkpoint USING btree (horizon);
CREATE UNIQUE INDEX log_head_pkey ON public.log_head USING btree (one);
CREATE UNIQUE INDEX log_link_pkey ON ONLY public.log_link USING btree (id, at);
CREATE UNIQUE INDEX log_link_default_pkey ON public.log_link_default USING btree (id, at);
CREATE INDEX rate_bucket_by_expiry ON public.rate_bucket USING btree (expires_at);
CREATE UNIQUE INDEX rate_bucket_pkey ON public.rate_bucket USING btree (id);
CREATE UNIQUE INDEX readiness_fleet_pkey ON public.readiness_fleet USING btree (id);
CREATE INDEX readiness_run_by_device ON public.readiness_run USING btree (device, id DESC);
CREATE INDEX readiness_run_by_fleet ON public.readiness_run USING btree (fleet, id) WHERE (fleet IS NOT NULL);
CREATE UNIQUE INDEX readiness_run_one_at_a_device ON public.readiness_run USING btree (device) WHERE (begun AND (state = 'RUNNING'::text));
CREATE UNIQUE INDEX readiness_run_pkey ON public.readiness_run USING btree (id);
CREATE INDEX readiness_run_to_be_planned ON public.readiness_run USING btree (fleet, id) WHERE (NOT planned);
CREATE INDEX scheduled_tasks_due ON public.scheduled_tasks USING btree (execution_time);
CREATE UNIQUE INDEX scheduled_tasks_pkey ON public.scheduled_tasks USING btree (task_name, task_instance);
CREATE UNIQUE INDEX transcript_pkey ON ONLY public.transcript USING btree (job, id, at);
CREATE UNIQUE INDEX transcript_default_pkey ON public.transcript_default USING btree (job, id, at);
CREATE INDEX upgrade_slot_granted ON public.upgrade_slot USING btree (site) WHERE granted;
CREATE UNIQUE INDEX upgrade_slot_pkey ON public.upgrade_slot USING btree (job);
CREATE INDEX upgrade_slot_waiting ON public.upgrade_slot USING btree (place) WHERE (NOT granted);
CREATE INDEX upgrade_slot_waiting_at_site ON public.upgrade_slot USING btree (site, place) WHERE (NOT granted);
CREATE INDEX waiver_by_device ON public.waiver USING btree (device, ends_at);
CREATE UNIQUE INDEX waiver_pkey ON public.waiver USING btree (id);

CREATE TABLE audit_entry_default PARTITION OF audit_entry DEFAULT;
CREATE TABLE event_default PARTITION OF event DEFAULT;
CREATE TABLE log_link_default PARTITION OF log_link DEFAULT;
CREATE TABLE transcript_default PARTITION OF transcript DEFAULT;

CREATE VIEW log_row AS  SELECT event.id,
    event.at,
    'EVENT'::text AS kind,
    event.type AS word,
    NULL::text AS actor,
    NULL::text AS outcome,
    event.job,
    event.device,
    event.data
   FROM event
UNION ALL
 SELECT audit_entry.id,
    audit_entry.at,
    'AUDIT'::text AS kind,
    audit_entry.action AS word,
    audit_entry.actor,
    audit_entry.outcome,
    audit_entry.job,
    audit_entry.device,
    audit_entry.data
   FROM audit_entry;

CREATE OR REPLACE FUNCTION public.drop_log(of_month date, horizon timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', '$user', 'public'
 SET lock_timeout TO '2s'
AS $function$
DECLARE
  suffix text := to_char(of_month, '_YYYY_MM');
  until timestamptz := (of_month + interval '1 month') AT TIME ZONE 'UTC';
  due boolean;
  unsealed boolean;
  last record;
  name text;
BEGIN
  SELECT bool_or(month = of_month) AND min(month) >= of_month INTO due FROM (
    SELECT old_months('event', horizon) UNION SELECT old_months('audit_entry', horizon)
    UNION SELECT old_months('log_link', horizon)) AS months (month);
  IF due IS NOT TRUE THEN
    RETURN false;
  END IF;
  SELECT EXISTS (SELECT FROM log_row, log_head WHERE log_row.at < until AND log_row.id > log_head.id)
    INTO unsealed;
  IF unsealed THEN
    RETURN false;
  END IF;
  SELECT l.id, l.hash INTO last FROM log_link l WHERE l.at < until ORDER BY l.id DESC LIMIT 1;
  IF last.id IS NULL THEN
    SELECT c.id, c.hash INTO last FROM log_checkpoint c ORDER BY c.horizon DESC LIMIT 1;
  END IF;
  INSERT INTO log_checkpoint (horizon, id, hash)
  VALUES (until, coalesce(last.id, 0), coalesce(last.hash, decode(repeat('00', 32), 'hex')));
  FOREACH name IN ARRAY ARRAY['event', 'audit_entry', 'log_link'] LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I', name || suffix);
  END LOOP;
  RETURN true;
END
$function$
;
CREATE OR REPLACE FUNCTION public.drop_transcripts(of_month date, horizon timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', '$user', 'public'
 SET lock_timeout TO '2s'
AS $function$
BEGIN
  IF of_month NOT IN (SELECT old_months('transcript', horizon)) THEN
    RETURN false;
  END IF;
  EXECUTE format('DROP TABLE %I', 'transcript' || to_char(of_month, '_YYYY_MM'));
  RETURN true;
END
$function$
;
CREATE OR REPLACE FUNCTION public.events_after(seen bigint, of_job uuid, wanted integer)
 RETURNS SETOF event
 LANGUAGE plpgsql
AS $function$
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
$function$
;
CREATE OR REPLACE FUNCTION public.make_month(parent text, month date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', '$user', 'public'
 SET lock_timeout TO '2s'
AS $function$
DECLARE
  part  text := parent || to_char(month, '_YYYY_MM');
  rest  text := parent || '_default';
  since timestamptz := date_trunc('month', month::timestamp) AT TIME ZONE 'UTC';
  until timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') AT TIME ZONE 'UTC';
  waiting boolean;
BEGIN
  PERFORM FROM pg_partitioned_table WHERE partrelid = to_regclass(quote_ident(parent));
  IF NOT FOUND THEN
    RAISE EXCEPTION '"%" is not kept by month', parent;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('hitless months', 0));
  IF to_regclass(quote_ident(part)) IS NOT NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, parent);
  -- Whoever writes takes the whole first: a row that was already on its way to the rest when the
  -- month appears would be refused there.
  EXECUTE format('LOCK TABLE ONLY %I IN SHARE ROW EXCLUSIVE MODE', parent);
  EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', rest);
  EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE at >= $1 AND at < $2)', rest)
    INTO waiting USING since, until;
  IF waiting THEN
    -- The rows change their place, not themselves.
    EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', rest);
    EXECUTE format('WITH moved AS (DELETE FROM %I WHERE at >= $1 AND at < $2 RETURNING *)
      INSERT INTO %I SELECT * FROM moved', rest, part) USING since, until;
    EXECUTE format('ALTER TABLE %I ENABLE TRIGGER USER', rest);
  END IF;
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    parent, part, since, until);
  EXECUTE format('CREATE TRIGGER part_is_append_only BEFORE TRUNCATE ON %I
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log()', part);
  RETURN true;
END
$function$
;
CREATE OR REPLACE FUNCTION public.missing_months(parent text, ahead integer)
 RETURNS SETOF date
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', '$user', 'public'
AS $function$
BEGIN
  RETURN QUERY EXECUTE format($q$
    SELECT month FROM (
      SELECT (date_trunc('month', now() AT TIME ZONE 'UTC') + n * interval '1 month')::date AS month
      FROM generate_series(0, $1) AS n
      UNION
      SELECT DISTINCT date_trunc('month', at AT TIME ZONE 'UTC')::date FROM %I
      WHERE at > now() - interval '10 years' AND at < now() + interval '1 year'
    ) AS wanted
    WHERE to_regclass(quote_ident(%L || to_char(month, '_YYYY_MM'))) IS NULL
    ORDER BY month
    $q$, parent || '_default', parent) USING ahead;
END
$function$
;
CREATE OR REPLACE FUNCTION public.newest_event_id()
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
DECLARE
  settled bigint := settled_event_id();
  newest bigint;
BEGIN
  SELECT max(id) INTO newest FROM event WHERE id <= settled;
  RETURN coalesce(newest, 0);
END
$function$
;
CREATE OR REPLACE FUNCTION public.next_event_id()
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF coalesce(current_setting('hitless.draws_event_ids', true), '') = '' THEN
    -- 18516 (0x4854, "HT") in the upper 16 bits keeps these keys apart from other people's
    PERFORM pg_advisory_xact_lock_shared((18516::bigint << 48) | (SELECT last_value FROM event_id));
    PERFORM set_config('hitless.draws_event_ids', 'yes', true);
  END IF;
  RETURN nextval('event_id');
END
$function$
;
CREATE OR REPLACE FUNCTION public.old_months(parent text, horizon timestamp with time zone)
 RETURNS SETOF date
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', '$user', 'public'
AS $function$
  SELECT month FROM (
    SELECT to_date(right(part.relname, 7), 'YYYY_MM') AS month
    FROM pg_inherits JOIN pg_class part ON part.oid = inhrelid
    WHERE inhparent = to_regclass(quote_ident(parent))
      AND part.relname ~ '_[0-9]{4}_[0-9]{2}$'
  ) AS months
  WHERE (month + interval '1 month') AT TIME ZONE 'UTC'
    <= least(horizon, now() - interval '30 days')
  ORDER BY month
$function$
;
CREATE OR REPLACE FUNCTION public.refuse_to_rewrite_the_log()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'the table "%" is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$function$
;
CREATE OR REPLACE FUNCTION public.settled_event_id()
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
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
$function$
;

CREATE TRIGGER api_key_shown_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.api_key_shown FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER approval_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.approval FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER audit_entry_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER audit_entry_row_is_append_only BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER audit_entry_row_is_append_only BEFORE DELETE OR UPDATE ON public.audit_entry_default FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER event_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER event_row_is_append_only BEFORE DELETE OR UPDATE ON public.event FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER event_row_is_append_only BEFORE DELETE OR UPDATE ON public.event_default FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER four_eyes_lifted_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.four_eyes_lifted FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER log_checkpoint_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.log_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER log_link_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.log_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER log_link_row_is_append_only BEFORE DELETE OR UPDATE ON public.log_link FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER log_link_row_is_append_only BEFORE DELETE OR UPDATE ON public.log_link_default FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER part_is_append_only BEFORE TRUNCATE ON public.audit_entry_default FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER part_is_append_only BEFORE TRUNCATE ON public.event_default FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER part_is_append_only BEFORE TRUNCATE ON public.log_link_default FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER part_is_append_only BEFORE TRUNCATE ON public.transcript_default FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER transcript_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.transcript FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER transcript_row_is_append_only BEFORE DELETE OR UPDATE ON public.transcript FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER transcript_row_is_append_only BEFORE DELETE OR UPDATE ON public.transcript_default FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_log();

