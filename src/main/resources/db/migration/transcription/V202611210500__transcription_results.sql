-- One row a piece of work on a file: while it runs it says what to do, afterwards what came of it.
create table transcriptions (
  id              text primary key,             -- a ULID: the newest of a session is the session's result
  owner_id        text        not null,
  key_id          text        not null,         -- whose permits it uses
  session_id      text        not null,
  fingerprint     text        not null,         -- of the audio and the options: equal work is joined
  status          text        not null check (status in ('RUNNING', 'DONE', 'FAILED')),
  audio_url       text,                         -- until it is finished; null for an upload
  diarization     boolean     not null,
  language_hints  text        not null,         -- comma-separated
  attempts        integer     not null default 0,
  upload_seen_at  timestamptz,                  -- when a replica that holds the upload last said so
  reply           text,                         -- JSON, when done
  error_code      text,                         -- when failed
  error_message   text,
  retry_after_ms  bigint,
  created_at      timestamptz not null,
  expires_at      timestamptz not null
);

create index transcriptions_session on transcriptions (owner_id, session_id, id desc);
create index transcriptions_running on transcriptions (key_id) where status = 'RUNNING';
create index transcriptions_expiry on transcriptions (expires_at);
