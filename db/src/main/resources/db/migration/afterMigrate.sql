-- What the service may do, where there is a role `hitless_service` for it besides the owner who
-- migrates: everything it does, but neither change nor remove what is in the log, nor alter tables.
-- Said again after every migration, so that new tables are included. Months are reached through
-- their whole table, which is what has the rights.
DO $$
DECLARE
  relation record;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hitless_service') THEN
    RETURN;
  END IF;
  FOR relation IN
    SELECT c.oid::regclass AS name, c.relkind,
      c.relname IN ('event', 'transcript', 'approval', 'api_key_shown', 'four_eyes_lifted', 'audit_entry', 'log_link',
        'log_checkpoint') AS log
    FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S')
      AND NOT c.relispartition AND c.relname <> 'flyway_schema_history'
  LOOP
    IF relation.relkind = 'S' THEN
      EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO hitless_service', relation.name);
    ELSIF relation.relkind = 'v' THEN
      EXECUTE format('GRANT SELECT ON %s TO hitless_service', relation.name);
    ELSE
      EXECUTE format('REVOKE ALL ON %s FROM hitless_service', relation.name);
      EXECUTE format('GRANT SELECT, INSERT%s ON %s TO hitless_service',
        CASE WHEN relation.log THEN '' ELSE ', UPDATE, DELETE' END, relation.name);
    END IF;
  END LOOP;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO hitless_service', current_schema());
END
$$;
