-- What was answered to a request that its client named. Written in the transaction of the effect: one without the other cannot be.
create table idempotent_requests (
  owner_id    text        not null,
  endpoint    text        not null,
  key         text        not null check (char_length(key) <= 255),
  fingerprint bytea       not null,              -- SHA-256 of what was asked
  subject     text,                              -- the id of what was made; null again once that was deleted
  reply       text,                              -- JSON; likewise
  expires_at  timestamptz not null,
  primary key (owner_id, endpoint, key)
);

create index idempotent_requests_subject on idempotent_requests (subject) where subject is not null;
create index idempotent_requests_expiry on idempotent_requests (expires_at);
