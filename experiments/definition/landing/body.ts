import { type KeyPath, keyText, type Source } from '../faults/problem.ts';

/** What stands in the body of an .mdx landing, in its order. */
export type BodyNode =
  | {
      readonly kind: 'section';
      /** What its attributes say, by the keys of the section's schema. */
      readonly value: Readonly<Record<string, unknown>>;
      /** `<Faq>`, for messages. */
      readonly label: string;
      readonly lineOf: (rest: KeyPath) => number;
    }
  | {
      readonly kind: 'prose';
      /** Name of the part that the build compiles: `guide/3`. */
      readonly part: string;
      /** Number of its place in the body, from 1; all variants of an experiment share one. */
      readonly place: number;
      readonly line: number;
    }
  | {
      readonly kind: 'experiment';
      readonly id: string;
      readonly variants: readonly {
        readonly id: string;
        readonly nodes: readonly BodyNode[];
      }[];
    };

/** An `<Experiment>` in a file, and the variants that it draws. */
export type DrawnExperiment = {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly variants: readonly {
    readonly id: string;
    readonly line: number;
    /** What stands between its tags, as it is written. */
    readonly text?: string;
  }[];
};

export type Body = {
  readonly nodes: readonly BodyNode[];
  /** All of it as it is written. */
  readonly text?: string;
  /** All experiments of the body, also those inside its text. */
  readonly experiments: readonly DrawnExperiment[];
};

/** Variant by experiment; one that is left out shows the variant that comes first in the file. */
export type Chosen = Readonly<Record<string, string>>;

type Shown = Exclude<BodyNode, { readonly kind: 'experiment' }>;
type Placed = {
  readonly value: unknown;
  readonly label: string;
  readonly lineOf: (rest: KeyPath) => number;
};

/**
 * The file with the sections and texts of its body in its list of sections, as the chosen variants
 * have them: where the list says `type: body`, else at its end. A file without a body is as it is.
 */
export function withBody(source: Source, chosen: Chosen): Source {
  const written = (source.value as { readonly sections?: unknown } | null)?.sections ?? [];
  if (source.body === undefined || !Array.isArray(written)) return source;
  const marked = written.findIndex((section) => section?.type === 'body');
  const at = marked < 0 ? written.length : marked;
  const taken = marked < 0 ? 0 : 1;
  const placed = sectionsOf(flat(source.body.nodes, chosen));
  const value = {
    ...(source.value as object),
    sections: [
      ...written.slice(0, at),
      ...placed.map((one) => one.value),
      ...written.slice(at + taken),
    ],
  };
  const inBody = (path: KeyPath): Placed | undefined =>
    path[0] === 'sections' ? placed[Number(path[1] ?? Number.NaN) - at] : undefined;
  const inFile = (path: KeyPath): KeyPath => {
    const [first, index, ...rest] = path;
    if (first !== 'sections' || index === undefined || Number(index) < at) return path;
    return ['sections', Number(index) - placed.length + taken, ...rest];
  };
  return {
    ...source,
    value,
    withVariants: (others) => withBody(source, { ...chosen, ...others }),
    lineOf: (path) => inBody(path)?.lineOf(path.slice(2)) ?? source.lineOf(inFile(path)),
    keyOf: (path) => {
      const found = inBody(path);
      if (found === undefined) return keyText(inFile(path));
      return [found.label, keyText(path.slice(2))].join(' ').trim();
    },
  };
}

/** The nodes that the chosen variants show, none of them an experiment any more. */
function flat(nodes: readonly BodyNode[], chosen: Chosen): readonly Shown[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'experiment') return [node];
    const variant = node.variants.find(({ id }) => id === chosen[node.id]);
    return flat((variant ?? node.variants[0])?.nodes ?? [], chosen);
  });
}

/** Texts that follow each other make one section. */
function sectionsOf(nodes: readonly Shown[]): readonly Placed[] {
  const placed: Placed[] = [];
  let parts: string[] | undefined;
  for (const node of nodes) {
    if (node.kind === 'section') {
      parts = undefined;
      placed.push(node);
    } else if (parts === undefined) {
      const first = !placed.some(({ label }) => label === 'body');
      parts = [node.part];
      const id = first ? 'body' : `body-${node.place}`;
      placed.push({
        label: 'body',
        value: { type: 'body', id, parts },
        lineOf: () => node.line,
      });
    } else {
      parts.push(node.part);
    }
  }
  return placed;
}
