import path from 'node:path';

/** Where the schemas for editors are, from the project's root. */
export const SCHEMA_FOLDER = 'site/schemas';

/** Kinds of files that people write. */
export type SchemaKind = 'landing' | 'experiment' | 'metrics' | 'site' | 'crm' | 'platforms';

/** First line of a YAML file, by which editors find its schema. */
export function schemaLine(kind: SchemaKind, file: string): string {
  const from = path.posix.relative(path.posix.dirname(file), `${SCHEMA_FOLDER}/${kind}.json`);
  return `# yaml-language-server: $schema=${from}`;
}
