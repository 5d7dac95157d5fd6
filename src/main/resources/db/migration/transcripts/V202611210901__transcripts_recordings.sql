-- One row a live recording, for as long as it can be written or resumed. Whoever writes must hold
-- the current epoch; updated with every final, hence the room for new versions in every page.
create table recordings (
  message_id   text collate "C" primary key,     -- a ULID: groups its chunks and utterances
  owner_id     text        not null,
  session_id   text        not null,
  meeting_id   text collate "C",
  epoch        integer     not null,
  resume_key   bytea       unique,               -- SHA-256 of the token that takes it over
  settled_ms   bigint      not null default 0,   -- audio before this is not needed any more
  words_end_ms bigint      not null default 0,   -- the end of the last word that is stored
  speakers     integer     not null default 0,   -- how many speaker numbers are taken
  created_at   timestamptz not null,
  active_at    timestamptz not null,
  ended_at     timestamptz
) with (fillfactor = 70);

create index recordings_meeting on recordings (meeting_id) where meeting_id is not null;
