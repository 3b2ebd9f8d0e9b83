import { parseMdx } from './mdx/parse-mdx.ts';
import { parseSource, type ReadSource } from './read-source.ts';

/** A file's values and the line of every key: YAML, or an .mdx landing with its body. */
export function parseFile(file: string, text: string): ReadSource {
  return file.endsWith('.mdx') ? parseMdx(file, text) : parseSource(file, text);
}
