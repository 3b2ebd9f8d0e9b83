import type { View } from '#experiments/contract/token.ts';
import { aPerson } from '#test/simulate/http/agents.ts';
import type { Client } from '#test/simulate/http/client.ts';
import { type Page, readPage } from '#test/simulate/http/page.ts';
import { letters, pick, type Random } from '#test/simulate/random.ts';

/** A page that somebody new has open. */
export type OpenView = {
  readonly page: Page;
  readonly view: View;
  readonly token: string;
  /** `name=value` */
  readonly cookie: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** By the clock of this process, epoch milliseconds. */
  readonly openedAt: number;
};

const NAVIGATION = {
  'Sec-Fetch-Dest': 'document',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Site': 'none',
} as const;

/** Opens a landing page as a new visitor with a browser of today; throws when none is served. */
export async function openView(client: Client, random: Random): Promise<OpenView> {
  const { headers } = aPerson(random);
  const query = `utm_source=google&utm_campaign=${letters(random, 3)}&gclid=${letters(random, 40)}`;
  const path = `${pick(random, ['/crm/', '/offer/'])}?${query}`;
  const answer = await client.call({
    method: 'GET',
    path,
    headers: { ...headers, ...NAVIGATION },
  });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  const [set = ''] = answer.headers['set-cookie'] ?? [];
  const page = readPage(answer.body);
  return {
    page,
    view: page.view,
    token: page.token,
    cookie: set.split(';', 1)[0] ?? '',
    query,
    headers,
    openedAt: Date.now(),
  };
}
