import type { TrackerEvent } from '#experiments/contract/events.ts';
import type { View } from '#experiments/contract/token.ts';
import { openOutbox } from './outbox.ts';

/*
 * What one page view tells the server: that its variant was seen, what was clicked, which form was
 * begun, whether the page worked. Everything else is in the view token, which the edge signed into
 * the page; without a token nothing is counted. The same bytes run in every variant.
 */
const FORM_START = 'data-metric-start';

type WithoutStamp<Event> = Event extends unknown ? Omit<Event, 'id' | 'at'> : never;

const start = (token: string, view: View) => {
  const outbox = openOutbox(view.m === 'cookie');

  const record = (event: WithoutStamp<TrackerEvent>, id?: string) =>
    outbox.add(token, {
      id: id ?? crypto.randomUUID(),
      at: Date.now(),
      ...event,
    } as TrackerEvent);

  /** Counts the metrics that the attribute of an element names; a form begins only once. */
  const count = (type: string, attribute: string) =>
    addEventListener(type, ({ target }) => {
      const element = (target as Element).closest?.(`[${attribute}]`);
      for (const metric of element?.getAttribute(attribute)?.split(' ') ?? [])
        record({ type: 'conversion', metric });
      if (attribute === FORM_START) element?.removeAttribute(attribute);
    });

  const signal = (stage: 'rendered' | 'interactive' | 'error', detail?: string) =>
    record({ type: 'signal', stage, detail });
  const interactive = () => signal('interactive');

  const activate = () => {
    /** Counts the view the first time, and sends whatever waits. */
    let see = () => {
      see = outbox.flush;
      // The view's own id: however often a view is sent, it is one exposure.
      record(
        {
          type: 'exposure',
          arrival: {
            // As long as the contract takes them.
            query: location.search.slice(1, 8_000),
            referrer: document.referrer.slice(0, 2_000),
          },
        },
        view.n,
      );
      signal('rendered');
      if (document.readyState === 'complete') interactive();
      else addEventListener('load', interactive);
      see();
    };
    addEventListener('error', ({ message }) => signal('error', `${message}`.slice(0, 200)), {
      once: true,
    });
    count('click', 'data-metric');
    count('input', FORM_START);
    count('focusin', FORM_START);
    count('submit', 'data-metric-submit');
    // Opening storage holds up the first frame, so it comes after. Whoever leaves before is counted
    // on the way out; a tab in the background when it is looked at.
    requestAnimationFrame(() => setTimeout(() => see()));
    for (const type of ['online', 'pagehide', 'visibilitychange'])
      addEventListener(type, () => see());
  };

  // A page drawn ahead of a visit that never comes is not an exposure.
  if (document.prerendering) document.addEventListener('prerenderingchange', activate);
  else activate();
};

try {
  const token = document.querySelector<HTMLMetaElement>('meta[name=tl]')?.content.trim() ?? '';
  // The payload between key id and signature: JSON of ASCII as base64url. Without one this throws.
  const payload = token.split('.')[2] ?? '';
  start(token, JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))));
} catch {
  // No token, or a browser too old to read it: the page works, uncounted.
}
