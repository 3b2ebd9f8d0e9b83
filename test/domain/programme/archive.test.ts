import { describe, test } from 'vitest';
import { archiveOf, searched } from '#experiments/programme/archive.ts';
import { cadenceOf } from '#experiments/programme/cadence.ts';
import { programmeCsv } from '#experiments/programme/programme-csv.ts';
import { programmeOf } from '#experiments/programme/programme-of.ts';
import { testedBefore, testedSentence } from '#experiments/programme/tested-before.ts';
import { anExperiment, countsOf, leads, lookAt, repeated, words } from '../report/builders.ts';
import { aDraft, aKnown, aLook, changing } from './builders.ts';

const context = { metrics: [leads], words };
const time = (from: string, days: number) => ({
  ...{ from, days, visitors: [400, 400], converted: [12, 24] },
});
const ended = (id: string, from: string, days: number, kind?: 'better' | 'undecided') =>
  aKnown(
    { id, status: 'ended', learned: `Learned from ${id}.`, variants: changing('hero.headline') },
    days === 0 ? [] : [time(from, days)],
    kind === undefined
      ? {}
      : {
          look: aLook(kind === 'better' ? { kind } : { kind, daysLeft: null }, '2026-11-01'),
        },
  );

describe('the archive', () => {
  test('keeps the verdict of the last look with its limits, not the counts of today', ({
    expect,
  }) => {
    const experiment = anExperiment({ status: 'ended', winner: 'outcome', learned: 'Cost first.' });
    const counts = countsOf(
      experiment,
      repeated(14, { visitors: [400, 400], converted: [12, 24] }),
    );
    const look = lookAt(experiment, counts);
    const [one] = archiveOf(
      [aKnown({ status: 'ended', winner: 'outcome' }, [time('2026-11-01', 14)], { look })],
      context,
    );
    const limits = look.treatments[0]?.comparisons[0]?.lift;
    expect(limits?.ok && [limits.lower, limits.upper]).toEqual([
      one?.intervals[0]?.lower,
      one?.intervals[0]?.upper,
    ]);
    expect(one).toMatchObject({
      verdict: look.decision.kind,
      days: 14,
      visitors: 11_200,
      winner: 'outcome',
      learned: null,
      firstDay: '2026-11-01',
      lastDay: '2026-11-14',
    });
    expect(one?.sentence).toContain('“outcome” is');
  });

  test('has the last to end first, and what was ended from the report', ({ expect }) => {
    const moved = aKnown({ id: 'moved' }, [time('2026-10-01', 3)], {
      state: 'ended',
      winner: 'control',
      endedDay: '2026-12-01',
    });
    const archive = archiveOf(
      [ended('early', '2026-08-01', 9), moved, ended('late', '2026-11-01', 9), aKnown({})],
      context,
    );
    expect(archive.map(({ id }) => id)).toEqual(['moved', 'late', 'early']);
    expect(archive[0]?.winner).toBe('control');
    expect(archive[1]?.sentence).toBe('It ended before its first look.');
  });

  test('is searched for every word, wherever it stands', ({ expect }) => {
    const archive = archiveOf(
      [ended('cost', '2026-08-01', 9), ended('film', '2026-09-01', 9)],
      context,
    );
    const found = (query: string) => searched(archive, query).map(({ id }) => id);
    expect(found('LEARNED cost')).toEqual(['cost']);
    expect(found('/crm/')).toEqual(['film', 'cost']);
    expect(found('  ')).toEqual(['film', 'cost']);
    expect(found('cost film')).toEqual([]);
  });
});

describe('tested before', () => {
  const draft = aDraft('next', { variants: changing('hero.headline') }).experiment;
  const other = (given: Record<string, unknown>) =>
    anExperiment({ id: 'old', status: 'ended', variants: changing('hero.headline'), ...given });

  test('the same key of the same landing comes before the same section', ({ expect }) => {
    const section = { ...other({ variants: changing('hero.lead') }), id: 'section' };
    const found = testedBefore(draft, [section, other({ learned: 'Cost first.' })]);
    expect(found.map(({ id, same, theirs }) => [id, same, theirs])).toEqual([
      ['old', 'key', ['hero.headline']],
      ['section', 'section', ['hero.lead']],
    ]);
    expect(found.map(testedSentence)).toEqual([
      '“old” (ended) changed hero.headline here too. It taught: Cost first.',
      '“section” (ended) changed hero.lead in the same section.',
    ]);
  });

  test('another landing, another section, a draft or itself is none', ({ expect }) => {
    const none = [
      other({ pages: ['/offer/'] }),
      other({ variants: changing('faq.title') }),
      other({ status: 'draft' }),
      other({ id: 'next' }),
    ];
    expect(testedBefore(draft, none)).toEqual([]);
    expect(testedBefore(draft, [other({ status: 'running' })])[0]?.status).toBe('running');
  });
});

describe('the cadence', () => {
  test('counts by quarter what ended, what was decided, and the median of days', ({ expect }) => {
    const known = [
      ended('a', '2026-07-01', 10, 'better'),
      ended('b', '2026-08-01', 20, 'undecided'),
      ended('c', '2026-09-01', 28, 'better'),
      // Ends in October: its days lie in two quarters.
      ended('d', '2026-09-20', 15, 'better'),
      ended('e', '2026-10-01', 20),
      ended('never', '2026-10-01', 0),
    ];
    const { quarters, unvisited } = cadenceOf(known, archiveOf(known, context), '2026-11-25');
    expect(quarters).toEqual([
      { quarter: '2026-Q4', concluded: 2, decided: 1, medianDays: 17.5 },
      { quarter: '2026-Q3', concluded: 3, decided: 2, medianDays: 20 },
    ]);
    expect(unvisited).toBe(1);
  });

  test('calls a week of a landing idle when nobody was in an experiment there', ({ expect }) => {
    const known = [
      // Two weeks, one idle, one week; then nothing until the Monday of today's week.
      aKnown({ id: 'a' }, [time('2026-10-05', 14)]),
      aKnown({ id: 'b' }, [time('2026-10-26', 7)]),
      aKnown({ id: 'c', pages: ['/offer/'] }, [time('2026-11-16', 7)]),
    ];
    // /crm/: seven weeks from 5 October to 22 November, of which 3 are taken; /offer/: one of one.
    expect(cadenceOf(known, [], '2026-11-25').idle).toEqual({
      from: '2026-08-24',
      to: '2026-11-22',
      landingWeeks: 8,
      idleWeeks: 4,
    });
    expect(cadenceOf([aKnown({})], [], '2026-11-25').idle).toBeNull();
  });
});

test('the programme as CSV has every part, and a formula is no formula', ({ expect }) => {
  const known = [
    ended('old', '2026-08-01', 9, 'better'),
    aKnown({ id: 'base' }, [time('2026-11-01', 16)]),
    aDraft('next', { title: '=HYPERLINK("x")' }),
  ];
  const programme = programmeOf(known, {
    ...context,
    landings: ['/crm/'],
    asOf: 0,
    today: '2026-11-25',
  });
  const [header = '', ...lines] = programmeCsv(programme).trimEnd().split('\r\n');
  expect(lines.map((line) => line.split(',')[0])).toEqual([
    'queue',
    'calendar',
    'calendar',
    'calendar',
    'archive',
    'cadence',
  ]);
  expect(lines[0]).toContain(`"'=HYPERLINK(""x"")"`);
  expect(lines[0]?.split(',').length).toBe(header.split(',').length);
  expect(programme.months).toEqual(['2026-11', '2026-10', '2026-09', '2026-08']);
});
