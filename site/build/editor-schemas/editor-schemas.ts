import path from 'node:path';
import * as z from 'zod';
import { crmSchema } from '#experiments/definition/connections/crm.ts';
import { platformsSchema } from '#experiments/definition/connections/platforms.ts';
import { experimentSchema } from '#experiments/definition/experiment/experiment.ts';
import { landingSchema } from '#experiments/definition/landing/landing.ts';
import { metricsFileSchema } from '#experiments/definition/metric/metric.ts';
import { siteSchema } from '#experiments/definition/settings/site.ts';
import { SCHEMA_FOLDER, type SchemaKind } from './schema-line.ts';
import { schemaTexts, type Texts } from './schema-texts.ts';

const KINDS = {
  landing: { schema: landingSchema, name: 'landingSchema', module: 'landing/landing.ts' },
  experiment: {
    schema: experimentSchema,
    name: 'experimentSchema',
    module: 'experiment/experiment.ts',
  },
  metrics: { schema: metricsFileSchema, name: 'metricsFileSchema', module: 'metric/metric.ts' },
  site: { schema: siteSchema, name: 'siteSchema', module: 'settings/site.ts' },
  crm: { schema: crmSchema, name: 'crmSchema', module: 'connections/crm.ts' },
  platforms: {
    schema: platformsSchema,
    name: 'platformsSchema',
    module: 'connections/platforms.ts',
  },
} as const satisfies Readonly<Record<SchemaKind, object>>;

/** The part of JSON Schema that is read and written here. */
export type JsonSchema = {
  description?: string;
  const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
};

/**
 * One JSON Schema per kind of file that people write, so that editors complete and explain its keys:
 * what Zod accepts as input, with the texts of the source. Draft 7, because that is what editors of
 * YAML know best. Rules between keys are left to `npm run check`.
 */
export function editorSchemas(root: string): Readonly<Record<SchemaKind, JsonSchema>> {
  const schemaOf = (kind: SchemaKind): JsonSchema => {
    const { schema, name, module } = KINDS[kind];
    const json = z.toJSONSchema(schema, {
      io: 'input',
      target: 'draft-7',
      unrepresentable: 'any',
    }) as JsonSchema;
    describe(json, schemaTexts(path.join(root, 'experiments/definition', module), name));
    return json;
  };
  return {
    landing: schemaOf('landing'),
    experiment: schemaOf('experiment'),
    metrics: schemaOf('metrics'),
    site: schemaOf('site'),
    crm: schemaOf('crm'),
    platforms: schemaOf('platforms'),
  };
}

/** The files of the schemas, by their paths from the root. */
export function editorSchemaFiles(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(editorSchemas(root)).map(([kind, schema]) => [
      `${SCHEMA_FOLDER}/${kind}.json`,
      `${JSON.stringify(schema, null, 1)}\n`,
    ]),
  );
}

function describe(schema: JsonSchema, { text, keys, entry, members }: Texts): void {
  if (text !== undefined) schema.description = text;
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    describe(inner, keys?.[key] ?? {});
    // What tells the members of a union apart is where its author chooses one of them.
    if (inner.const !== undefined && text !== undefined) inner.description ??= text;
  }
  if (schema.items !== undefined) describe(schema.items, entry ?? {});
  if (typeof schema.additionalProperties === 'object') {
    describe(schema.additionalProperties, entry ?? {});
  }
  const alternatives = schema.oneOf ?? schema.anyOf ?? [];
  alternatives.forEach((member, index) => {
    describe(member, members?.[index] ?? { keys, entry });
  });
}
