import { expect, test } from 'vitest';
import { TURNSTILE_SCRIPT } from '#experiments/contract/turnstile.ts';
import { tagsOf } from '#site/build/html-tags.ts';
import { pageFaults } from '#site/build/page-faults.ts';
import { policyOf } from '#site/build/page-policy.ts';

const HTML = `<!DOCTYPE html><title>x</title><p>y</p><script src="${TURNSTILE_SCRIPT}" async defer></script>`;
const PAGE = { kind: 'plain', key: '', canonical: 'https://a.example/', slotWidth: 0 } as const;

test('a page with Turnstile names Cloudflare in its policy, and no page without it', () => {
  const policy = policyOf(tagsOf(HTML));
  expect(policy).toContain('script-src https://challenges.cloudflare.com;');
  expect(policy).toContain('frame-src https://challenges.cloudflare.com;');
  expect(policyOf(tagsOf('<p>y</p><script>1</script>'))).not.toMatch(/cloudflare|frame-src/);
});

test('its script may be loaded where site.yaml sets it up, and nothing else of somebody else', () => {
  const faults = (html: string, turnstile: boolean) =>
    pageFaults(html, tagsOf(html), { ...PAGE, turnstile });
  expect(faults(HTML, true)).toEqual([]);
  expect(faults(HTML, false)).toEqual([expect.stringContaining('from another origin')]);
  const other = HTML.replace('/v0/', '/v9/');
  expect(faults(other, true)).toHaveLength(1);
});
