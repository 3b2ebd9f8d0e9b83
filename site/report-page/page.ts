import { filterDimensions } from './filter-dimensions.ts';

/*
 * What a report page gains where scripts run; without them it is complete. The recomputation is
 * fetched by pages that were asked for it alone.
 */
filterDimensions();
const data = document.querySelector('#recompute-data');
if (data) {
  void import('./recompute-page.ts').then(({ recomputePage }) =>
    recomputePage(data.textContent ?? ''),
  );
}
