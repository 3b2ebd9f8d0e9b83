import type { Dimension, DimensionCell, DimensionReport } from '#experiments/contract/dimension.ts';

/** How dimensions are called, and what one of their values is. */
export const DIMENSION_WORDS: Readonly<
  Record<Dimension, { readonly title: string; readonly note: string }>
> = {
  keyword: { title: 'Keyword', note: 'utm_term of the arrival.' },
  creative: { title: 'Creative', note: 'utm_content of the arrival, or the ad’s id.' },
  campaign: { title: 'Campaign', note: 'utm_campaign of the arrival, or the campaign’s id.' },
  source: {
    title: 'Source',
    note: 'utm_source; without it the network of a click id, else the kind of site they came from, in brackets.',
  },
  landing: {
    title: 'Landing',
    note: 'The page of the first exposure. The lift of the whole compares landing by landing already.',
  },
  device: { title: 'Device', note: 'By the browser’s own account.' },
  country: { title: 'Country', note: 'As the network gives it.' },
  visitor: { title: 'New or returning', note: 'Returning brought a cookie of this site.' },
  weekday: { title: 'Day of the week', note: 'Of the first exposure, in the site’s time zone.' },
};

/** The name of a value in a locale: "Germany" for DE, "Monday" for 1. */
export function valueName(
  { dimension, restValues, restOpen }: DimensionReport,
  { kind, value }: Pick<DimensionCell, 'kind' | 'value'>,
  locale: string,
): string {
  if (kind === 'unknown') return 'Not known';
  if (kind === 'rest') {
    if (restValues === 0) return restOpen ? 'All others' : 'Not known';
    const count = new Intl.NumberFormat(locale).format(restValues);
    return `Too small to show (${restOpen ? `${count} and more` : count})`;
  }
  switch (dimension) {
    case 'country':
      return regionName(value, locale);
    case 'weekday':
      // 4 January 2021 was a Monday.
      return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
        Date.UTC(2021, 0, 3 + Number(value)),
      );
    case 'visitor':
      return value === 'new' ? 'New' : 'Returning';
    default:
      return value;
  }
}

/**
 * "3 values, none differs from zero": what stands on the closed summary. `waiting`: lifts wait for
 * the windows of a late stage.
 */
export function findingOf({ cells }: DimensionReport, waiting = false): string {
  const values = cells.filter(({ kind }) => kind !== 'rest').length;
  const named = values === 1 ? '1 value' : `${values} values`;
  const [first] = cells;
  if (waiting) return `${named}, lifts to come`;
  if (!first || first.lifts.length === 0) return 'nothing to break down';
  const clear = cells.flatMap(({ lifts }) => lifts).filter((lift) => sideOfFamily(lift) !== null);
  if (clear.length === 0) return `${named}, none clearly differs from zero`;
  return `${named}, ${clear.length} clearly ${clear.length === 1 ? 'differs' : 'differ'} from zero`;
}

/** On which side of zero a lift lies after the correction for all cells; null when on both. */
export function sideOfFamily(lift: DimensionCell['lifts'][number]): 'above' | 'below' | null {
  if (!lift.ok) return null;
  const { lower, upper } = lift.family ?? lift;
  if (lower !== null && lower > 0) return 'above';
  return upper !== null && upper < 0 ? 'below' : null;
}

/** Whether the sum tells the same as the values. Null where nothing was compared. */
export function simpsonSentence({ simpson }: DimensionReport): string | null {
  const turned = simpson.filter(({ reversed }) => reversed).map(({ variant }) => `“${variant}”`);
  if (turned.length > 0) {
    return `Careful: for ${turned.join(' and ')} the sum of all says the opposite of its parts (Simpson’s paradox). The mix of visitors differs between the variants; look at the split check first.`;
  }
  const [first] = simpson;
  if (!first || first.cells < 2) return null;
  const opposite = simpson.map(({ variant, opposite: count, cells }) =>
    simpson.length === 1
      ? `${count} of ${cells} parts lie`
      : `${count} of ${cells} parts of “${variant}”`,
  );
  return `Adding up turns nothing around: ${opposite.join(', ')}${simpson.length === 1 ? '' : ' lie'} on the other side of zero than the whole, which small parts do by chance.`;
}

/** How much the lifts differ between the values beyond chance. Null where that cannot be told. */
export function heterogeneitySentence({ heterogeneity }: DimensionReport): string | null {
  if (heterogeneity.length === 0) return null;
  const each = heterogeneity.map(({ variant, i2, cells }) => {
    const percent = `I² = ${Math.round(i2 * 100)}\u202f% of ${cells} parts`;
    return heterogeneity.length === 1 ? percent : `“${variant}” ${percent}`;
  });
  const most = Math.max(...heterogeneity.map(({ i2 }) => i2));
  const words =
    most < 0.25
      ? 'Beyond chance the lifts hardly differ'
      : most < 0.5
        ? 'Beyond chance the lifts differ a little'
        : most < 0.75
          ? 'Beyond chance the lifts differ notably: one lift for all tells half of it'
          : 'Beyond chance the lifts differ much: one lift for all hides more than it tells';
  return `${words} (${each.join(', ')}; a description of now, no verdict).`;
}

function regionName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
