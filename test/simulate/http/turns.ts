/** Who may act: at most so many at a time. Whoever waits for something gives the turn back. */
export type Turns = {
  readonly take: () => Promise<void>;
  readonly give: () => void;
};

export function openTurns(most: number): Turns {
  const waiting: (() => void)[] = [];
  let free = most;
  return {
    take: () => {
      if (free === 0) return new Promise((resolve) => waiting.push(resolve));
      free -= 1;
      return Promise.resolve();
    },
    give: () => {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
  };
}

/** Takes the time that a person needs, while others act. */
export async function rest(turns: Turns, ms: number): Promise<void> {
  if (ms <= 0) return;
  turns.give();
  await new Promise((resolve) => setTimeout(resolve, ms));
  await turns.take();
}
