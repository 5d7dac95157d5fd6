-- The newest state of each chunk of a live recording, as the participants of its meeting follow it.
create table live_chunks (
  id         text collate "C" primary key,
  meeting_id text collate "C" not null,
  message_id text collate "C" not null,
  owner_id   text             not null,
  session_id text             not null,
  speaker    text             not null,
  text       text             not null,
  is_final   boolean          not null,
  language   text             not null,
  start_ms   bigint           not null,
  end_ms     bigint           not null,
  created_at timestamptz      not null,
  updated_at timestamptz      not null          -- of the meeting's commit clock
);

create index live_chunks_meeting on live_chunks (meeting_id, updated_at);
create index live_chunks_message on live_chunks (message_id, updated_at);
create index live_chunks_open on live_chunks (message_id) where not is_final;

-- What was said, of live recordings and of files. Without a meeting it is its owner's alone.
create table utterances (
  id                  text collate "C" primary key,
  meeting_id          text collate "C",
  message_id          text collate "C" not null,
  owner_id            text             not null,
  session_id          text             not null,
  speaker             text             not null,
  transcript          text             not null,
  original_transcript text,                     -- null until it is corrected
  confidence          double precision not null,
  language            text             not null,
  start_ms            bigint           not null,
  end_ms              bigint           not null,
  is_repaired         boolean          not null, -- recognised afterwards, from a file
  spoken_at           timestamptz      not null, -- the order of all recordings of a meeting
  created_at          timestamptz      not null,
  updated_at          timestamptz      not null  -- of the meeting's commit clock
);

create index utterances_meeting on utterances (meeting_id, updated_at) where meeting_id is not null;
create index utterances_message on utterances (message_id, updated_at);
create index utterances_private on utterances (updated_at) where meeting_id is null;
