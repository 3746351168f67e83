-- Events and transcripts are kept by month, so that old ones go by dropping a table.
--
-- The tables of before become the parts that take whatever has no month of its own: no row is moved
-- here, and none is ever refused. `tend_months` makes the months ahead and takes along what lies in
-- the default part; replicas of the release before go on writing into the same names.
SET LOCAL lock_timeout = '5s';

-- ---------------------------------------------------------------------------------------------
-- Events
-- ---------------------------------------------------------------------------------------------

DROP FUNCTION events_after(bigint, uuid, integer);
DROP TRIGGER event_is_append_only ON event;
ALTER TABLE event RENAME TO event_default;
ALTER TABLE event_default DROP CONSTRAINT event_pkey;
ALTER TABLE event_default ADD CONSTRAINT event_default_pkey PRIMARY KEY (id, at);
ALTER INDEX event_by_job RENAME TO event_default_by_job;

CREATE TABLE event (
  id     bigint      NOT NULL DEFAULT next_event_id(),
  at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  type   text        NOT NULL,
  job    uuid,
  device uuid,
  data   jsonb       NOT NULL,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX event_by_job ON event (job, id) WHERE job IS NOT NULL;
ALTER TABLE event ATTACH PARTITION event_default DEFAULT;
ALTER SEQUENCE event_id OWNED BY event.id;

-- As in V1, of the table of today.
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

-- ---------------------------------------------------------------------------------------------
-- Transcripts
-- ---------------------------------------------------------------------------------------------

ALTER TABLE transcript RENAME TO transcript_default;
ALTER TABLE transcript_default ALTER COLUMN id DROP IDENTITY;
ALTER TABLE transcript_default DROP CONSTRAINT transcript_pkey;
ALTER TABLE transcript_default ADD CONSTRAINT transcript_default_pkey PRIMARY KEY (job, id, at);

CREATE SEQUENCE transcript_id AS bigint;
SELECT setval('transcript_id', coalesce((SELECT max(id) FROM transcript_default), 0) + 1, false);
ALTER TABLE transcript_default ALTER COLUMN id SET DEFAULT nextval('transcript_id');

CREATE TABLE transcript (
  id           bigint      NOT NULL DEFAULT nextval('transcript_id'),
  job          uuid        NOT NULL,
  at           timestamptz NOT NULL,
  sent         boolean     NOT NULL,
  text         text        NOT NULL,
  kind         text,
  epoch        bigint,
  conversation int,
  PRIMARY KEY (job, id, at)
) PARTITION BY RANGE (at);
ALTER TABLE transcript ATTACH PARTITION transcript_default DEFAULT;
ALTER SEQUENCE transcript_id OWNED BY transcript.id;

-- ---------------------------------------------------------------------------------------------
-- Append-only, whichever way a row is reached: by the whole table, by a month, by truncating one.
-- The row triggers are passed on to each month by PostgreSQL, the others by `tend_months`.
-- ---------------------------------------------------------------------------------------------

CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER event_row_is_append_only BEFORE UPDATE OR DELETE ON event
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER part_is_append_only BEFORE TRUNCATE ON event_default
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER transcript_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transcript
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER transcript_row_is_append_only BEFORE UPDATE OR DELETE ON transcript
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_log();
CREATE TRIGGER part_is_append_only BEFORE TRUNCATE ON transcript_default
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();

-- ---------------------------------------------------------------------------------------------
-- Months. With the rights of the owner, so that the service itself needs none to alter tables.
-- ---------------------------------------------------------------------------------------------

-- Makes one month (UTC) of a table whose rows are kept by `at`; false when it is there already.
-- The month is filled and indexed before it is attached. What can't be locked at once is tried again
-- at the next upkeep.
CREATE FUNCTION make_month(parent text, month date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '2s' AS $$
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
$$;

-- The months that should be there and are not: this one, `ahead` more, and those of the rows in the
-- default part. What claims to be from another decade stays where it is.
CREATE FUNCTION missing_months(parent text, ahead integer) RETURNS SETOF date
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
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
$$;

-- The months that ended before `horizon`, oldest first. Nothing younger than 30 days is ever old,
-- whoever asks: this is what keeps the service from emptying its own log.
CREATE FUNCTION old_months(parent text, horizon timestamptz) RETURNS SETOF date
LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  SELECT month FROM (
    SELECT to_date(right(part.relname, 7), 'YYYY_MM') AS month
    FROM pg_inherits JOIN pg_class part ON part.oid = inhrelid
    WHERE inhparent = to_regclass(quote_ident(parent))
      AND part.relname ~ '_[0-9]{4}_[0-9]{2}$'
  ) AS months
  WHERE (month + interval '1 month') AT TIME ZONE 'UTC'
    <= least(horizon, now() - interval '30 days')
  ORDER BY month
$$;

-- Drops one month of the transcripts, if it is old.
CREATE FUNCTION drop_transcripts(of_month date, horizon timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '2s' AS $$
BEGIN
  IF of_month NOT IN (SELECT old_months('transcript', horizon)) THEN
    RETURN false;
  END IF;
  EXECUTE format('DROP TABLE %I', 'transcript' || to_char(of_month, '_YYYY_MM'));
  RETURN true;
END
$$;
