-- What a recording has to know of itself when it is resumed elsewhere.
alter table recordings
  add column gap_end_ms bigint  not null default 0, -- where the last stretch ends that is heard afterwards
  add column finals     integer not null default 0; -- how many finals are stored

-- The place of a final among those of its live recording, from 0; null for what comes from files.
alter table utterances add column number integer;
