import { runTool } from '#site/commands/local/tool.ts';
import { giveUp, orGiveUp, say } from '#site/commands/terminal.ts';
import { readOptions } from './options.ts';
import { USAGE } from './usage.ts';

// npm run simulate: seeded worlds in memory; with --http, visitors against a running server.
const options = orGiveUp(readOptions(process.argv.slice(2), process.env));
if (options.kind === 'help') {
  say(USAGE);
} else {
  // The worlds and the ledger follow the definitions as they are now.
  const generated = await runTool({ tool: 'generate', env: process.env });
  if (generated.code !== 0) giveUp(generated.output.trim());
  const sound = await run(options).catch((error: unknown) =>
    giveUp(`The simulation stopped: ${error instanceof Error ? error.message : String(error)}`),
  );
  process.exitCode = sound ? 0 : 1;
}

async function run(asked: Exclude<typeof options, { kind: 'help' }>): Promise<boolean> {
  if (asked.kind === 'http') {
    const { compareOverHttp } = await import('./http/compare-over-http.ts');
    return compareOverHttp(asked.http, say);
  }
  if (asked.kind === 'slow') {
    const { printSlow } = await import('./slow/print-slow.ts');
    return printSlow(asked.slow, say);
  }
  if (asked.kind === 'bots') {
    const { printBots } = await import('./bots/print-bots.ts');
    return printBots(asked.bots, say);
  }
  const { playWorlds } = await import('./worlds/play-worlds.ts');
  const { watchRules } = await import('./peeking/watch-rules.ts');
  const worldsHold = asked.study.only !== '' || playWorlds(say);
  return watchRules(asked.study, say) && worldsHold;
}
