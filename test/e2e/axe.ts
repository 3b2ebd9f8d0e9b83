import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { run } from 'axe-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [360, 1280] as const;
const SCHEMES = ['light', 'dark'] as const;

/**
 * Everything that axe finds on the open page, best practices and small things too, on a phone and
 * on a screen, in light and in dark. Each finding names the rule and the element.
 */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const faults: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const found = await page.evaluate(findings);
      faults.push(...found.map((finding) => `${width} px, ${colorScheme}: ${finding}`));
    }
  }
  return faults;
}

/** Runs in the page. */
async function findings(): Promise<readonly string[]> {
  const { axe } = globalThis as unknown as { readonly axe: { readonly run: typeof run } };
  const { violations } = await axe.run({ resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}
