import type { MappedDestination } from '../definition/connections/crm-destination.ts';
import { type DeliveredLead, leadFacts } from './delivered-lead.ts';

/** Properties of a record in a CRM, by the names of its API; never an empty text. */
export type Properties = Readonly<Record<string, string>>;

type Mapping = Pick<MappedDestination, 'fields' | 'facts' | 'otherwise' | 'existing'>;

/** What a new record gets: the mapped fields and facts, and what `otherwise` says for the rest. */
export function newRecord(mapping: Mapping, lead: DeliveredLead): Properties {
  return { ...mapping.otherwise, ...fieldsOf(mapping, lead), ...factsOf(mapping, lead) };
}

/**
 * What is written to a record that the CRM has already: the facts, which are Truelift's own, and the
 * person's fields only where the file says `existing: update`. Never what `otherwise` says.
 */
export function existingRecord(mapping: Mapping, lead: DeliveredLead): Properties {
  const fields = mapping.existing === 'update' ? fieldsOf(mapping, lead) : {};
  return { ...fields, ...factsOf(mapping, lead) };
}

function fieldsOf({ fields }: Mapping, lead: DeliveredLead): Properties {
  return filled(
    Object.entries(fields).map(([field, property]) => [property, textOf(lead.fields, field)]),
  );
}

function factsOf({ facts }: Mapping, lead: DeliveredLead): Properties {
  const known = leadFacts(lead);
  return filled(
    Object.entries(facts).map(([fact, property = '']) => [property, textOf(known, fact)]),
  );
}

function textOf(values: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(values, name) ? (values[name] ?? '') : '';
}

function filled(entries: readonly (readonly [string, string])[]): Properties {
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}
