-- A meeting as replies show it. The two lists of people repeat what meeting_participants says, so that a page of meetings is read
-- from one row each; both are written under the lock of the meeting's row.
create table meetings (
  id                    text primary key check (id ~ '^[0-7][0-9A-Z]{25}$'),
  host_id               text        not null,
  participant_ids       text[]      not null,
  co_host_ids           text[]      not null,
  title                 text        not null,
  language              text        not null,
  translation_languages text[]      not null,
  tags                  text[]      not null default '{}',
  start_at              timestamptz not null,
  end_at                timestamptz,              -- null while it goes on
  closes_at             timestamptz,              -- when it ends by itself; null once it has ended
  created_at            timestamptz not null,
  updated_at            timestamptz not null unique,
  check ((end_at is null) <> (closes_at is null))
);

create index meetings_closing on meetings (closes_at) where closes_at is not null;

-- Who was listed, as they were listed. One person may be listed twice, by an id and by addresses; until they open the meeting nobody
-- may see that it is one person.
create table meeting_participants (
  meeting_id text        not null references meetings on delete cascade,
  entry      text        not null,               -- 'em:' and an address, or a user id
  position   integer     not null,
  user_id    text,                               -- whose verified address that is, as far as known
  opened     boolean     not null,               -- the user has opened the meeting: shown by id
  co_host    boolean     not null,
  updated_at timestamptz not null,               -- the meeting's
  primary key (meeting_id, entry),
  check (user_id is not null or not opened)
);

create index meeting_participants_user on meeting_participants (user_id, meeting_id);
create index meeting_participants_pages on meeting_participants (user_id, updated_at desc);
create index meeting_participants_unknown on meeting_participants (entry) where user_id is null;
