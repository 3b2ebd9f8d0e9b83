import { csvText } from '../programme/csv-text.ts';
import { decimalAmount } from '../uploads/decimal-amount.ts';
import type { LeadLine } from './lead-line.ts';
import { leadStage } from './lead-stage.ts';

/** Columns of every lead; the fields of the forms follow, each as `field_{name}`. */
const COLUMNS = [
  'lead_id',
  'submitted_at',
  'form',
  'landing',
  'source',
  'campaign',
  'variants',
  'consent_ads',
  'ad_use',
  'gpc',
  'consent_version',
  'confirmed_at',
  'erased_at',
  'spam_reason',
  'stage',
  'amounts',
  'deliveries',
] as const;

/** Column of what was typed into fields that no form has any more, as JSON. */
const OTHER = 'other_fields';

/**
 * Leads as a CSV file for people: what a spreadsheet would run as a formula gets an apostrophe.
 * `fields`: names of the forms' fields, in the order of their columns. `timeOf`: epoch milliseconds
 * as text. `head`: whether the line of names comes first.
 */
export function leadsCsv(
  lines: readonly LeadLine[],
  {
    fields,
    timeOf,
    head,
  }: {
    readonly fields: readonly string[];
    readonly timeOf: (at: number) => string;
    readonly head: boolean;
  },
): string {
  const columns = [...COLUMNS, ...fields.map(columnOf), OTHER];
  const text = csvText(
    columns,
    lines.map((line) => ({ ...factsOf(line, timeOf), ...typedOf(line, fields) })),
  );
  return head ? text : text.slice(text.indexOf('\r\n') + 2);
}

function factsOf(line: LeadLine, timeOf: (at: number) => string) {
  const { stage, amounts } = leadStage(line);
  return {
    lead_id: line.leadId,
    submitted_at: timeOf(line.submittedAt),
    form: line.formId,
    landing: line.landing,
    source: line.source,
    campaign: line.campaign,
    variants: line.experiments
      .map(({ experiment, variant }) => `${experiment}: ${variant}`)
      .join(', '),
    consent_ads: line.consent.ads,
    ad_use: line.consent.adUse ? 'yes' : 'no',
    gpc: line.consent.gpc ? 'yes' : 'no',
    consent_version: line.consent.version,
    confirmed_at: line.confirmedAt === null ? null : timeOf(line.confirmedAt),
    erased_at: line.erasedAt === null ? null : timeOf(line.erasedAt),
    spam_reason: line.spamReason,
    stage: line.spamReason === null ? stage : null,
    amounts: amounts.map((money) => `${decimalAmount(money)} ${money.currency}`).join(', '),
    deliveries: line.deliveries
      .map(({ destination, state }) => `${destination}: ${state}`)
      .join(', '),
  };
}

function typedOf(line: LeadLine, fields: readonly string[]): Readonly<Record<string, string>> {
  const typed = Object.entries(line.fields ?? {});
  const known = typed.filter(([name]) => fields.includes(name));
  const others = typed.filter(([name]) => !fields.includes(name));
  return {
    ...Object.fromEntries(known.map(([name, value]) => [columnOf(name), value])),
    ...(others.length > 0 ? { [OTHER]: JSON.stringify(Object.fromEntries(others)) } : {}),
  };
}

function columnOf(field: string): string {
  return `field_${field}`;
}
