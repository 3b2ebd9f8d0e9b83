import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { Compiled } from '#experiments/definition/catalog/compile.ts';
import { errorsOf, problemText } from '#experiments/definition/faults/problem.ts';
import { linksCsv } from '#experiments/links/links-csv.ts';
import { load, SITE_FILE } from '#site/build/load.ts';
import { reportText } from '#site/build/report-text.ts';
import { adLinksText } from './links/ad-text.ts';
import { type LinkOptions, readLinkOptions } from './links/options.ts';
import { previewLinksText } from './links/preview-text.ts';
import { readAds } from './links/read-ads.ts';
import { signingKey } from './links/sign.ts';
import { USAGE } from './links/usage.ts';
import { readSecrets } from './local/secrets.ts';
import { ROOT } from './local/settings.ts';
import { giveUp, orGiveUp, say } from './terminal.ts';

// npm run links: addresses for ads, and with --preview signed links to every combination.
const DAY_MS = 86_400_000;
const LOOPBACK = /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|$)/;

const options = orGiveUp(readLinkOptions(process.argv.slice(2)));
if (options.help) {
  say(USAGE);
} else {
  const compiled = await load(ROOT);
  if (!compiled.ok) giveUp(reportText(compiled.problems));
  else if (options.preview !== null) preview(compiled, options.preview, options);
  else await ads(compiled, options);
}

type Good = Extract<Compiled, { readonly ok: true }>;

function preview({ catalog }: Good, experimentId: string, { base, days }: LinkOptions): void {
  const secrets = readSecrets(path.join(ROOT, '.dev.vars'));
  const given = process.env.TRUELIFT_SIGNING_KEYS;
  const key = orGiveUp(signingKey(given || secrets.TRUELIFT_SIGNING_KEYS));
  const origin = base ?? `http://127.0.0.1:${process.env.PORT || 8787}`;
  const frame = { origin, expiresAt: Date.now() + days * DAY_MS, key };
  say(orGiveUp(previewLinksText(catalog, experimentId, frame)).text);
  if (!given && !LOOPBACK.test(origin)) {
    say(
      `Signed with the key in .dev.vars. ${origin} has its own: set TRUELIFT_SIGNING_KEYS to it, or the links show the ordinary page.`,
    );
  }
}

async function ads(compiled: Good, { base, ads: file, csv }: LinkOptions): Promise<void> {
  const origin = base ?? compiled.catalog.site.origin;
  const { links, problems, found } = await readAds(compiled, {
    root: ROOT,
    file,
    origin,
  });
  if (!found) giveUp(`${file} cannot be read: see npm run links -- --help.`);
  if (errorsOf(problems).length > 0) {
    giveUp(`${file}:\n${problems.map((one) => `  ${problemText(one)}`).join('\n')}`);
  }
  if (csv === null) say(adLinksText(links));
  else {
    writeFileSync(csv, linksCsv(links));
    say(`${links.length} links written to ${csv}.`);
  }
  for (const problem of problems) process.stderr.write(`${problemText(problem)}\n`);
  if (LOOPBACK.test(origin)) {
    process.stderr.write(
      `These addresses lead to this machine: put your own into ${SITE_FILE} (origin), or add --base https://….\n`,
    );
  }
}
