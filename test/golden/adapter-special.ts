import { betaQuantile } from '#experiments/stats/special/beta-quantile.ts';
import { chiSquareSf } from '#experiments/stats/special/chi-square.ts';
import { betaTails } from '#experiments/stats/special/incomplete-beta.ts';
import { gammaTails } from '#experiments/stats/special/incomplete-gamma.ts';
import { logBeta } from '#experiments/stats/special/log-beta.ts';
import { logGamma } from '#experiments/stats/special/log-gamma.ts';
import { normalCdf, normalSf } from '#experiments/stats/special/normal.ts';
import { normalQuantile } from '#experiments/stats/special/normal-quantile.ts';
import { studentCdf, studentQuantile } from '#experiments/stats/special/student-t.ts';

type Arguments = {
  readonly fn: keyof typeof functions;
  readonly x: number;
  readonly a: number;
  readonly b: number;
  readonly p: number;
  readonly z: number;
  readonly t: number;
  readonly df: number;
};

const functions = {
  lgamma: ({ x }: Arguments) => logGamma(x),
  lbeta: ({ a, b }: Arguments) => logBeta(a, b),
  betainc: ({ x, a, b }: Arguments) => betaTails(x, a, b).lower,
  betaincUpper: ({ x, a, b }: Arguments) => betaTails(x, a, b).upper,
  betaincinv: ({ p, a, b }: Arguments) => betaQuantile(p, a, b).x,
  gammaincP: ({ a, x }: Arguments) => gammaTails(a, x).lower,
  gammaincQ: ({ a, x }: Arguments) => gammaTails(a, x).upper,
  chi2Sf: ({ x, df }: Arguments) => chiSquareSf(x, df),
  normCdf: ({ z }: Arguments) => normalCdf(z),
  normSf: ({ z }: Arguments) => normalSf(z),
  normQuantile: ({ p }: Arguments) => normalQuantile(p),
  tCdf: ({ t, df }: Arguments) => studentCdf(t, df),
  tQuantile: ({ p, df }: Arguments) => studentQuantile(p, df),
};

export const special = (input: Arguments) => ({ value: functions[input.fn](input) });
