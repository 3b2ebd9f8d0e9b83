import { queryParameters } from '#experiments/attribution/query-parameters.ts';
import { CAMPAIGN_NAMES, type DeliveredLead } from '#experiments/crm/delivered-lead.ts';
import type { StoredLead } from '../store/leads/read-lead.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { unseal } from '../visitor/seal.ts';

/** A lead with what the person typed; null when the key that sealed it is gone. */
export async function openLead(keys: Keyring, lead: StoredLead): Promise<DeliveredLead | null> {
  const fields = await openFields(keys, lead);
  if (!fields) return null;
  const parameters = queryParameters(lead.query);
  const campaign = CAMPAIGN_NAMES.flatMap((name) => {
    const value = parameters.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    leadId: lead.leadId,
    formId: lead.formId,
    landing: lead.landing,
    submittedAt: new Date(lead.occurredAt).toISOString(),
    fields,
    campaign: Object.fromEntries(campaign),
    experiments: lead.experiments,
    consent: consentOf(lead.consent),
  };
}

/** What the person typed, by field; null when it cannot be read. */
export async function openFields(
  keys: Keyring,
  lead: Pick<StoredLead, 'leadId' | 'sealedFields'>,
): Promise<Readonly<Record<string, string>> | null> {
  const text = await unseal(keys, lead.sealedFields, lead.leadId);
  return text === null ? null : (JSON.parse(text) as Record<string, string>);
}

/** Two facts of a stored consent; a lead from before consent was kept has none. */
function consentOf(text: string): DeliveredLead['consent'] {
  const { adUserData, version } = JSON.parse(text) as Record<string, unknown>;
  return { ads: String(adUserData ?? 'unknown'), version: String(version ?? '') };
}
