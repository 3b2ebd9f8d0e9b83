/** New visitors per day: of every landing, and of single ones by their path. */
export type Traffic = {
  readonly everywhere: number | null;
  readonly byPath: Readonly<Record<string, number>>;
};

/** New visitors per day on all these landings together; what nobody named counts as none. */
export function visitorsPerDay({ everywhere, byPath }: Traffic, paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + (byPath[path] ?? everywhere ?? 0), 0);
}
