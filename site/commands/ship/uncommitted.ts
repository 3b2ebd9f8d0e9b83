import { spawnSync } from 'node:child_process';

/** Files of the list that differ from the last commit; none where there is no git. */
export function uncommitted(root: string, files: readonly string[]): readonly string[] {
  const { status, stdout } = spawnSync(
    'git',
    ['status', '--porcelain=v1', '-z', '--no-renames', '--', ...files],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) return [];
  const changed = stdout.split('\0').map((line) => line.slice(3));
  return files.filter((file) => changed.some((name) => name === file || name.endsWith(`/${file}`)));
}
