import type { Look } from '#experiments/contract/look.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import type { ConsentMode } from '#experiments/definition/settings/site.ts';
import { type MonthReport, monthReportOf } from '#experiments/programme/month-of.ts';
import { type Programme, programmeOf } from '#experiments/programme/programme-of.ts';
import type { ExperimentRecord, Known } from '#experiments/programme/record.ts';
import { dailyOf } from '#experiments/report/counts/daily.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { dueDays } from '#experiments/report/decision/due-days.ts';
import { numberWords } from '#experiments/report/lift/number-words.ts';
import { judgedUnit } from '#experiments/report/strata/judged-unit.ts';
import {
  ofUnit,
  type Results,
  type Row,
  toConversions,
  toExposures,
} from '../store/counts/count-rows.ts';
import { metricIdsOf } from '../store/counts/counted-metrics.ts';
import {
  selectActs,
  selectMonthAlerts,
  selectProgramme,
  toAct,
  toMonthAlert,
} from '../store/counts/programme.ts';
import { toLook } from '../store/looks/looks.ts';
import { startOfDay } from '../store/looks/looks-day.ts';
import { toEpoch } from '../store/operation/run-states.ts';
import { siteDay } from '../store/operation/site-day.ts';
import { lookWindow, takeDueLooks } from './take-looks.ts';

/**
 * The testing programme as of `now` (epoch ms). Six statements in one round trip, however many
 * experiments there are. Looks that are due and that no cron has taken are taken first, by the same
 * rule as in the report; then it is read once more.
 * @throws the store's error when D1 cannot be read
 */
export async function readProgramme(
  db: D1Database,
  catalog: Catalog,
  now: number,
): Promise<Programme> {
  const { known } = await readKnown(db, catalog, { now });
  return programmeOf(known, {
    metrics: catalog.metrics,
    words: numberWords(catalog.site.locale),
    landings: lanesOf(catalog),
    asOf: now,
    today: siteDay(now, catalog.site.timeZone),
  });
}

/**
 * One month of the programme, `2026-11`, with its metrics against those of another month. Eight
 * statements in one round trip; due looks as in `readProgramme`.
 * @throws the store's error when D1 cannot be read
 */
export async function readMonth(
  db: D1Database,
  catalog: Catalog,
  of: { readonly month: string; readonly baseline: string | null; readonly now: number },
): Promise<MonthReport> {
  const { now, month, baseline } = of;
  const { timeZone } = catalog.site;
  const next = `${addDays(`${month}-01`, 31).slice(0, 7)}-01`;
  const between = { from: startOfDay(`${month}-01`, timeZone), until: startOfDay(next, timeZone) };
  const { known, also } = await readKnown(db, catalog, {
    now,
    also: () => [selectActs(db, between), selectMonthAlerts(db, between)],
  });
  const [acts, alerts] = also;
  const titles = new Map(catalog.experiments.map(({ id, title }) => [id, title]));
  return monthReportOf(known, {
    month,
    baseline,
    metrics: catalog.metrics,
    asOf: now,
    today: siteDay(now, timeZone),
    acts: (acts?.results ?? []).map((row) => toAct(row, titles)),
    alerts: (alerts?.results ?? []).map((row) => toMonthAlert(row, timeZone)),
  });
}

/**
 * What is on record about every experiment of the catalog, with the answers to `also`, all of one
 * moment. Takes the looks that are due first.
 */
export async function readKnown(
  db: D1Database,
  catalog: Catalog,
  of: { readonly now: number; readonly also?: () => readonly D1PreparedStatement[] },
): Promise<{ readonly known: readonly Known[]; readonly also: Results }> {
  const { now, also = () => [] } = of;
  const read = async () => {
    const statements = selectProgramme(db, catalog);
    const results = await db.batch<Row>([...statements, ...also()]);
    const [own, others] = [results.slice(0, statements.length), results.slice(statements.length)];
    return { known: knownOf(catalog, own), also: others };
  };
  const first = await read();
  const due = first.known.filter((one) => isLookDue(one, catalog, now));
  if (due.length === 0) return first;
  for (const { experiment } of due) await takeDueLooks(db, catalog, { now, id: experiment.id });
  return read();
}

