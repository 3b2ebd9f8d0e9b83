import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '#site/commands/local/settings.ts';
import { bundledPackages } from '#site/commands/supply/bundled.ts';
import { readLockfile } from '#site/commands/supply/lockfile.ts';
import { noticesOf } from '#site/commands/supply/notices.ts';

const lock = readLockfile(ROOT);
let server = '';

beforeAll(() => {
  server = mkdtempSync(join(tmpdir(), 'truelift-server-'));
  mkdirSync(join(server, 'chunks'));
});
afterAll(() => rmSync(server, { recursive: true }));

/** A built module made of these files of the project. */
function built(name: string, files: readonly string[]): void {
  const folder = join(server, 'chunks');
  const sources = files.map((file) => relative(folder, join(ROOT, file)));
  writeFileSync(join(folder, `${name}.mjs.map`), JSON.stringify({ version: 3, sources }));
}

test('each package in the Worker stands once in the notices, with its own licence text', () => {
  built('router', ['worker/router.ts', 'node_modules/hono/dist/hono.js']);
  built('schemas', ['node_modules/zod/v4/core/core.js', 'node_modules/hono/dist/context.js']);
  const folders = bundledPackages(ROOT, server, lock);
  expect(folders).toEqual(['node_modules/hono', 'node_modules/zod']);
  const text = noticesOf(ROOT, folders, lock);
  const version = lock.packages['node_modules/hono']?.version;
  expect(text.split(`hono ${version} (MIT)`)).toHaveLength(2);
  expect(text).toContain('Copyright (c) 2021 - present, Yusuke Wada');
  expect(text.match(/Permission is hereby granted/g)).toHaveLength(2);
});

test('a package inside another, or in a scope, is told from the one around it', () => {
  built('nested', [
    'node_modules/outer/node_modules/@inner/one/index.js',
    'node_modules/@observablehq/plot/src/plot.js',
  ]);
  const folders = bundledPackages(ROOT, server, lock);
  expect(folders).toContain('node_modules/outer/node_modules/@inner/one');
  expect(folders).toContain('node_modules/@observablehq/plot');
  expect(folders).not.toContain('node_modules/outer');
});

test('packages that are linked into a project are told, too', () => {
  const project = mkdtempSync(join(tmpdir(), 'truelift-linked-'));
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
  built('linked', ['worker/router.ts', 'node_modules/nanostores/index.js']);
  expect(bundledPackages(project, server, lock)).toContain('node_modules/nanostores');
  expect(bundledPackages(project, server, lock).join()).not.toContain('worker');
  rmSync(project, { recursive: true });
});

test('what a package brings inside its one file is named, too', () => {
  built('charts', ['node_modules/linkedom/worker.js']);
  const names = bundledPackages(ROOT, server, lock).map((folder) => folder.split('/').at(-1));
  expect(names).toEqual(expect.arrayContaining(['linkedom', 'css-select', 'entities', 'uhyphen']));
});

test('a package without a licence text is listed with its licence and its repository', () => {
  const text = noticesOf(ROOT, ['node_modules/piccolore'], lock);
  expect(text).toMatch(
    /piccolore \S+ \(ISC\)\n\nIt ships no text; its repository is delucis\/piccolore\./,
  );
});

test('a build without source maps names no package', () => {
  expect(bundledPackages(ROOT, join(server, 'nowhere'), lock)).toEqual([]);
});
