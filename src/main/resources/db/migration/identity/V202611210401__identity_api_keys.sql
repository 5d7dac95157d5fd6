-- A live key sits in one of its owner's five slots. A revoked one has left it, but stays: what was
-- revoked must not come back by being provisioned again.
create table api_key (
  id text primary key,
  owner_id text not null references app_user on delete cascade,
  slot smallint check (slot between 1 and 5),
  hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
  last_four text not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  unique (owner_id, slot),
  check ((slot is null) = (revoked_at is not null))
);
