import { parseDocument } from 'yaml';
import { applyChange } from '#experiments/definition/experiment/change.ts';
import type { Landing } from '#experiments/definition/landing/landing.ts';

/**
 * `hero.headline=41 minutes` as key and value; null when it is neither. The value is text where the
 * page takes a text there, else what it means in YAML: a list, a number, `null` to remove the key.
 */
export function readChange(text: string, landing: Landing): readonly [string, unknown] | null {
  const at = text.indexOf('=');
  const key = text.slice(0, Math.max(0, at)).trim();
  const value = text.slice(at + 1).trim();
  if (key === '' || value === '') return null;
  if (applyChange(landing, { [key]: value }).ok) return [key, value];
  const document = parseDocument(value);
  const meant: unknown = document.errors.length === 0 ? document.toJS() : value;
  return applyChange(landing, { [key]: meant }).ok ? [key, meant] : [key, value];
}
