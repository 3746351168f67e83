-- The role that dashboards read with: what an operator may see, and no credential, key, transcript or stored answer.
-- psql -v password="…" -f reader.sql, as a superuser or as the owner of the schema who may create roles, once the service has made its tables.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hitless_reader') THEN
    CREATE ROLE hitless_reader LOGIN;
  END IF;
END $$;
ALTER ROLE hitless_reader PASSWORD :'password';
ALTER ROLE hitless_reader SET default_transaction_read_only = on;
ALTER ROLE hitless_reader SET statement_timeout = '10s';
ALTER ROLE hitless_reader CONNECTION LIMIT 8;
GRANT USAGE ON SCHEMA public TO hitless_reader;
GRANT SELECT ON job, device, image, event, intent, readiness_run TO hitless_reader;
