import type { Setting } from '../setting.ts';

/** An A/A that a z test of level 5 % reads at so many looks, equally spaced. */
export function naiveSetting(looks: number): Setting {
  return {
    rule: 'naive-z',
    name: `${looks} looks`,
    looks,
    perDay: 2_000,
    rate: 0.3,
    weightsBp: [5_000, 5_000],
    lift: 0.05,
  };
}
