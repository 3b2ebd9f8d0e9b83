import { allowsAdUse, type ConsentSnapshot } from '#experiments/contract/consent.ts';
import { AD_USE_FIELD, wordsVersion } from '#experiments/definition/landing/consent-field.ts';
import type { FormField } from '#experiments/definition/landing/form.ts';
import { consentRuleFor } from '#experiments/definition/settings/consent-rule.ts';
import { emailOf, personOf, regionOf } from '#experiments/leads/person-of.ts';
import { spamVerdict } from '#experiments/leads/spam.ts';
import { PLATFORMS, type Platform } from '#experiments/uploads/platform.ts';
import type { FormContext, Submit } from '../routes/submit.ts';
import type { LeadDigestRow, LeadExperimentRow, LeadRow } from '../store/events/rows.ts';
import type { LookBack } from '../store/leads/insert-lead.ts';
import { consentHere } from '../visitor/consent.ts';
import { countryOf } from '../visitor/facts.ts';
import { seal } from '../visitor/seal.ts';
import { leadDigests } from './digests.ts';
import { emailKeys } from './email-key.ts';
import { signsOf } from './signs.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A submit as the store takes it. */
export type ReadyLead = {
  readonly lead: LeadRow;
  readonly back: LookBack;
  readonly experiments: readonly LeadExperimentRow[];
  readonly digests: readonly LeadDigestRow[];
};

/**
 * Makes a lead of a valid submit: whether it is one, what its visitor agreed to, what it saw, and
 * where use for ads was granted what ad platforms will know it by.
 */
export async function readyLead(
  request: Request,
  submit: Submit,
  sent: {
    readonly fields: readonly FormField[];
    readonly values: Readonly<Record<string, string>>;
    /** Path of the page that the form stood on. */
    readonly landing: string;
    readonly context: FormContext;
  },
): Promise<ReadyLead> {
  const { fields, values, landing, context } = sent;
  const { view, unitId, form } = submit;
  const { now, keys, dataKeys, catalog } = context;
  const rules = catalog.site.leads.spam;
  const leadId = view?.n ?? crypto.randomUUID();
  const signs = await signsOf(request, submit, leadId, context);
  const spamReason = spamVerdict(signs, rules);
  const consent = await leadConsent(request, submit, fields, context);
  const adUse = allowsAdUse(consent);
  const known = await emailKeys(keys, emailOf(fields, values));
  const makesDigests = adUse && spamReason === null;
  return {
    lead: {
      leadId,
      formId: form.id,
      landing,
      unitId,
      viewNonce: view?.n ?? null,
      occurredAt: now,
      sealedFields: await seal(dataKeys, JSON.stringify(values), leadId),
      emailKey: known[0] ?? null,
      consent: JSON.stringify(consent),
      adUse,
      doubt: signs.turnstile === 'unreachable' ? 'turnstile-unreachable' : null,
      spamReason,
    },
    back: {
      emailKeys: known,
      repeatsAfter: now - rules.repeatHours * HOUR_MS,
      submitsAfter: now - rules.minutes * MINUTE_MS,
      perVisitor: rules.perVisitor,
    },
    experiments: experimentsOf(submit),
    digests: makesDigests ? await digestsOf(leadId, landing, { fields, values, context }) : [],
  };
}

function leadConsent(
  request: Request,
  { view, body, url }: Submit,
  fields: readonly FormField[],
  { catalog, keys, now }: FormContext,
): Promise<ConsentSnapshot> {
  const { site } = catalog;
  const box = fields.find(({ name }) => name === AD_USE_FIELD);
  const ticked = Boolean(body.get(AD_USE_FIELD)?.trim());
  return consentHere(request, url, {
    keys,
    site,
    mode: view?.m ?? consentRuleFor(site.consent, countryOf(request)).mode,
    form: box ? { ticked, version: wordsVersion(box.label) } : null,
    now,
  });
}

/** Nothing for a visitor who is in no statistic. */
function experimentsOf({ view, unitId }: Submit): readonly LeadExperimentRow[] {
  if (view === null || unitId === null || view.k === 1) return [];
  return view.a.flatMap((assignment) =>
    'v' in assignment
      ? [
          {
            experimentId: assignment.x,
            variantId: assignment.v,
            epoch: assignment.e,
            fingerprint: assignment.f,
          },
        ]
      : [],
  );
}

function digestsOf(
  leadId: string,
  landing: string,
  {
    fields,
    values,
    context,
  }: {
    readonly fields: readonly FormField[];
    readonly values: Readonly<Record<string, string>>;
    readonly context: FormContext;
  },
): Promise<readonly LeadDigestRow[]> {
  const { catalog, dataKeys, now } = context;
  const { site, landings, platforms } = catalog;
  const locale = landings.find(({ path }) => path === landing)?.locale ?? site.locale;
  const person = personOf(fields, values, site.leads.phoneCountry ?? regionOf(locale));
  // What a platform takes no more after its window is of no use to anybody.
  const days = new Map(
    PLATFORMS.flatMap((platform): [Platform, number][] => {
      const told = platforms[platform];
      return told?.enabled ? [[platform, told.windowDays]] : [];
    }),
  );
  return leadDigests({ ...person, externalId: leadId }, { leadId, days, dataKeys, now });
}
