import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { panelOf } from '#experiments/report/decision/panel.ts';
import { readLooksWithoutPanel } from '../store/looks/looks-without-panel.ts';
import { writePanel } from '../store/looks/panels.ts';

/**
 * Computes the panel of every last look that has none and answers how many it wrote. For the cron:
 * it takes milliseconds of CPU per treatment. Safe to run twice.
 */
export async function writeDuePanels(
  db: D1Database,
  catalog: Catalog,
  now: number,
): Promise<number> {
  const open = catalog.experiments.filter(({ status }) => status !== 'draft');
  let written = 0;
  for (const { definition, look } of await readLooksWithoutPanel(db, open)) {
    const panel = panelOf(look);
    if (panel === null) continue;
    await writePanel(db, definition, { panel, computedAt: now });
    written += 1;
  }
  return written;
}
