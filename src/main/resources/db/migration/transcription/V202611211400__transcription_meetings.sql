-- Whose recording a file is goes with its meeting: the row is removed when that is deleted.
alter table transcriptions add column meeting_id text;

create index transcriptions_meeting on transcriptions (meeting_id) where meeting_id is not null;
