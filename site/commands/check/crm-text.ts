import type { Crm } from '#experiments/definition/connections/crm.ts';

/**
 * Where leads go and who may report stages, with the secrets that have no value here; null where
 * crm.yaml names no destination. `secrets`: values by name, as .dev.vars holds them.
 */
export function crmText(
  { destinations, sources }: Crm,
  secrets: Readonly<Record<string, string>>,
): string | null {
  if (destinations.length === 0) return null;
  const without = (names: readonly string[]) =>
    names.some((name) => secrets[name]) ? '' : ` (${names.join(', ')} has no value in .dev.vars)`;
  const lines = destinations.map(({ id, type, forms, secret }) => {
    const which = forms === undefined ? 'all forms' : forms.join(', ');
    return `  ${id}: ${type}, leads of ${which}${without([secret])}`;
  });
  const from = sources.map(({ id, secrets: names }) => `  /_tl/hooks/${id}${without(names)}`);
  return [
    'Leads go to',
    ...lines,
    ...(from.length > 0 ? ['Stages and orders may come to', ...from] : []),
  ].join('\n');
}
