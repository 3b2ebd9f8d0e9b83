import type { Definitions, Sourced } from '../catalog/definitions.ts';
import type { Crm } from '../connections/crm.ts';
import type { MappedDestination } from '../connections/crm-destination.ts';
import { type KeyPath, type Problem, problemAt } from '../faults/problem.ts';

/** Properties without which Salesforce takes no Lead: developer.salesforce.com, object reference, "Lead". */
const SALESFORCE_REQUIRED = ['LastName', 'Company'] as const;

/** What is wrong in crm.yaml by itself: ids and properties that are there twice or not at all. */
export function checkCrm({ crm }: Definitions): readonly Problem[] {
  if (crm === undefined) return [];
  return [
    ...sameIds(crm, 'destinations'),
    ...sameIds(crm, 'sources'),
    ...crm.value.destinations.flatMap((destination, index) =>
      destination.type === 'webhook'
        ? []
        : propertyFaults(crm, destination, ['destinations', index]),
    ),
  ];
}

function sameIds(crm: Sourced<Crm>, list: 'destinations' | 'sources'): readonly Problem[] {
  const ids = crm.value[list].map(({ id }) => id);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [problemAt(crm.source, [list, index, 'id'], { wrong: `"${id}" is there twice` })],
  );
}

function propertyFaults(
  crm: Sourced<Crm>,
  destination: MappedDestination,
  path: KeyPath,
): readonly Problem[] {
  const given = [...entries(destination.fields, 'fields'), ...entries(destination.facts, 'facts')];
  const twice = given.flatMap(({ key, property }, index) =>
    given.findIndex((other) => other.property === property) === index
      ? []
      : [problemAt(crm.source, [...path, ...key], { wrong: `"${property}" is given twice` })],
  );
  if (destination.type !== 'salesforce') return twice;
  const properties = [
    ...given.map(({ property }) => property),
    ...Object.keys(destination.otherwise),
  ];
  const missing = SALESFORCE_REQUIRED.filter((property) => !properties.includes(property));
  return [
    ...twice,
    ...missing.map((property) =>
      problemAt(crm.source, [...path, 'fields'], {
        wrong: `nothing becomes ${property}, without which Salesforce takes no lead: map a field to it, or say under "otherwise" what it gets`,
      }),
    ),
  ];
}

function entries(map: Readonly<Record<string, string | undefined>>, name: string) {
  return Object.entries(map).map(([key, property = '']) => ({ key: [name, key], property }));
}
