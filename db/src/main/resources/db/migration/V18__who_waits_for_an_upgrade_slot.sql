SET LOCAL lock_timeout = '5s';

-- What a job that waits for its slot looks at each time that it asks (JdbcUpgradeSlots): who has one, who
-- asked earlier at its site, and who asked earlier at all.
CREATE INDEX upgrade_slot_granted ON upgrade_slot (site) WHERE granted;
CREATE INDEX upgrade_slot_waiting_at_site ON upgrade_slot (site, place) WHERE NOT granted;
CREATE INDEX upgrade_slot_waiting ON upgrade_slot (place) WHERE NOT granted;
