-- What participants wrote to each other. Rows of a deleted meeting stay until a job has removed them, hence no foreign key.
create table meeting_messages (
  id         text primary key,
  meeting_id text        not null,
  user_id    text        not null,               -- who wrote it
  type       text        not null,
  text       text        not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create unique index meeting_messages_pages on meeting_messages (meeting_id, updated_at desc);
