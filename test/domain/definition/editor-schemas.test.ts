import { readFileSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, test } from 'vitest';
import { parse } from 'yaml';
import {
  editorSchemaFiles,
  editorSchemas,
  type JsonSchema,
} from '#site/build/editor-schemas/editor-schemas.ts';
import { type SchemaKind, schemaLine } from '#site/build/editor-schemas/schema-line.ts';
import { ROOT } from '#site/commands/local/settings.ts';

const KIND_OF: Readonly<Record<string, SchemaKind>> = {
  'site/site.yaml': 'site',
  'site/crm.yaml': 'crm',
  'site/platforms.yaml': 'platforms',
  'site/landing/*.yaml': 'landing',
  'experiments/metrics.yaml': 'metrics',
  'experiments/catalog/!(*.lock).yaml': 'experiment',
};

const schemas = editorSchemas(ROOT);
// Draft 7 as editors read it; the formats repeat what the patterns say.
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });

describe('schemas for editors', () => {
  // Reading all sources with the compiler takes seconds on a busy machine.
  test('are those that the sources make: npm run schemas', { timeout: 60_000 }, ({ expect }) => {
    for (const [file, text] of Object.entries(editorSchemaFiles(ROOT))) {
      const written = readFileSync(path.join(ROOT, file), 'utf8');
      expect(written, `${file} is stale: run npm run schemas`).toBe(text);
    }
  });

  test('explain every key', ({ expect }) => {
    const unexplained = Object.entries(schemas).flatMap(([kind, schema]) =>
      withoutText(schema, kind),
    );
    expect(unexplained).toEqual([]);
  });

  test('accept every shipped file, which names its schema in the first line', async ({
    expect,
  }) => {
    for (const [pattern, kind] of Object.entries(KIND_OF)) {
      const validate = ajv.compile(schemas[kind]);
      for await (const file of glob(pattern, { cwd: ROOT })) {
        const text = await readFile(path.join(ROOT, file), 'utf8');
        const [first] = text.split('\n');
        expect(first, file).toBe(schemaLine(kind, file));
        validate(parse(text));
        expect(validate.errors ?? [], file).toEqual([]);
      }
    }
  });

  test('refuse a key that is not there, also inside a section', ({ expect }) => {
    const text = readFileSync(path.join(ROOT, 'site/landing/crm.yaml'), 'utf8');
    const validate = ajv.compile(schemas.landing);
    expect(validate(parse(text.replace('    headline:', '    headlin:')))).toBe(false);
    expect(validate(parse(text.replace('\ntitle:', '\ntitel:')))).toBe(false);
  });

  test('tell the author of a section what each type is for', ({ expect }) => {
    const types = schemas.landing.properties?.['sections']?.items?.oneOf?.map(
      ({ properties }) => properties?.['type'],
    );
    expect(types).toContainEqual({
      type: 'string',
      const: 'hero',
      description: 'First screen: what it is, for whom, and the one thing to do.',
    });
  });
});

function withoutText(schema: JsonSchema, place: string): readonly string[] {
  const keys = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => [
    ...(inner.description === undefined ? [`${place}.${key}`] : []),
    ...withoutText(inner, `${place}.${key}`),
  ]);
  const { items, additionalProperties: any, anyOf = [], oneOf = anyOf } = schema;
  return [
    ...keys,
    ...(items === undefined ? [] : withoutText(items, `${place}[]`)),
    ...(typeof any === 'object' ? withoutText(any, `${place}.*`) : []),
    ...oneOf.flatMap((member) => withoutText(member, place)),
  ];
}
