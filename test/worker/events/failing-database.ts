/** How often and when a database fails; `Infinity` is for good. */
export type Failure = {
  readonly times: number;
  /** `after`: the work is done and only the answer is lost. */
  readonly when: 'before' | 'after';
  /** Questions that it answers well before it begins to fail. */
  readonly spare?: number;
  readonly onFailure?: () => void;
};

/** The real database, behind a connection that fails. */
export function failingDatabase(
  db: D1Database,
  { times, when, spare = 0, onFailure }: Failure,
): D1Database {
  let left = times;
  let good = spare;
  const fail = async <T>(work: () => Promise<T>): Promise<T> => {
    if (good > 0) {
      good -= 1;
      return work();
    }
    if (left <= 0) return work();
    left -= 1;
    onFailure?.();
    if (when === 'after') await work();
    throw new Error('D1_ERROR: Network connection lost.');
  };
  const statement = (real: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(real, {
      get: (target, name) => {
        if (name === 'bind') {
          return (...values: unknown[]) => Object.assign(statement(target.bind(...values)), {});
        }
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function') return member;
        return (...values: unknown[]) => fail(() => member.apply(target, values));
      },
    });
  return new Proxy(db, {
    get: (target, name) => {
      if (name === 'batch') {
        return (statements: D1PreparedStatement[]) => fail(() => target.batch(statements));
      }
      if (name === 'prepare') return (sql: string) => statement(target.prepare(sql));
      return Reflect.get(target, name);
    },
  });
}
