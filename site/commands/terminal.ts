/** An expected inability in one sentence for the person at the terminal. */
export type Inability = { readonly ok: false; readonly sentence: string };

/** Writes one line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Ends the command with one sentence that says what is wrong and what to do. */
export function giveUp(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** The value, or the end of the command with the sentence of why there is none. */
export function orGiveUp<Value extends { readonly ok: true }>(result: Value | Inability): Value {
  return result.ok ? result : giveUp(result.sentence);
}
