import { expect, test } from 'vitest';
import { crmSchema } from '#experiments/definition/connections/crm.ts';
import { crmText } from '#site/commands/check/crm-text.ts';

test('check says where leads go, and which secrets are missing', () => {
  const crm = crmSchema.parse({
    destinations: [
      { id: 'hub', type: 'hubspot', secret: 'TRUELIFT_HUB', forms: ['demo'], fields: {} },
      { id: 'hook', type: 'webhook', url: 'https://a.example', secret: 'TRUELIFT_HOOK' },
    ],
    sources: [{ id: 'hub', verify: 'bearer', secrets: ['TRUELIFT_NEW', 'TRUELIFT_OLD'] }],
  });
  expect(crmText(crm, { TRUELIFT_HOOK: 'whsec_x', TRUELIFT_OLD: 'x' })).toBe(
    `Leads go to
  hub: hubspot, leads of demo (TRUELIFT_HUB has no value in .dev.vars)
  hook: webhook, leads of all forms
Stages and orders may come to
  /_tl/hooks/hub`,
  );
  expect(crmText(crmSchema.parse({}), {})).toBeNull();
});
