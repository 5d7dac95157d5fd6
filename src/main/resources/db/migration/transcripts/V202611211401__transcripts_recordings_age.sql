-- What is removed by its age. Both stay as they are while a recording is written, so that its row can be updated in its page.
create index recordings_ended on recordings (ended_at) where ended_at is not null;
create index recordings_begun on recordings (created_at) where ended_at is null;
