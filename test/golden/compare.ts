/** One numeric case of a vector file; the format is described in README.md beside this file. */
export type VectorCase = {
  readonly id: string;
  readonly method: string;
  readonly input: unknown;
  readonly expected: unknown;
  readonly tolerance: { readonly rel: number; readonly abs: number };
};

/** What became of a case: `faults` says where the answer differs, empty when it passes. */
export type CaseResult = { readonly id: string; readonly faults: readonly string[] };

/** Every method of the vector files by its name: plain input in, plain object out. */
export type Methods = { readonly [method: string]: ((input: never) => unknown) | undefined };

/** Runs one case against the methods; a throwing or missing method is a fault, not an error. */
export function runCase(vector: VectorCase, methods: Methods): CaseResult {
  const method = methods[vector.method];
  if (!method) return { id: vector.id, faults: [`no method ${vector.method}`] };
  try {
    const got = method(vector.input as never);
    return { id: vector.id, faults: differences(got, vector.expected, vector.tolerance, '') };
  } catch (error) {
    return { id: vector.id, faults: [`threw ${String(error)}`] };
  }
}

/**
 * Where `got` differs from `expected`. Numbers pass within abs + rel·|expected|; the strings
 * "Infinity" and "-Infinity" are those numbers; null passes as null, undefined or NaN; arrays need
 * equal length; an object needs at least the expected keys.
 */
export function differences(
  got: unknown,
  expected: unknown,
  tolerance: VectorCase['tolerance'],
  path: string,
): string[] {
  const fault = [`${path || 'result'}: got ${show(got)}, expected ${show(expected)}`];
  if (expected === null) return got == null || Number.isNaN(got) ? [] : fault;
  if (expected === 'Infinity') return got === Number.POSITIVE_INFINITY ? [] : fault;
  if (expected === '-Infinity') return got === Number.NEGATIVE_INFINITY ? [] : fault;
  if (typeof expected === 'number') {
    if (typeof got !== 'number') return fault;
    const allowed = tolerance.abs + tolerance.rel * Math.abs(expected);
    return Math.abs(got - expected) <= allowed ? [] : fault;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(got) || got.length !== expected.length) return fault;
    return expected.flatMap((item, i) => differences(got[i], item, tolerance, `${path}[${i}]`));
  }
  if (typeof expected === 'object') {
    if (typeof got !== 'object' || got === null) return fault;
    const fields = got as Record<string, unknown>;
    return Object.entries(expected as object).flatMap(([key, value]) =>
      differences(fields[key], value, tolerance, path ? `${path}.${key}` : key),
    );
  }
  return got === expected ? [] : fault;
}

const show = (value: unknown): string =>
  typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'undefined');
