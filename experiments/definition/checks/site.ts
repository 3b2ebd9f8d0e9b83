import type { Definitions, Known } from '../catalog/definitions.ts';
import { unknownWord } from '../faults/issue-fault.ts';
import { nearest } from '../faults/nearest.ts';
import { type Problem, problemAt } from '../faults/problem.ts';

/** What site.yaml asks for and nobody can give: unknown zones and codes, tags to come. */
export function checkSite({ site }: Definitions, known: Known): readonly Problem[] {
  if (site === undefined) return [];
  const { source, value } = site;
  const problems: Problem[] = [];
  if (!known.timeZones.includes(value.timeZone)) {
    const close = nearest(value.timeZone, known.timeZones);
    problems.push(
      problemAt(source, ['timeZone'], {
        wrong: `"${value.timeZone}" is no time zone`,
        allowed: 'an IANA name, for example Europe/Berlin',
        ...(close === undefined ? {} : { nearest: close }),
      }),
    );
  }
  if (!known.currencies.includes(value.currency)) {
    problems.push(
      problemAt(source, ['currency'], {
        wrong: `"${value.currency}" is no currency`,
        allowed: 'an ISO 4217 code, for example EUR',
      }),
    );
  }
  const { icon } = value;
  if (icon !== undefined && known.iconFiles !== undefined && !known.iconFiles.includes(icon)) {
    const wrong = `there is no file ${icon} beside site.yaml`;
    problems.push(problemAt(source, ['icon'], unknownWord(wrong, icon, known.iconFiles)));
  }
  if (value.tags.length > 0) {
    problems.push(
      problemAt(source, ['tags'], {
        wrong: 'third-party tags are not available yet; leave the list empty',
      }),
    );
  }
  return problems;
}
