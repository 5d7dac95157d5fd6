-- The newest time that was given to a row of each scope. Locked by whoever takes the next one until
-- its transaction ends, hence the room for new versions in every page.
create table commit_clock (
  scope text collate "C" primary key,
  last  timestamptz not null
) with (fillfactor = 50);
