import { STAGES } from '#experiments/contract/stage-names.ts';
import {
  type HookRejectCode,
  type StageEvent,
  stageEventSchema,
  type WrittenStageEvent,
} from '#experiments/contract/stages.ts';
import type { CrmSource } from '#experiments/definition/connections/crm-source.ts';
import { nearest } from '#experiments/definition/faults/nearest.ts';
import { listText } from '#experiments/definition/faults/problem.ts';

/** Clocks differ; what is further ahead is a date that somebody expects, or seconds for milliseconds. */
const AHEAD_MS = 24 * 3_600_000;

export type ReadStage =
  | { readonly ok: true; readonly event: StageEvent }
  | { readonly ok: false; readonly code: HookRejectCode; readonly message: string };

/**
 * One event as its sender wrote it, with our own stage: refuses what is no event (`invalid-event`),
 * and stages that neither we nor crm.yaml know (`unknown-stage`).
 */
export function readStage(
  raw: unknown,
  source: Pick<CrmSource, 'id' | 'stages'>,
  now: number,
): ReadStage {
  const parsed = stageEventSchema.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.');
    const message = `${field ? `${field}: ` : ''}${issue?.message ?? 'invalid'}`;
    return { ok: false, code: 'invalid-event', message };
  }
  const event = parsed.data;
  if (event.at > now + AHEAD_MS) {
    const message = `at: ${new Date(event.at).toISOString()} has not come yet`;
    return { ok: false, code: 'invalid-event', message };
  }
  const stage = stageOf(event, source);
  if (stage === null) {
    const names = [...STAGES, ...Object.keys(source.stages)];
    const close = nearest(event.stage, names);
    const hint = close === undefined ? '' : ` Did you mean "${close}"?`;
    const message = `stage: "${event.stage}" is not known. Say in site/crm.yaml, under the stages of "${source.id}", which of ${listText(STAGES)} it is.${hint}`;
    return { ok: false, code: 'unknown-stage', message };
  }
  return { ok: true, event: { ...event, stage } };
}

/** The sender's word decides before our own: somebody may mean by "lead" what we call qualified. */
function stageOf(
  { stage }: WrittenStageEvent,
  { stages }: Pick<CrmSource, 'stages'>,
): StageEvent['stage'] | null {
  return (
    (Object.hasOwn(stages, stage) ? stages[stage] : undefined) ??
    STAGES.find((one) => one === stage) ??
    null
  );
}
