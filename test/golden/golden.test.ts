import { basename } from 'node:path';
import { describe, test } from 'vitest';
import { ownFolders, runFile, vectorFiles } from './run.ts';

describe.each(ownFolders.flatMap(vectorFiles))('%s', (file) => {
  test(`agrees with every independent number of ${basename(file)}`, ({ expect }) => {
    const results = runFile(file);
    expect(results.length).toBeGreaterThan(0);
    expect(results.filter((result) => result.faults.length > 0)).toEqual([]);
  });
});
