import { catalog } from '#generated/catalog.ts';
import { chance, type Random, seeded } from '#test/simulate/random.ts';
import { batchOf, exposureOf, hookOf, submitOf } from './requests.ts';
import { type Post, send } from './sender.ts';
import { type OpenView, openView } from './views.ts';

/** Who sends sooner is taken for a program. */
const TIME_TO_FILL_MS = catalog.site.leads.spam.minimumSeconds * 1_000 + 100;

export type Crowd = {
  readonly senders: number;
  readonly seed: string;
  readonly hookSecret: string;
  readonly ends: () => boolean;
};

/**
 * Senders that write without pause until told to end: exposures alone, batches, forms and messages
 * of a CRM. Every second one insists on an answer; the others send everything once.
 */
export async function sendUntilTold(post: Post, crowd: Crowd): Promise<void> {
  const leads: string[] = [];
  const all = Array.from({ length: crowd.senders }, (_, index) =>
    sendOn(post, { ...crowd, leads, insists: index % 2 === 1 }, seeded(`${crowd.seed}/${index}`)),
  );
  await Promise.all(all);
}

type Sender = Crowd & {
  /** Of the whole crowd: what a CRM may speak of. */
  readonly leads: string[];
  readonly insists: boolean;
};

async function sendOn(post: Post, sender: Sender, random: Random): Promise<void> {
  const { insists, leads, ends, hookSecret } = sender;
  const filling: OpenView[] = [];
  while (!ends()) {
    await post.site.up();
    const open = await openView(post.client, random).catch(() => null);
    // The server went while it served the page: nothing was to be kept of that.
    if (open === null) continue;
    filling.push(open);
    await send(post, exposureOf(open), insists);
    await send(post, batchOf(open, random), insists);
    if (chance(random, 0.4)) {
      await send(post, await hookOf(leads, hookSecret, random), insists);
    }
    const [first] = filling;
    if (!first || Date.now() - first.openedAt < TIME_TO_FILL_MS) continue;
    filling.shift();
    const submit = submitOf(first, random);
    if (!submit) continue;
    const { told } = await send(post, submit, insists);
    if (told !== null) leads.push(...submit.ids.leads);
  }
}
