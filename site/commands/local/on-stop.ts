const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `stop` once, on Ctrl-C, on SIGTERM, or when npm is gone, and then ends the command. Says by
 * its answer whether that has begun. npm passes SIGTERM on to its shell only, and the shell dies
 * without telling the command.
 */
export function onStop(stop: () => Promise<void>): () => boolean {
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    void stop().then(() => process.exit(0));
  };
  for (const signal of SIGNALS) process.on(signal, end);
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) end();
    }, 500).unref();
  }
  return () => stopping;
}
