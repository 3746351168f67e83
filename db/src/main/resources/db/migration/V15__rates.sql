SET LOCAL lock_timeout = '5s';

-- How much of its rate each caller has left, as Bucket4j keeps it. Losing it forgives, no more.
CREATE UNLOGGED TABLE rate_bucket (
  id         text PRIMARY KEY,
  state      bytea,
  expires_at bigint
);
CREATE INDEX rate_bucket_by_expiry ON rate_bucket (expires_at);