function isLookDue({ experiment, record }: Known, catalog: Catalog, now: number): boolean {
  if (experiment.status === 'draft') return false;
  const days = record.daily.map(({ day }) => day);
  const [firstDay, lastDay] = [days[0], days.at(-1)];
  if (firstDay === undefined || lastDay === undefined) return false;
  const at = {
    today: siteDay(now, catalog.site.timeZone),
    lastLook: record.look?.day ?? null,
    windowDays: lookWindow(catalog, experiment),
  };
  return dueDays({ firstDay, lastDay }, at).length > 0;
}

/** Landings with a lane: those of their own, and pages of ad groups that an experiment is on. */
function lanesOf({ landings, experiments }: Catalog): readonly string[] {
  const tested = new Set(experiments.flatMap((experiment) => experiment.landings));
  return landings
    .filter(({ path, parent }) => parent === undefined || tested.has(path))
    .map(({ path }) => path);
}

function knownOf(catalog: Catalog, results: Results): readonly Known[] {
  const [exposures, conversions, epochs, states, looks, decisions] = results.map((result) =>
    Map.groupBy(result.results, ({ experiment_id }) => String(experiment_id)),
  );
  return catalog.experiments.map((experiment) => {
    const of = (rows: ReadonlyMap<string, Row[]> | undefined) => rows?.get(experiment.id) ?? [];
    const own = (rows: ReadonlyMap<string, Row[]> | undefined) =>
      of(rows).filter(({ fingerprint }) => fingerprint === experiment.fingerprint);
    const [look] = own(looks);
    const record: ExperimentRecord = {
      ...stateOf(experiment, of(states)[0], catalog),
      ...countsOf(experiment, catalog, [of(exposures), of(conversions)]),
      epochs: of(epochs).map(toEpoch),
      look: look ? toLook(look) : null,
      decisions: own(decisions).map((row) => ({
        month: String(row.month),
        kind: row.decision as Look['decision']['kind'],
        reason: row.reason === null ? null : String(row.reason),
        firstDay: String(row.first_day),
        days: Number(row.days),
      })),
    };
    return { experiment, record };
  });
}

function countsOf(
  experiment: CatalogExperiment,
  { site }: Catalog,
  [exposures, conversions]: readonly [readonly Row[], readonly Row[]],
): Pick<ExperimentRecord, 'unit' | 'daily'> {
  const counted = exposures.map((row) => ({ ...toExposures(row), mode: row.mode as ConsentMode }));
  const unit = judgedUnit(counted, site.consent.unit);
  const daily = dailyOf(
    experiment.variants.map(({ id }) => id),
    metricIdsOf(experiment),
    {
      exposures: ofUnit(exposures, unit).map(toExposures),
      conversions: ofUnit(conversions, unit).map(toConversions),
    },
  );
  return { unit, daily };
}

function stateOf(
  { status, winner, startAt, endAt }: CatalogExperiment,
  stored: Row | undefined,
  { site }: Catalog,
): Pick<ExperimentRecord, 'state' | 'winner' | 'endedDay' | 'startDay' | 'endDay'> {
  const moved = status === 'running' && stored ? (stored.state as ExperimentRecord['state']) : null;
  const dayAt = (instant: string | undefined) =>
    instant === undefined ? null : siteDay(Date.parse(instant), site.timeZone);
  const endedHere = moved === 'ended' && stored;
  return {
    state: moved ?? status,
    winner: winner ?? (endedHere && stored.winner !== null ? String(stored.winner) : null),
    endedDay: stored?.state === 'ended' ? siteDay(Number(stored.changed_at), site.timeZone) : null,
    startDay: dayAt(startAt),
    endDay: dayAt(endAt),
  };
}
