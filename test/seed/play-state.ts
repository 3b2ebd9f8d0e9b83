import { assign, firstEpoch } from '#experiments/assignment/assign.ts';
import { nextWeights } from '#experiments/controls/next-weights.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import type { EpochRow } from '#experiments/report/counts/counts.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { eventId, visitorId } from '#test/simulate/ids.ts';
import { type Random, seeded } from '#test/simulate/random.ts';
import { visitorFacts } from '#test/support/visitor-facts.ts';
import { siteDay } from '#worker/store/operation/site-day.ts';
import { type CountsSoFar, noCounts } from './counts-so-far.ts';
import { momentOfDay } from './demo-day.ts';
import { DEMO } from './demo-world.ts';
import { armQuery, type Played, playVisitor } from './play-visitor.ts';
import type { DemoState } from './states.ts';

const DAY_MS = 86_400_000;
/** The cron moves a bandit soon after midnight. */
const MOVED_AFTER_MS = 10 * 60_000;
/** Days that a bandit waits for conversions; the metric of the demo's closes sooner. */
const LONGEST_WAIT_DAYS = 7;

/** The visitors of one experiment, and the epochs that they were born in. */
export type PlayedState = {
  readonly visitors: readonly Played[];
  readonly epochs: readonly EpochRow[];
};

/**
 * Plays one experiment of the demo: the same people do the same things whatever the date. An id
 * holds its moment, so one is drawn until the real assignment gives the variant that was drawn.
 * `today`: start of a UTC day; whoever begins today comes between its start at the site and `now`.
 */
export function playState(
  catalog: Catalog,
  state: DemoState,
  { today, now }: { readonly today: number; readonly now: number },
): PlayedState {
  const experiment = catalog.experiments.find(({ id }) => id === state.experimentId);
  if (!experiment) return { visitors: [], epochs: [] };
  const start = today - state.from * DAY_MS;
  const epochs: EpochRow[] = [{ ...firstEpoch(experiment), effectiveAt: start - DAY_MS }];
  const counts = noCounts();
  const visitors: Played[] = [];
  const days = Math.max(1, state.from - (state.until ?? 0));
  for (let number = 0; number < days; number++) {
    const day = start + number * DAY_MS;
    const moved = banditMove(catalog, { experiment, state, counts, epochs, number, day });
    if (moved) epochs.push(moved);
    const random = seeded(`${DEMO.seed}/${experiment.id}/${number}`);
    for (const landing of experiment.landings) {
      const count = Math.round(state.perDay * (0.9 + 0.2 * random()));
      for (let index = 0; index < count; index++) {
        const at = momentOfDay(
          state.from === 0 ? { now, zone: catalog.site.timeZone } : day,
          random,
        );
        const visitor = bornInto(experiment, { epochs, at, random, came: state.came });
        const played = playVisitor(catalog, { ...visitor, experiment, state, landing, at }, random);
        counts.add(played);
        visitors.push(played);
      }
    }
  }
  return { visitors, epochs };
}

/** An id whose visitor gets the variant that the weights in force draw. */
function bornInto(
  experiment: CatalogExperiment,
  of: {
    readonly epochs: readonly EpochRow[];
    readonly at: number;
    readonly random: Random;
    readonly came: DemoState['came'];
  },
): Pick<Played, 'unitId' | 'variantId' | 'epoch'> & { readonly nonce: string } {
  const { epochs, at, random, came } = of;
  const inForce = epochs.findLast(({ effectiveAt }) => effectiveAt <= at) ?? epochs[0];
  let draw = random() * 10_000;
  const shares = came?.map((share) => share * 10_000) ?? inForce?.weightsBp ?? [];
  const column = shares.findIndex((weight) => {
    draw -= weight;
    return draw < 0;
  });
  const wanted = experiment.variants[Math.max(0, column)]?.id ?? '';
  const nonce = eventId(random);
  const tries = seeded(nonce);
  for (;;) {
    const unitId = visitorId(at, tries);
    const query = new Map(new URLSearchParams(armQuery(experiment, wanted)));
    const facts = visitorFacts({ device: 'desktop', country: '', query });
    const given = assign(experiment, { epochs, paused: false }, { id: unitId, facts });
    if (given.in && given.variantId === wanted) {
      return { unitId, variantId: wanted, epoch: given.epoch, nonce };
    }
  }
}

function banditMove(
  catalog: Catalog,
  at: {
    readonly experiment: CatalogExperiment;
    readonly state: DemoState;
    readonly counts: CountsSoFar;
    readonly epochs: readonly EpochRow[];
    readonly number: number;
    readonly day: number;
  },
): EpochRow | null {
  const { experiment, state, counts, epochs, number, day } = at;
  const metric = catalog.metrics.find(({ id }) => id === experiment.primary);
  const last = epochs.at(-1);
  if (!state.bandit || number < state.bandit.afterDays || !metric || !last) return null;
  const wait = Math.min(Math.ceil(metric.windowDays), LONGEST_WAIT_DAYS);
  const weightsBp = nextWeights(experiment, counts.rows(), {
    metric,
    floorBp: state.bandit.floorBp,
    inForceBp: last.weightsBp,
    lastDay: addDays(siteDay(day + DAY_MS / 2, catalog.site.timeZone), -1 - wait),
  });
  const effectiveAt = day + MOVED_AFTER_MS;
  return weightsBp && { ...last, epoch: last.epoch + 1, weightsBp, effectiveAt };
}
