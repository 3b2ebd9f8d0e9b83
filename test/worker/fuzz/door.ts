import type * as fc from 'fast-check';

/** What became of one input. */
export type Asked = {
  readonly response: Response;
  /** Whether something signed, or a key, was changed on its way back. */
  readonly forged: boolean;
  /** Whether the answer, or a row, believes what was signed. */
  readonly taken: boolean;
};

/** A public door: what may come to it, and how it is asked. */
export type Door<Input = never> = {
  readonly name: string;
  /** Its part of all inputs, in hundredths. */
  readonly share: number;
  /** Lowest part of the inputs that is believed: the door is not only asked with noise. */
  readonly atLeastTaken: number;
  readonly inputs: fc.Arbitrary<Input>;
  /** Opens the door for one run: the returned function asks with one input. */
  readonly open: () => Promise<(input: Input) => Promise<Asked>>;
};

/** Keeps the type of a door's inputs between its two halves. */
export function door<Input>(one: Door<Input>): Door {
  return one as unknown as Door;
}
