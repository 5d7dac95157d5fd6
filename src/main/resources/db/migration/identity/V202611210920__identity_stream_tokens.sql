-- Not used yet, or never: using one deletes it, and what expired is deleted soon after.
create table stream_token (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  key_id text not null references api_key on delete cascade,
  expires_at timestamptz not null
);

create index stream_token_expiry on stream_token (expires_at);
create index stream_token_key on stream_token (key_id);
