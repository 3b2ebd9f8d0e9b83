import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tagsOf } from '#site/build/html-tags.ts';
import { firstPictures, pictureFaults, pictureSizesIn } from '#site/build/picture-budget.ts';

const KB = 1_024;
const PRELOAD =
  '<head><link rel="preload" as="image" imagesrcset="/crew.avif 360w, /small.avif 180w"></head>';
const SHOWN =
  '<picture><source type="image/avif" srcset="/crew.avif 360w, /small.avif 180w"><img src="/crew.webp" loading="eager"></picture>';

/** Faults of a page with a picture of some bytes, its small version and a logo of 40 KB. */
function faultsOf(bytes: number, html = PRELOAD + SHOWN): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'truelift-pictures-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'crew.avif'), Buffer.alloc(bytes));
  writeFileSync(join(folder, 'small.avif'), Buffer.alloc(KB));
  writeFileSync(join(folder, 'logo.png'), Buffer.alloc(40 * KB));
  return pictureFaults(firstPictures(tagsOf(html)), pictureSizesIn(folder));
}

test('a first screen may load a picture of 150 KB, asked for in the head and shown once', () => {
  expect(faultsOf(150 * KB)).toEqual([]);
});

test('a larger one is named with the page that loads it and the most it may weigh', () => {
  const [fault] = faultsOf(150 * KB + 1);
  expect(fault).toMatch(/^its first screen loads \/crew\.avif with 151 KB; at most 150/);
});

test('all pictures of a first screen are summed', () => {
  const logo = '<img src="/logo.png" loading="eager">';
  expect(faultsOf(110 * KB, PRELOAD + SHOWN + logo)).toEqual([]);
  const [fault] = faultsOf(120 * KB, PRELOAD + SHOWN + logo);
  expect(fault).toMatch(
    /\/crew\.avif with 120 KB, \/logo\.png with 40 KB, together 160 KB; at most 150 KB/,
  );
});

test('pictures that wait until they are near do not count', () => {
  const late = SHOWN.replace('eager', 'lazy');
  expect(faultsOf(900 * KB, late)).toEqual([]);
});
