import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { editorSchemaFiles } from '#site/build/editor-schemas/editor-schemas.ts';
import { SCHEMA_FOLDER } from '#site/build/editor-schemas/schema-line.ts';
import { ROOT } from './local/settings.ts';
import { say } from './terminal.ts';

// npm run schemas: the JSON Schemas by which editors complete the YAML files, from the Zod schemas.
mkdirSync(join(ROOT, SCHEMA_FOLDER), { recursive: true });
for (const [file, text] of Object.entries(editorSchemaFiles(ROOT))) {
  writeFileSync(join(ROOT, file), text);
  say(`Wrote ${file}`);
}
