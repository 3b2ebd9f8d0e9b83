import type { HealthCheck } from '#experiments/contract/health.ts';

/** How each check is called. */
export const HEALTH_TITLES: Readonly<Record<HealthCheck, string>> = {
  'split-assigned': 'Split when assigned',
  'split-served': 'Split when served',
  'split-exposed': 'Split when shown',
  'split-counted': 'Split without bots',
  'split-dimensions': 'Split by dimension',
  definitions: 'One definition',
  unit: 'Consent and unit',
  failures: 'Pages that failed',
  silence: 'Silent trackers',
  errors: 'Script errors',
  drawn: 'Pages drawn',
  loaded: 'Pages loaded',
  multi: 'Seen in two variants',
  unexposed: 'Conversions without a visit',
  late: 'Late events',
  maturity: 'Time to convert',
  ledger: 'Rejected events',
};

/** What to do when it is wrong. */
export const HEALTH_TODO: Readonly<Record<HealthCheck, string>> = {
  'split-assigned':
    'The assignment itself is off. Look for something that answers in place of the Worker: a cache, a proxy, a second copy of the site.',
  'split-served':
    'Pages of one variant are not served. See “Pages that failed” and the log for page-missing.',
  'split-exposed':
    'Visitors are lost between the page and its first signal. Look for a redirect, a slow first paint or a broken script in one variant.',
  'split-counted':
    'The bot rules take more from one side. Compare with “Split when shown”: if that one holds, look at which programs visit.',
  'split-dimensions':
    'Open the page of each variant as such a visitor does: that device, that country, that link.',
  definitions: 'Give the changed experiment a new id, so that its visitors start from nothing.',
  unit: 'Visitors, daily visitors and page views cannot be added. Read the experiment in one group of countries, or keep one consent mode while it runs.',
  failures:
    'Deploy again and open each variant by its preview link. Until then this page compares unequal visitors.',
  silence:
    'Open the silent variant with the browser’s console: something stops the tracker, or people leave before it speaks.',
  errors:
    'Open the variant by its preview link with the browser’s console. What fails there costs conversions that no headline brings back.',
  drawn:
    'One variant is drawn less often: look for a picture or a script that blocks its first paint.',
  loaded:
    'One variant loads less often to the end: look for a heavy picture or a request that hangs.',
  multi:
    'Something forgets or mixes visitors: cookies cleared by a consent tool, or a host name that shares none. Lifts shrink towards zero.',
  unexposed:
    'The form works but the view was not reported. Usual with blocked scripts; if it grew, open a page with the console.',
  late: 'Phones that were offline, mostly. A large share: look for a service that replays or delays requests.',
  maturity:
    'Wait. Until half of the visitors have had their time to convert, early converters outweigh late ones.',
  ledger: 'See the reasons under “Where every event went”.',
};
