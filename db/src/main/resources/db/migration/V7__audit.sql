-- Who did what, from where and why; and the chain of hashes over everything in the log.
SET LOCAL lock_timeout = '5s';

-- What people and services asked for, and what was used for them. Ids are those of the log of events:
-- both tables together are one log, in one order. They are two, because readers of events may not see
-- all of this.
CREATE TABLE audit_entry (
  id      bigint      NOT NULL DEFAULT next_event_id(),
  at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor   text        NOT NULL,
  action  text        NOT NULL,
  outcome text        NOT NULL,
  job     uuid,
  device  uuid,
  data    jsonb       NOT NULL,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX audit_entry_by_job ON audit_entry (job, id) WHERE job IS NOT NULL;
CREATE INDEX audit_entry_by_device ON audit_entry (device, id) WHERE device IS NOT NULL;
CREATE INDEX audit_entry_by_actor ON audit_entry (actor, id);
CREATE TABLE audit_entry_default PARTITION OF audit_entry DEFAULT;

-- The log in one shape, for whoever reads it in order.
CREATE VIEW log_row AS
  SELECT id, at, 'EVENT' AS kind, type AS word, NULL::text AS actor, NULL::text AS outcome,
    job, device, data FROM event
  UNION ALL
  SELECT id, at, 'AUDIT', action, actor, outcome, job, device, data FROM audit_entry;

-- One row of the log, sealed: `digest` is SHA-256 of the row in canonical JSON, `hash` is SHA-256 of
-- the hash before and the digest. Sealed in the order of ids, so that the months of this table are
-- pieces of the chain.
CREATE TABLE log_link (
  id     bigint      NOT NULL,
  at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  row_at timestamptz NOT NULL,
  digest bytea       NOT NULL,
  hash   bytea       NOT NULL,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE log_link_default PARTITION OF log_link DEFAULT;

-- How far the chain is. Whoever seals holds this row, so that there is one at a time.
CREATE TABLE log_head (
  one  boolean PRIMARY KEY DEFAULT true CHECK (one),
  id   bigint NOT NULL,
  hash bytea  NOT NULL
);
INSERT INTO log_head (id, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

-- Where the chain begins once months were dropped: the last link that is gone. Rows from before
-- `horizon` may be gone as well, though a later link still tells of them.
CREATE TABLE log_checkpoint (
  horizon timestamptz PRIMARY KEY,
  id      bigint      NOT NULL,
  hash    bytea       NOT NULL,
  at      timestamptz NOT NULL DEFAULT clock_timestamp()
);

DO $$
DECLARE
  kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['audit_entry', 'log_link', 'log_checkpoint'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log()', kept || '_is_append_only', kept);
    IF kept <> 'log_checkpoint' THEN
      EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I
        FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_log()', kept || '_row_is_append_only', kept);
      EXECUTE format('CREATE TRIGGER part_is_append_only BEFORE TRUNCATE ON %I
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log()', kept || '_default');
    END IF;
  END LOOP;
END
$$;

-- Drops one month of the log, if it is old and sealed, and leaves a checkpoint.
CREATE FUNCTION drop_log(of_month date, horizon timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '2s' AS $$
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
$$;
