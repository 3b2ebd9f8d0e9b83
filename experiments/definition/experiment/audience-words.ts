import { listText } from '../faults/problem.ts';
import type { Audience } from './audience.ts';

/**
 * An audience as people say it, one condition after the other; all of them must hold. Empty for
 * everybody: `on mobile, from DE or AT, with utm_source google, on mon or fri from 08:00 until
 * 18:00 (Europe/Berlin)`.
 */
export function audienceWords(audience: Audience): string {
  const { device, country, language, campaign, clickId, returning } = audience;
  return [
    returning === undefined ? '' : returning ? 'returning' : 'on the first visit',
    device === undefined ? '' : `on ${listText(device)}`,
    country === undefined ? '' : `from ${listText(country)}`,
    language === undefined ? '' : `with language ${listText(language)}`,
    ...Object.entries(campaign ?? {}).map(([name, values]) => `with ${name} ${listText(values)}`),
    clickId === undefined ? '' : `${clickId ? 'with' : 'without'} a click id`,
    timeWords(audience),
  ]
    .filter((words) => words !== '')
    .join(', ');
}

function timeWords({ days, hours, timeZone }: Audience): string {
  const words = [
    ...(days === undefined ? [] : [`on ${listText(days)}`]),
    ...(hours === undefined ? [] : [`from ${hours.from} until ${hours.until}`]),
  ].join(' ');
  return words === '' || timeZone === undefined ? words : `${words} (${timeZone})`;
}
