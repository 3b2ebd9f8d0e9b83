import path from 'node:path';
import type { Problem } from '#experiments/definition/faults/problem.ts';
import { parseSource, type ReadSource } from '../read-source.ts';
import { bodyNodes } from './body-nodes.ts';
import { splitMdx } from './split.ts';

/**
 * An .mdx landing: the values between its two "---" as of a YAML file, with the lines that they
 * have here, and what its body holds.
 */
export function parseMdx(file: string, text: string): ReadSource {
  const split = splitMdx(text);
  if (split === undefined) {
    const wrong = 'does not begin with the values of a landing between two lines "---"';
    return { ok: false, problems: [{ level: 'error', file, line: 1, key: '', wrong }] };
  }
  const { experiments, nodes, problems } = bodyNodes(
    { file, stem: path.parse(file).name, text },
    split.body,
  );
  const read = parseSource(file, split.yaml);
  const all: readonly Problem[] = read.ok ? problems : [...read.problems, ...problems];
  if (!read.ok || all.length > 0) return { ok: false, problems: all };
  return {
    ok: true,
    source: { ...read.source, body: { nodes, experiments, text: text.slice(split.body) } },
  };
}
