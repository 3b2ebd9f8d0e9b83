import process from 'node:process';
import { createInterface } from 'node:readline/promises';

/** Puts a question and gives what was typed, trimmed. */
export type Ask = (question: string) => Promise<string>;

/** Asks the person at the terminal; null when nobody is there to answer. */
export function terminalAsk(): Ask | null {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return null;
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    lines.once('SIGINT', () => process.exit(130));
    const answer = await lines.question(`${question} `);
    lines.close();
    return answer.trim();
  };
}
