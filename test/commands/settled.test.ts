import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { settled } from '#site/build/settled.ts';

test('a file that was emptied to be saved is read when it is full again', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'truelift-settled-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'crm.yaml');
  writeFileSync(file, '');
  const rest = settled(file);
  setTimeout(() => writeFileSync(file, 'path: /crm/\n'), 20);
  await rest;
  expect(readFileSync(file, 'utf8')).toBe('path: /crm/\n');
  await settled(path.join(folder, 'gone.yaml'));
});
