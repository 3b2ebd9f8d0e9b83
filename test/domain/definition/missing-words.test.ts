import { test } from 'vitest';
import type * as z from 'zod';
import { crmSchema } from '#experiments/definition/connections/crm.ts';
import { platformsSchema } from '#experiments/definition/connections/platforms.ts';
import { experimentSchema } from '#experiments/definition/experiment/experiment.ts';
import { MISSING_WORDS } from '#experiments/definition/faults/missing-words.ts';
import { landingSchema } from '#experiments/definition/landing/landing.ts';
import { metricsFileSchema } from '#experiments/definition/metric/metric.ts';
import { siteSchema } from '#experiments/definition/settings/site.ts';
import { complaints, LANDING, LANDING_FILE, replaced } from './project.ts';

type Schema = z.core.$ZodType;
type Definition = { type: string } & Record<
  'innerType' | 'in' | 'element' | 'valueType',
  Schema
> & {
    options: readonly Schema[];
    shape: Readonly<Record<string, Schema>>;
  };

/** Kinds whose values the schema lists or fixes by itself. */
const LISTED = ['enum', 'literal', 'boolean'];

test('has words for every key that any file must have', ({ expect }) => {
  const files = [
    landingSchema,
    experimentSchema,
    metricsFileSchema,
    siteSchema,
    crmSchema,
    platformsSchema,
  ];
  const required = new Set(files.flatMap((schema) => requiredKeys(schema)));
  expect(required.size).toBeGreaterThan(60);
  expect([...required].filter((key) => MISSING_WORDS[key] === undefined)).toEqual([]);
});

test('says of an address that is missing what it looks like', ({ expect }) => {
  expect(complaints({ [LANDING_FILE]: replaced(LANDING, 'path: /crm/\n', '') })).toContain(
    'site/landing/crm.yaml:1  path: is missing; write the address of the page, for example /crm/.',
  );
});

function requiredKeys(schema: Schema): readonly string[] {
  const def = schema._zod.def as unknown as Definition;
  const inner = def.innerType ?? (def.type === 'pipe' ? def.in : undefined);
  if (inner !== undefined) return requiredKeys(inner);
  switch (def.type) {
    case 'array':
      return requiredKeys(def.element);
    case 'record':
      return requiredKeys(def.valueType);
    case 'union':
      return def.options.flatMap(requiredKeys);
    case 'object':
      return Object.entries(def.shape).flatMap(([key, value]) => [
        ...(isRequired(value) ? [key] : []),
        ...requiredKeys(value),
      ]);
    default:
      return [];
  }
}

function isRequired(schema: Schema): boolean {
  const { type } = schema._zod.def as unknown as Definition;
  return !LISTED.includes(type) && !(schema as z.ZodType).safeParse(undefined).success;
}
