import type { Control } from './control.ts';
import { monteCarloError } from './gate.ts';
import type { RuleName } from './setting.ts';
import type { Half, Row } from './study.ts';

/** The rules as people read them. */
export const RULE_WORDS: Readonly<Record<RuleName, string>> = {
  conversions: 'conversions',
  exact: 'exact e-value alone',
  revenue: 'revenue',
  decision: 'decision',
  'naive-z': 'z test',
  'pooled-epochs': 'epochs pooled',
};

/** One row for the terminal. */
export function rowLine({ setting, aa, ab }: Row): string {
  return [
    RULE_WORDS[setting.rule].padEnd(19),
    setting.name.padEnd(42),
    `${setting.looks} looks`.padStart(9),
    ` A/A ${calledOf(aa)}`.padEnd(20),
    `+${percent(setting.lift, 0)}: power ${percent(ab.right, 0)}`.padEnd(20),
    `look ${medianOf(ab, setting.looks)}`.padEnd(10),
    `covered ${percent(ab.covered)}`.padEnd(16),
    `exaggerated ${exaggerationOf(ab)}`,
  ].join(' ');
}

export function controlLine({ looks, simulated, expected, error, sound }: Control): string {
  return `${RULE_WORDS['naive-z'].padEnd(19)} ${`${looks} looks`.padEnd(42)} A/A ${percent(simulated)} ± ${points(error)}, theory ${percent(expected)}${sound ? '' : '  ← not as theory says'}`;
}

/** `1.6 % ± 0.1`: how often an A/A was called, with its Monte Carlo error in points. */
export function calledOf({ called, repetitions }: Half): string {
  return `${percent(called)} ± ${points(monteCarloError(called, repetitions))}`;
}

/** The look by which half were called; `> 60` when fewer than half ever are. */
export function medianOf({ medianLook }: Half, looks: number): string {
  return medianLook === null ? `> ${looks}` : String(medianLook);
}

/** The median estimate where it was called, as a multiple of the truth. */
export function exaggerationOf({ exaggeration }: Half): string {
  if (exaggeration === null) return 'never called';
  return Number.isFinite(exaggeration) ? `${exaggeration.toFixed(2)}×` : 'no upper limit';
}

export function percent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)} %`;
}

function points(error: number): string {
  return (error * 100).toFixed(1);
}
