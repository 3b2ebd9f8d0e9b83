import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'vitest';
import { generate } from '#site/build/generate.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const FILES = [
  ...['site/site.yaml', 'site/halden.svg', 'site/landing'],
  ...['experiments/catalog', 'experiments/metrics.yaml'],
];

describe('generating the modules', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'truelift-generate-'));
    await mkdir(path.join(root, 'site'));
    await mkdir(path.join(root, 'experiments'));
    await Promise.all(
      FILES.map((file) => cp(path.join(ROOT, file), path.join(root, file), { recursive: true })),
    );
  });
  afterEach(() => rm(root, { recursive: true }));

  const catalogFile = () => path.join(root, 'experiments/generated/catalog.ts');

  test('the project itself is valid and without warnings', async ({ expect }) => {
    const compiled = await generate(root, 1_000);
    expect(compiled).toMatchObject({ ok: true, warnings: [] });
    expect(await readdir(path.dirname(catalogFile()))).toEqual([
      'bodies.ts',
      'catalog.ts',
      'landings.ts',
      'share.ts',
    ]);
  });

  test('every running experiment of the project is in its lock', async ({ expect }) => {
    expect(await generate(root, 1_000)).toMatchObject({ ok: true, unlocked: [] });
  });

  test('leaves a module alone when only the time is another', async ({ expect }) => {
    await generate(root, 1_000);
    const before = await stat(catalogFile());
    await generate(root, 2_000);
    expect((await stat(catalogFile())).mtimeMs).toBe(before.mtimeMs);
    expect(await readFile(catalogFile(), 'utf8')).toContain('"builtAt": 1000,');
  });

  test('writes it again after an edit', async ({ expect }) => {
    await generate(root, 1_000);
    const site = path.join(root, 'site/site.yaml');
    await writeFile(site, (await readFile(site, 'utf8')).replace('name: Halden', 'name: Haldane'));
    await generate(root, 2_000);
    const text = await readFile(catalogFile(), 'utf8');
    expect(text).toContain('"builtAt": 2000,');
    expect(text).toContain('"name": "Haldane"');
  });

  test('writes nothing when a file is missing or has the wrong ending', async ({ expect }) => {
    await rm(path.join(root, 'experiments/metrics.yaml'));
    await writeFile(path.join(root, 'experiments/catalog/new.yml'), 'id: new\n');
    const compiled = await generate(root, 1_000);
    expect(
      compiled.ok ? [] : compiled.problems.map(({ file, wrong }) => `${file}: ${wrong}`),
    ).toEqual([
      'experiments/catalog/new.yml: is not read because of its ending; call it new.yaml',
      'experiments/metrics.yaml: the file is missing',
    ]);
    await expect(stat(catalogFile())).rejects.toThrow('ENOENT');
  });
});
