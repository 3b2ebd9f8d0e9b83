import type * as z from 'zod';
import type { KeyPath } from './problem.ts';

type Schema = z.core.$ZodType;

/**
 * The keys that a schema allows at a place of a value, or undefined where it allows any key or
 * holds no map. The value decides between the members of a union.
 */
export function keysAt(
  schema: Schema,
  path: KeyPath,
  value: unknown,
): readonly string[] | undefined {
  const found = schemaAt(schema, path, value);
  return found?._zod.def.type === 'object'
    ? Object.keys((found as z.core.$ZodObject)._zod.def.shape)
    : undefined;
}

/** Whether a place of a value holds text in people's own words: of no fixed list, of no set form. */
export function isFreeText(schema: Schema, path: KeyPath, value: unknown): boolean {
  const found = schemaAt(schema, path, value);
  if (found?._zod.def.type !== 'string') return false;
  const checks = (found as z.core.$ZodString)._zod.def.checks ?? [];
  return !checks.some(
    ({ _zod: { def } }) => def.check === 'string_format' || def.check === 'custom',
  );
}

/** The schema of a place, or undefined where the schema has no such place. */
function schemaAt(schema: Schema, path: KeyPath, value: unknown): Schema | undefined {
  const plain = memberFor(unwrapped(schema), value);
  const [step, ...rest] = path;
  if (plain === undefined || step === undefined) return plain;
  const inner = childOf(plain, step);
  return inner === undefined ? undefined : schemaAt(inner, rest, childValue(value, step));
}

function childOf(schema: Schema, step: string | number): Schema | undefined {
  switch (schema._zod.def.type) {
    case 'object':
      return (schema as z.core.$ZodObject)._zod.def.shape[String(step)];
    case 'array':
      return (schema as z.core.$ZodArray)._zod.def.element;
    case 'record':
      return (schema as z.core.$ZodRecord)._zod.def.valueType;
    default:
      return undefined;
  }
}

/** Looks through defaults, optional marks and transforms at what people write. */
function unwrapped(schema: Schema): Schema {
  const def = schema._zod.def as { type: string; innerType?: Schema; in?: Schema };
  const inner = def.innerType ?? (def.type === 'pipe' ? def.in : undefined);
  return inner === undefined ? schema : unwrapped(inner);
}

/** Of a union, the member whose discriminator is in the value; other schemas as they are. */
function memberFor(schema: Schema, value: unknown): Schema | undefined {
  if (schema._zod.def.type !== 'union') return schema;
  const { options, discriminator } = (schema as z.core.$ZodDiscriminatedUnion)._zod.def;
  const members = options.map(unwrapped);
  if (discriminator === undefined) {
    return members.find((member) => member._zod.def.type === 'object');
  }
  const name = childValue(value, discriminator);
  return members.find((member) => {
    const literal = childOf(member, discriminator);
    return literal?._zod.values?.has(name as z.core.util.Primitive) ?? false;
  });
}

/** The value one step further in, or undefined. */
export function childValue(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Record<string | number, unknown>)[step];
}

/** The value at the end of a path, or undefined. */
export function valueAt(value: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(childValue, value);
}
