import type { ConsentSnapshot } from '#experiments/contract/consent.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { Money } from '#experiments/revenue/deal-state.ts';
import type { UploadConversion } from '#experiments/uploads/conversion.ts';
import { checked } from '#experiments/uploads/lifecycle/checked.ts';
import type { Desired } from '#experiments/uploads/lifecycle/desired.ts';
import type { KnownUpload, Step } from '#experiments/uploads/lifecycle/next-step.ts';
import { platformName } from '#experiments/uploads/lifecycle/next-step.ts';
import { chosenFormat, settingsOf } from '#experiments/uploads/lifecycle/settings-of.ts';
import type { UploadState } from '#experiments/uploads/lifecycle/state.ts';
import { PLATFORM_LABELS } from '#experiments/uploads/platform.ts';
import { retractionText } from '#experiments/uploads/retraction.ts';
import type { FormatName } from '#experiments/uploads/settings.ts';
import type { UploadRow } from '../store/uploads/uploads.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { clicksFor, type KnownSale } from './sale-of.ts';
import { sealConversion } from './sealed-conversion.ts';

const DAY_MS = 86_400_000;

/** What rows are made from, beside the sale itself. */
export type RowContext = {
  readonly catalog: Pick<Catalog, 'platforms' | 'site'>;
  readonly dataKeys: Keyring;
  /** Epoch milliseconds. */
  readonly now: number;
};

type Verdict = Pick<UploadRow, 'state' | 'reason' | 'format'>;

/**
 * A version of a conversion as it is stored: checked for the format that it leaves in, and sealed
 * where it may still leave. Without consent it is a number and nothing else.
 */
export async function uploadRow(
  known: KnownSale,
  desired: Desired,
  given: {
    readonly step: Extract<Step, { kind: 'write' }>;
    readonly versions: readonly KnownUpload[];
    readonly readRun: string;
    readonly context: RowContext;
  },
): Promise<UploadRow> {
  const { step, versions, readRun, context } = given;
  const { platform, conversionId, event, deal, stage } = desired;
  const { occurredAt } = platformName(desired, versions, step);
  const windowDays = context.catalog.platforms[platform]?.windowDays ?? 0;
  const deleteAt = known.sale.submittedAt + windowDays * DAY_MS;
  const value = step.action === 'retract' ? null : desired.value;
  const row = {
    platform,
    conversionId,
    event,
    version: step.version,
    action: step.action,
    stage,
    leadId: known.sale.leadId,
    dealSource: deal?.source ?? null,
    dealId: deal?.dealId ?? null,
    dealVersion: desired.dealVersion,
    occurredAt,
    adjustedAt: step.action === 'new' ? null : adjustedAt({ ...desired, occurredAt }, given),
    valueMinor: value?.minor ?? null,
    currency: value?.currency ?? null,
    deleteAt,
    readRun,
  };
  const held = (state: UploadState, reason: string | null): UploadRow => ({
    ...row,
    sealed: '',
    state,
    reason,
    format: null,
    passed: [state],
  });
  if (known.consent === null) return held('no-consent', null);
  if (step.action === 'new' && occurredAt > deleteAt) {
    return held(
      'too-late',
      `Too late for ${PLATFORM_LABELS[platform]}: it is told of what happens within ${windowDays} days of the lead. Report an earlier stage, such as the qualified lead with its expected value.`,
    );
  }
  const conversion = await conversionOf(known, desired, {
    ...given,
    consent: known.consent,
    isPersonal: context.now < deleteAt,
  });
  const { state, reason, format } = verdictOf(conversion, desired, context);
  const leaves = state === 'eligible' || state === 'linted' || state === 'refused';
  return {
    ...row,
    sealed: leaves ? await sealConversion(context.dataKeys, row, conversion) : '',
    // A correction names no person once the window is over, and still has to leave.
    deleteAt: Math.max(deleteAt, step.action === 'new' ? 0 : context.now + 30 * DAY_MS),
    state,
    reason,
    format,
    passed: state === 'eligible' ? ['eligible'] : ['eligible', state],
  };
}

async function conversionOf(
  known: KnownSale,
  desired: Desired,
  {
    step,
    versions,
    context,
    consent,
    isPersonal,
  }: {
    readonly step: Extract<Step, { kind: 'write' }>;
    readonly versions: readonly KnownUpload[];
    readonly context: RowContext;
    readonly consent: ConsentSnapshot;
    readonly isPersonal: boolean;
  },
): Promise<UploadConversion> {
  const { platform, event, actionId } = desired;
  const { id, occurredAt } = platformName(desired, versions, step);
  const found = isPersonal ? await known.digests(platform) : null;
  const entry = context.catalog.platforms[platform];
  const correction =
    step.action === 'new'
      ? {}
      : {
          adjustedAt: adjustedAt({ ...desired, occurredAt }, { versions, context }),
          reported: reportedValue(versions),
        };
  return {
    id,
    action: step.action,
    event,
    ...(actionId === undefined ? {} : { actionId }),
    occurredAt,
    value: step.action === 'retract' ? null : desired.value,
    ...correction,
    ...(isPersonal ? clicksFor(platform, known.clicks) : { clicks: {}, cookies: {} }),
    digests: found?.digests ?? {},
    plain: found?.plain ?? {},
    consent,
    leadId: known.sale.leadId,
    ...(entry && entry.variantField !== 'off' && known.variant !== ''
      ? { variant: known.variant }
      : {}),
  };
}

/**
 * Platforms want corrections after what they correct, one after the other: of two with one time the
 * first alone may count. One that would lie in the future waits for its second.
 */
function adjustedAt(
  desired: Desired,
  { versions, context }: Pick<Parameters<typeof uploadRow>[2], 'versions' | 'context'>,
): number {
  const before = Math.max(desired.occurredAt, ...versions.map((one) => one.adjustedAt ?? 0));
  return Math.max(Math.min(desired.adjustedAt, context.now), before + 1_000);
}

function reportedValue(versions: readonly KnownUpload[]): Money | null {
  return versions.findLast(({ action }) => action === 'new')?.value ?? null;
}

function verdictOf(
  conversion: UploadConversion,
  { platform }: Desired,
  { catalog, now }: RowContext,
): Verdict {
  const format = chosenFormat(catalog, platform, conversion);
  if (format === null) return { state: 'refused', reason: retractionText(platform), format };
  return { ...checkedFor(format, conversion, { catalog, now }), format };
}

/** Checks a conversion against the site's own settings of a format. */
export function checkedFor(
  format: FormatName,
  conversion: UploadConversion,
  { catalog, now }: Pick<RowContext, 'catalog' | 'now'>,
) {
  return checked(format, conversion, { settings: settingsOf(catalog, format) as never, now });
}
