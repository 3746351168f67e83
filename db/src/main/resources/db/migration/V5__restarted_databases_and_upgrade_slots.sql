SET LOCAL lock_timeout = '5s';

-- Which start of which database a job was last claimed in, and whether that was another one than the
-- claim before: after a restart, a failover to a copy, or a backup that was restored, what the row says
-- of the device may be old. Written by claims alone; a release that doesn't know them leaves them be.
ALTER TABLE job ADD COLUMN claimed_in text, ADD COLUMN restarted boolean;

-- Which upgrades may have their device between two releases now, and who is next at a site. A row
-- counts while its job is open (JdbcUpgradeSlots says when exactly), so that nothing has to be given
-- back by whoever crashed. `site` is empty for devices without one. Changed under one lock.
CREATE TABLE upgrade_slot (
  job     uuid PRIMARY KEY,
  site    text    NOT NULL,
  place   bigint  NOT NULL GENERATED ALWAYS AS IDENTITY,
  granted boolean NOT NULL
);
