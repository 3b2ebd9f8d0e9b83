import type { Setting } from '../setting.ts';
import { conversionSettings, fewSettings } from './conversions.ts';
import { decisionSettings } from './decisions.ts';
import { epochSettings } from './epochs.ts';
import { familySettings } from './families.ts';
import { landingSettings } from './landings.ts';
import { valueSettings } from './values.ts';

/** Every setting whose rule promises at most 5 % errors, in the order of the table. */
export const guardedSettings: readonly Setting[] = [
  ...conversionSettings,
  ...fewSettings,
  ...valueSettings,
  ...familySettings,
  ...epochSettings,
  ...landingSettings,
  ...decisionSettings,
];
