// The same queries, checks and JSON as the service's get-meetings and get-transcript-utterances, on fastify and pg, for one user.
// DATABASE_URL, BENCH_KEY, BENCH_USER, PORT. The key check costs no query, as in the service.
import { createHash, timingSafeEqual } from 'node:crypto';
import fastify from 'fastify';
import pg from 'pg';

const { DATABASE_URL, BENCH_KEY, BENCH_USER, PORT } = process.env;
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => text.replace(' ', 'T').replace(/(\.\d+)?\+00$/, (_, f = '.') => f.padEnd(7, '0') + 'Z'));
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 16, options: '-c TimeZone=UTC' });
const known = createHash('sha256').update(BENCH_KEY).digest();
const app = fastify();

app.addHook('onRequest', async (request, reply) => {
  const key = request.headers['x-api-key'];
  if (!key || !timingSafeEqual(createHash('sha256').update(key).digest(), known)) {
    reply.code(401);
    return reply.send({ success: false, error: 'Invalid API key', code: 'UNAUTHENTICATED' });
  }
});

const limit = (value, standard, most) => Math.min(most, Number(value) || standard);

const MEETINGS = `
  select m.id, m.host_id as host_user_id, m.participant_ids, case when m.end_at is null then 'MS_LIVE' else 'MS_ENDED' end as status,
    m.title, m.language, m.translation_languages, m.co_host_ids, m.tags, m.start_at, m.end_at, m.created_at, m.updated_at
  from (select distinct on (updated_at) meeting_id, updated_at from meeting_participants
    where user_id = $1 and updated_at < $2 order by updated_at desc limit $3) p
  join lateral (select * from meetings where id = p.meeting_id limit 1) m on true
  order by p.updated_at desc`;

app.post('/v1/get-meetings', async ({ body }) => {
  const most = limit(body.limit, 50, 50);
  const { rows } = await pool.query({ name: 'meetings', text: MEETINGS, values: [BENCH_USER, body.last_updated_at || 'infinity', most + 1] });
  const more = rows.length > most;
  if (more) rows.pop();
  return { meetings: rows, has_more: more, next_cursor: more ? rows.at(-1).updated_at : null };
});

const TAKES_PART = 'select 1 from meeting_participants where meeting_id = $1 and user_id = $2';
const UTTERANCES = `
  select id, meeting_id, message_id, speaker, transcript, coalesce(original_transcript, transcript) as original_transcript, confidence,
    language, start_ms, end_ms, original_transcript is not null as is_edited, created_at, updated_at
  from utterances where meeting_id = $1 and updated_at > $2 order by updated_at limit $3`;

app.post('/v1/get-transcript-utterances', async ({ body }, reply) => {
  const part = await pool.query({ name: 'part', text: TAKES_PART, values: [body.meeting_id, BENCH_USER] });
  if (part.rowCount === 0) {
    reply.code(404);
    return { success: false, error: 'Meeting not found', code: 'NOT_FOUND' };
  }
  const most = limit(body.limit, 100, 1000);
  const { rows } = await pool.query({ name: 'utterances', text: UTTERANCES, values: [body.meeting_id, body.last_updated_at, most + 1] });
  const more = rows.length > most;
  if (more) rows.pop();
  return { utterances: rows, has_more: more, next_cursor: rows.at(-1)?.updated_at ?? body.last_updated_at };
});

await app.listen({ host: '127.0.0.1', port: Number(PORT) });
