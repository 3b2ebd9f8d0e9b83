/** An .mdx file cut at its frontmatter; the places count in the whole text. */
export type Split = {
  /** The YAML, behind as many line ends as it has lines before it. */
  readonly yaml: string;
  /** Where the YAML begins and ends. */
  readonly values: readonly [number, number];
  /** Where the body begins. */
  readonly body: number;
};

/** The parts of an .mdx file; undefined when it does not begin with values between two "---". */
export function splitMdx(text: string): Split | undefined {
  const match = /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/m.exec(text);
  if (match === null || match.index !== 0) return undefined;
  const start = match[0].indexOf('\n') + 1;
  const yaml = match[1] ?? '';
  return { yaml: `\n${yaml}`, values: [start, start + yaml.length], body: match[0].length };
}

/** Line from 1 of a place in a text. */
export function lineAt(text: string, place: number): number {
  return text.slice(0, place).split('\n').length;
}

/** The text with everything outside these places blank, every line where it was. */
export function onlyAt(text: string, kept: readonly (readonly [number, number])[]): string {
  let result = '';
  let from = 0;
  for (const [start, end] of [...kept].sort(([a], [b]) => a - b)) {
    result += blank(text.slice(from, start)) + text.slice(start, end);
    from = end;
  }
  return result + blank(text.slice(from));
}

const blank = (text: string) => text.replace(/[^\n]/g, '');
