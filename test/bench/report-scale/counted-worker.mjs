// Stands in front of the built Worker and says in headers what an answer asked of D1. The build
// knows nothing of it: the benchmark puts it into the copy that it serves.
import { withEnv } from 'cloudflare:workers';
import worker from './entry.mjs';

// biome-ignore lint/style/noDefaultExport: a Worker is its default export.
export default {
  async fetch(request, env, ctx) {
    const asked = { statements: 0, trips: 0, rowsRead: 0 };
    const counted = { ...env, DB: counting(env.DB, asked) };
    // Pages read the environment by themselves, and some while their body is being sent.
    const [response, body] = await withEnv(counted, async () => {
      const answer = await worker.fetch(request, counted, ctx);
      return [answer, await answer.arrayBuffer()];
    });
    const headers = new Headers(response.headers);
    headers.set('X-D1-Statements', String(asked.statements));
    headers.set('X-D1-Trips', String(asked.trips));
    headers.set('X-D1-Rows-Read', String(asked.rowsRead));
    return new Response(body, { status: response.status, headers });
  },
};

function counting(db, asked) {
  const real = new WeakMap();
  const note = (results) => {
    asked.trips += 1;
    for (const { meta } of results) {
      asked.statements += 1;
      asked.rowsRead += meta.rows_read;
    }
    return results;
  };
  const wrap = (statement) => {
    const all = async () => note([await statement.all()])[0];
    const wrapped = {
      bind: (...values) => wrap(statement.bind(...values)),
      all,
      run: all,
      first: async () => (await all()).results[0] ?? null,
    };
    real.set(wrapped, statement);
    return wrapped;
  };
  return {
    prepare: (text) => wrap(db.prepare(text)),
    batch: async (statements) => note(await db.batch(statements.map((one) => real.get(one)))),
  };
}
