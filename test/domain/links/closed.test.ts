import { test } from 'vitest';
import { problemText } from '#experiments/definition/faults/problem.ts';
import { closedLandings } from '#experiments/links/closed-landings.ts';

const landing = { locale: 'en', experimentIds: [], combinationKeys: [], draftKeys: [] };
const landings = [
  { ...landing, id: 'crm', path: '/crm/' },
  {
    ...landing,
    id: 'spring',
    path: '/spring/',
    window: { fromAt: null, untilAt: Date.UTC(2026, 2, 1) },
  },
];

test('says which ads lead to a page that is not always there', ({ expect }) => {
  const rows = [
    { line: 3, landing: '/crm/' },
    { line: 4, landing: '/spring/' },
  ];
  const place = { file: 'site/ads.csv', timeZone: 'UTC' };
  expect(closedLandings(rows, landings, place).map(problemText)).toEqual([
    'site/ads.csv:4  warning: landing: /spring/ shows only until 2026-03-01 00:00 (UTC); let the ad run in that time.',
  ]);
});
