/** What the benchmark uses of jstat 1.9.6, which brings no types. */
declare module 'jstat' {
  const jStat: {
    readonly normal: {
      readonly cdf: (x: number, mean: number, sd: number) => number;
      readonly inv: (p: number, mean: number, sd: number) => number;
    };
    readonly chisquare: { readonly cdf: (x: number, degreesOfFreedom: number) => number };
    readonly beta: { readonly sample: (alpha: number, beta: number) => number };
    readonly setRandom: (random: () => number) => void;
  };
  export = jStat;
}
