-- Two hundred meetings of the one user of a fresh database, the newest of them with 10,000 utterances. Prints that meeting's id.
\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on
select id as host from app_user limit 1 \gset

insert into meetings
select lpad(n::text, 26, '0'), :'host', array[:'host', 'em:ada@example.com', 'em:grace@example.com'], '{}', 'Weekly ' || n, 'en-US',
  array['ko', 'ja'], '{}', t, t + interval '1 hour', null, t, t + interval '1 hour'
from (select n, timestamptz '2026-01-01Z' + n * interval '90 minutes' as t from generate_series(1, 200) n) as each;

insert into meeting_participants
select m.id, p.entry, p.ordinality, case when p.entry = m.host_id then m.host_id end, p.entry = m.host_id, false, m.updated_at
from meetings m cross join unnest(m.participant_ids) with ordinality as p (entry, ordinality);

insert into utterances
select 'u' || lpad(n::text, 25, '0'), lpad('200', 26, '0'), 'm1', :'host', lpad('200', 26, '0'), (n % 3)::text,
  'An utterance of about a dozen words, as people say them when they meet, number ' || n, null, 0.97, 'en-US', n * 3000, n * 3000 + 2800, false, t, t, t
from (select n, timestamptz '2026-01-01Z' + n * interval '1 second' as t from generate_series(1, 10000) n) as each;

analyze;
select lpad('200', 26, '0');
