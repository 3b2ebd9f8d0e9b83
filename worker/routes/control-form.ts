import { momentSchema, placeMoment } from '#experiments/definition/time/moment.ts';

/**
 * A control as the report's forms send it, in the shape of `controlRequestSchema`: percentages
 * become basis points, times of the site's zone become epoch milliseconds. What is missing or no
 * number stays so, and the schema refuses it.
 */
export function controlOfForm(form: FormData, timeZone: string): unknown {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const shared = {
    entryId: text('entryId'),
    version: text('version'),
    reason: text('reason'),
  };
  const action = text('action');
  switch (action) {
    case 'end':
      return { ...shared, control: { action, winner: text('winner') || null } };
    case 'epoch':
      return {
        ...shared,
        control: {
          action,
          weightsBp: form.getAll('weight').map((value) => basisPoints(String(value))),
          allocationBp: basisPoints(text('allocation')),
        },
      };
    case 'ramp':
      return { ...shared, control: { action, steps: stepsOf(form, timeZone) } };
    case 'bandit':
      return { ...shared, control: { action, floorBp: basisPoints(text('floor')) } };
    default:
      return { ...shared, control: { action } };
  }
}

/** Rows of the ramp that somebody filled in: a row without date and share is none. */
function stepsOf(form: FormData, timeZone: string): readonly unknown[] {
  const shares = form.getAll('stepAllocation').map(String);
  return form.getAll('stepAt').flatMap((at, index) => {
    const share = shares[index] ?? '';
    if (String(at) === '' && share === '') return [];
    return [{ effectiveAt: instant(String(at), timeZone), allocationBp: basisPoints(share) }];
  });
}

/** `33,34` or `33.34` percent as 3334; null for what is no number. */
function basisPoints(percent: string): number | null {
  const text = percent.trim().replace(',', '.').replace(/\s*%$/, '');
  return /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : null;
}

/** Epoch milliseconds of a date and time of the site's zone; null for what is none. */
function instant(text: string, timeZone: string): number | null {
  return momentSchema.safeParse(text).success ? placeMoment(text, timeZone).at : null;
}
