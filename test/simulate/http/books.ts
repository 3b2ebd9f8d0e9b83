import { arrivalFacts } from '#experiments/attribution/arrival-facts.ts';
import type { Arrival } from '#experiments/contract/events.ts';
import type { View } from '#experiments/contract/token.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';

/** One cookie jar as the site should see it. */
export type Unit = {
  readonly bot: boolean;
  /** First exposure by experiment id. */
  readonly exposures: Map<string, Exposure>;
  readonly conversions: { readonly metricId: string; readonly at: Moment }[];
};

/** A first exposure, with what the report breaks it down by: value by dimension. */
type Exposure = {
  readonly variantId: string;
  readonly at: Moment;
  readonly facts: Readonly<Record<string, string>>;
};

/** Which view something happened in, and after how many earlier things of this unit. */
type Moment = { readonly nonce: string; readonly order: number };

export type Cell = {
  visitors: number;
  bots: number;
  /** Visitors by dimension and value: `source google`. */
  readonly parts: Map<string, number>;
  /** By metric id. */
  readonly metrics: Record<string, { converted: number; conversions: number }>;
};

/** The simulation's own ledger: what it did, whatever the server made of it. */
export type Books = {
  readonly units: Unit[];
  accepted: number;
  duplicate: number;
  readonly rejectsByCode: Record<string, number>;
  /** Answers that no contract allows, in words; the first few. */
  readonly surprises: string[];
  surprised: number;
};

export function openBooks(): Books {
  return { units: [], accepted: 0, duplicate: 0, rejectsByCode: {}, surprises: [], surprised: 0 };
}

export function openUnit(books: Books, bot: boolean): Unit {
  const unit: Unit = { bot, exposures: new Map(), conversions: [] };
  books.units.push(unit);
  return unit;
}

/** Books the first exposure to each experiment that the view takes part in. */
export function bookExposure(unit: Unit, view: View, arrival: Arrival): void {
  const at = nextMoment(unit, view);
  const visitor = view.r === 1 ? 'returning' : 'new';
  const facts = { ...arrivalFacts(arrival, []), device: view.d, country: view.c, visitor };
  for (const assignment of view.a) {
    if (!('v' in assignment) || unit.exposures.has(assignment.x)) continue;
    unit.exposures.set(assignment.x, { variantId: assignment.v, at, facts });
  }
}

export function bookConversion(unit: Unit, view: View, metricId: string): void {
  unit.conversions.push({ metricId, at: nextMoment(unit, view) });
}

export function bookReject(books: Books, code: string): void {
  books.rejectsByCode[code] = (books.rejectsByCode[code] ?? 0) + 1;
}

export function bookSurprise(books: Books, what: string): void {
  books.surprised += 1;
  if (books.surprises.length < 20) books.surprises.push(what);
}

export function rejectedOf({ rejectsByCode }: Pick<Books, 'rejectsByCode'>): number {
  return Object.values(rejectsByCode).reduce((sum, count) => sum + count, 0);
}

/** What the report should count: by experiment id, then variant id, for every running experiment. */
export function expectedCells(
  books: Pick<Books, 'units'>,
  catalog: Pick<Catalog, 'experiments'>,
): ReadonlyMap<string, ReadonlyMap<string, Cell>> {
  const running = catalog.experiments.filter(({ status }) => status === 'running');
  return new Map(
    running.map((experiment) => {
      const { primary, secondary, guardrails, variants } = experiment;
      const metricIds = [primary, ...secondary, ...guardrails.map(({ metric }) => metric)];
      const cells = new Map(variants.map(({ id }) => [id, emptyCell(metricIds)]));
      for (const unit of books.units) countUnit(unit, experiment.id, cells);
      return [experiment.id, cells];
    }),
  );
}

function countUnit(unit: Unit, experimentId: string, cells: ReadonlyMap<string, Cell>): void {
  const exposure = unit.exposures.get(experimentId);
  const cell = exposure && cells.get(exposure.variantId);
  if (!cell) return;
  if (unit.bot) {
    cell.bots += 1;
    return;
  }
  cell.visitors += 1;
  for (const [dimension, value] of Object.entries(exposure.facts)) {
    const part = `${dimension} ${value}`;
    cell.parts.set(part, (cell.parts.get(part) ?? 0) + 1);
  }
  for (const [metricId, sums] of Object.entries(cell.metrics)) {
    const conversions = unit.conversions.filter(
      ({ metricId: id, at }) => id === metricId && follows(at, exposure.at),
    ).length;
    sums.conversions += conversions;
    if (conversions > 0) sums.converted += 1;
  }
}

/** A conversion counts from the exposure on, and always within the exposing view. */
function follows(conversion: Moment, exposure: Moment): boolean {
  return conversion.nonce === exposure.nonce || conversion.order > exposure.order;
}

function emptyCell(metricIds: readonly string[]): Cell {
  const metrics = metricIds.map((id) => [id, { converted: 0, conversions: 0 }]);
  return { visitors: 0, bots: 0, parts: new Map(), metrics: Object.fromEntries(metrics) };
}

function nextMoment(unit: Unit, { n }: View): Moment {
  return { nonce: n, order: unit.exposures.size + unit.conversions.length };
}
