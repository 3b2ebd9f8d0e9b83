import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import type { MeasuredReport } from '#experiments/planning/measured.ts';
import { ROOT } from '#site/commands/local/settings.ts';

export const KEY = 'key-of-the-report-in-these-tests';

/** Runs `npm run plan -- …` as its own process. Without a PORT no local server answers: port 9. */
export async function runPlan(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) {
  const child = spawn(process.execPath, ['site/commands/plan.ts', ...words], {
    cwd: ROOT,
    env: { ...process.env, PORT: '9', TRUELIFT_REPORT_KEY: KEY, ...environment },
  });
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: code as number, out, error };
}

/** A site that knows these reports and opens to `KEY` alone; gives its address. */
export async function serveReports(reports: Readonly<Record<string, MeasuredReport>>) {
  const server = createServer((request, response) => {
    const id = /^\/report\/api\/experiments\/([a-z-]+)\.json$/.exec(request.url ?? '')?.[1] ?? '';
    const status =
      request.headers.authorization !== `Bearer ${KEY}` ? 401 : reports[id] ? 200 : 404;
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(status === 200 ? reports[id] : {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, close: () => server.close() };
}
