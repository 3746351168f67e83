SET LOCAL lock_timeout = '5s';

-- Who answers for an order or a wish, whatever key or login it came with. Absent in what a replica of
-- an earlier release wrote: there the name stands for the person.
ALTER TABLE job ADD COLUMN author_person text;
ALTER TABLE action_request ADD COLUMN requested_by_person text;
UPDATE job SET author_person = api_key.owner FROM api_key
  WHERE job.open AND api_key.name = job.author AND api_key.owner IS NOT NULL;
UPDATE action_request SET requested_by_person = api_key.owner FROM api_key
  WHERE answered_at IS NULL AND api_key.name = requested_by AND api_key.owner IS NOT NULL;

-- What a second person decided, or somebody in an emergency. Never changed: the newest one about the
-- same thing counts, and whether it counts is found out right before the command.
CREATE TABLE approval (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job          uuid        NOT NULL REFERENCES job,
  -- the request for clear install state that it is about; NULL: the upgrade itself
  clear        bigint      REFERENCES action_request,
  decision     text        NOT NULL,
  digest       text        NOT NULL,
  caller       text        NOT NULL,
  name         text        NOT NULL,
  person       text        NOT NULL,
  reason       text        NOT NULL,
  at           timestamptz NOT NULL,
  ends_at      timestamptz NOT NULL,
  -- what told the job's turn
  request      bigint      NOT NULL REFERENCES action_request,
  -- the job's newest intent then: what comes later is what was approved
  after_intent bigint      NOT NULL
);
CREATE INDEX approval_by_job ON approval (job, id);

CREATE TRIGGER approval_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON approval
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();

-- Who saw the text of a key when it was made or rotated, and so can be its bearer. Whoever saw a key of
-- who asks is no second person, nor is whose key was seen by who asks.
CREATE TABLE api_key_shown (
  key    uuid        NOT NULL REFERENCES api_key,
  person text        NOT NULL,
  at     timestamptz NOT NULL
);
CREATE INDEX api_key_shown_by_key ON api_key_shown (key);

CREATE TRIGGER api_key_shown_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON api_key_shown
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();

-- Who took a switch out of four eyes, with what it is recognised by should it be registered anew: they
-- don't upgrade it alone.
CREATE TABLE four_eyes_lifted (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  device    uuid        NOT NULL,
  address   text        NOT NULL,
  port      integer     NOT NULL,
  host_keys text[]      NOT NULL,
  serials   text[]      NOT NULL,
  person    text        NOT NULL,
  at        timestamptz NOT NULL
);

CREATE TRIGGER four_eyes_lifted_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON four_eyes_lifted
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_log();
