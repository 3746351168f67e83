-- The flight recorder: what a piece is, and to which session it belongs.
--
-- Absent in rows of the release before, which knows `sent` alone; that is still written for it.
SET LOCAL lock_timeout = '5s';

ALTER TABLE transcript
  ADD COLUMN kind text,          -- OPENED, TYPED, PRINTED, NOTED, CLOSED
  ADD COLUMN epoch bigint,       -- of the lease that the session was held under
  ADD COLUMN conversation int;   -- number of the session within that lease
