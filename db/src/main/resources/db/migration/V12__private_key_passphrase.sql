-- What opens a private key that is encrypted itself. Sealed like its neighbours.
SET LOCAL lock_timeout = '5s';

ALTER TABLE credential ADD COLUMN key_passphrase bytea;
