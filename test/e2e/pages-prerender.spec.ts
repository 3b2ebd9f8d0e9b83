import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '#test/support/chromium.ts';
import { startRecorder, stored } from './pages-recorder.ts';
import { arrived, test } from './pages-tracker-test.ts';

/** Has the landing drawn ahead and goes to it once it is told to. */
const DOOR = `<!doctype html><title>Door</title>
<script type="speculationrules">
{"prerender": [{"source": "list", "urls": ["/crm/?utm_source=door"]}]}
</script>
<script type="module">
await fetch('/held/');
await fetch('/door/?left=' + Date.now());
location.href = '/crm/?utm_source=door';
</script>`;

/** Runs after the tracker and says whether the page is being drawn ahead. */
const PROBE = `<script type="module" nonce="probe">fetch('/door/?ahead=' + document.prerendering)</script>`;

test('a page drawn ahead is exposed when the visitor comes, not before', async ({ built }) => {
  const recorder = await startRecorder({
    html: built.html.replace('</body>', `${PROBE}</body>`),
    csp: built.csp.replace('script-src ', "script-src 'nonce-probe' "),
  });
  recorder.door = DOOR;
  const browser = startUnwatched(`${recorder.origin}/door/`);
  try {
    await expect.poll(() => recorder.asked).toContain('/door/?ahead=true');
    expect(recorder.received).toEqual([]);
    recorder.release();
    await arrived(recorder, 'interactive', 1);
    const left = Number(recorder.asked.find((path) => path.includes('left='))?.split('=')[1]);
    expect(stored(recorder).filter(({ at }) => at < left)).toEqual([]);
    expect(stored(recorder)[0]).toMatchObject({ arrival: { query: 'utm_source=door' } });
    expect(recorder.nonces).toHaveLength(1);
  } finally {
    await browser.stop();
    await recorder.close();
  }
});

/** A browser that nobody drives: under a driver Chromium draws no page ahead. */
function startUnwatched(url: string): { readonly stop: () => Promise<void> } {
  const found = findChromium();
  if (!found.ok) throw new Error(found.sentence);
  const profile = mkdtempSync(join(tmpdir(), 'truelift-profile-'));
  const args = [
    '--headless',
    ...CHROMIUM_FLAGS,
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
  ];
  const child: ChildProcess = spawn(found.path, [...args, url], { stdio: 'ignore' });
  return {
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
