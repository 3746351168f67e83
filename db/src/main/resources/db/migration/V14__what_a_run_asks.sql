SET LOCAL lock_timeout = '5s';

-- A run asks whether a device may be upgraded, or what our account may do on it. Replicas of the release before
-- would look at the first kind only; they read a run of the second as one of the first, which reads no more than it may.
ALTER TABLE readiness_run ADD COLUMN kind text NOT NULL DEFAULT 'READINESS';
