import type { TrackerEvent } from '#experiments/contract/events.ts';

/** An event with the view token that it belongs to. */
type Entry = readonly [view: string, event: TrackerEvent];

const KEY = 'tl';
const MOST = 50;
const OLDEST_MS = 604_800_000;
const LONGEST_WAIT_MS = 300_000;

/**
 * Keeps events until the server has them. `durable` keeps them in localStorage, across pages and
 * tabs; otherwise, and where the browser refuses storage, in memory. An event leaves when it was
 * stored (2xx) or can never be (4xx but 429); else it is tried again, later each time. Repeats are
 * harmless: the server knows an event by its id.
 */
export const openOutbox = (durable: boolean) => {
  let memory: readonly Entry[] = [];
  let wait = 1_000;
  let timer: ReturnType<typeof setTimeout>;
  const flying = new Set<string>();

  const read = (): readonly Entry[] => {
    try {
      if (durable) {
        memory = (JSON.parse(localStorage[KEY] ?? '[]') as Entry[]).filter(
          ([, event]) => event.at > Date.now() - OLDEST_MS,
        );
      }
    } catch {
      // Storage is refused or holds something else: memory is what there is, the next write heals it.
    }
    return memory;
  };

  const write = (entries: readonly Entry[]) => {
    // The oldest stay: without the exposure, what follows it counts for nothing.
    memory = entries.slice(0, MOST);
    try {
      if (durable) localStorage[KEY] = JSON.stringify(memory);
    } catch {
      durable = false;
    }
  };

  const flush = () => {
    clearTimeout(timer);
    const waiting = read().filter(([, event]) => !flying.has(event.id));
    const view = waiting[0]?.[0];
    if (!view) return;
    const events = waiting.filter((entry) => entry[0] === view).map((entry) => entry[1]);
    for (const { id } of events) flying.add(id);
    fetch('/_tl/events', {
      method: 'POST',
      keepalive: true,
      body: JSON.stringify({ v: 1, view, events }),
    })
      .then(async (answer) => {
        // An answer that nobody reads keeps its request open, and the page never comes to rest.
        await answer.text();
        if (answer.status === 429 || answer.status > 499) throw answer;
        wait = 1_000;
        write(read().filter(([, event]) => !events.some(({ id }) => id === event.id)));
      })
      .catch(() => {
        for (const { id } of events) flying.delete(id);
        timer = setTimeout(flush, wait * (Math.random() + 0.5));
        wait = Math.min(LONGEST_WAIT_MS, wait * 2);
      });
    flush();
  };

  return {
    flush,
    /** Keeps an event and sends it with those that follow at once. */
    add: (view: string, event: TrackerEvent) => {
      write([...read(), [view, event]]);
      clearTimeout(timer);
      timer = setTimeout(flush);
    },
  };
};
