import { expect, test } from 'vitest';
import { besideContent } from '#components/ui/image-files.ts';
import yard from '#site/gallery/yard.jpg';

const found = { '../landing/crew.jpg': yard, '../landing/de/hof.jpg': yard };

test.each([
  ['../landing/', ['./crew.jpg', './de/hof.jpg']],
  ['../landing/de/', ['../crew.jpg', './hof.jpg']],
  ['../landing/de/bau/', ['../../crew.jpg', '../hof.jpg']],
])('pictures as a file in %s names them', (folder, names) => {
  expect(Object.keys(besideContent(found, folder))).toEqual(names);
});
