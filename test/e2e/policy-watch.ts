import type { Page } from '@playwright/test';

/** What a browser refused on the pages of a tab, filled while it goes on. */
export type Refused = { readonly violations: string[]; readonly complaints: string[] };

/** Watches every page that a tab opens from now on: the policy's own event, and the console. */
export async function watchPolicy(page: Page): Promise<Refused> {
  const refused: Refused = { violations: [], complaints: [] };
  await page.exposeFunction('tellViolation', (text: string) => refused.violations.push(text));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sample } = event;
      const text = `${location.pathname}: ${effectiveDirective} ${blockedURI} ${sample}`;
      (window as unknown as { tellViolation: (text: string) => void }).tellViolation(text);
    });
  });
  page.on('console', (message) => {
    if (/content security policy|trusted ?(type|html|script)/i.test(message.text())) {
      refused.complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => refused.complaints.push(error.message));
  return refused;
}
