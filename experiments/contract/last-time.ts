/** Epoch milliseconds beyond which no date can be written: ECMA-262, section 21.4.1.1. */
export const LAST_TIME = 8_640_000_000_000_000;
