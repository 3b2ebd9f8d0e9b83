import { expect } from '@playwright/test';
import { stored } from './pages-recorder.ts';
import { arrived, LIKE_VISITORS, mainButton, outboxOf, test } from './pages-tracker-test.ts';

test.use({ launchOptions: LIKE_VISITORS });

test('counts a view once, with the arrival byte for byte and the view as its id', async ({
  page,
  recorder,
}) => {
  const query = 'utm_source=g%20x+y&gclid=AbC-_%C3%A4&utm_source=2&empty=&q=a%26b';
  await page.goto(`${recorder.origin}/crm/?${query}#day`, {
    referer: 'https://ads.example/landing',
  });
  await arrived(recorder, 'interactive', 1);
  const [exposure, rendered] = stored(recorder);
  expect(exposure).toMatchObject({
    id: recorder.nonces[0],
    type: 'exposure',
    arrival: { query, referrer: 'https://ads.example/landing' },
  });
  expect(rendered).toMatchObject({ type: 'signal', stage: 'rendered' });
  expect(recorder.received.flatMap(({ events }) => events)).toHaveLength(3);
  await expect.poll(() => outboxOf(page)).toBe('[]');
});

test('a reload is a view of its own, a return by the back button is not', async ({
  page,
  recorder,
}) => {
  await page.goto(`${recorder.origin}/crm/`);
  await arrived(recorder, 'interactive', 1);
  await page.reload();
  await arrived(recorder, 'exposure', 2);
  // The driver loses a page that comes back from the cache, so the page itself acts and reports.
  await page.evaluate(() =>
    addEventListener('pageshow', async ({ persisted }) => {
      document.querySelector<HTMLElement>('[data-metric]')?.click();
      await fetch(`/door/?persisted=${persisted}`);
    }),
  );
  await page.goto(`${recorder.origin}/door/`);
  await page.evaluate(() => history.back());
  await arrived(recorder, 'cta-click', 1);
  await expect.poll(() => recorder.asked).toContain('/door/?persisted=true');
  await arrived(recorder, 'exposure', 2);
  expect(recorder.nonces).toHaveLength(2);
});

test('counts every click on a named link and the beginning of a form once', async ({
  page,
  recorder,
}) => {
  await page.goto(`${recorder.origin}/crm/`);
  await mainButton(page).click();
  await page.getByRole('banner').getByRole('link', { name: 'Book a demo' }).click();
  await page.getByRole('link', { name: 'See a working day' }).click();
  await arrived(recorder, 'cta-click', 2);
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('Work email').fill('ada@example.com');
  await page.getByLabel('Number of crews').selectOption('10 to 24');
  await arrived(recorder, 'demo-form-start', 1);
  await page.getByLabel('Company').fill('Ada & Sons');
  await mainButton(page).click();
  await arrived(recorder, 'cta-click', 3);
  await arrived(recorder, 'demo-form-start', 1);
});

test('without a token the page works, silent and uncounted', async ({ page, recorder }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => faults.push(message.text()));
  recorder.mode = null;
  await page.goto(`${recorder.origin}/crm/`);
  await mainButton(page).click();
  await page.evaluate(() => fetch('/door/?after-the-click'));
  expect(recorder.received).toEqual([]);
  expect(faults).toEqual([]);
});

test('reports the first error of the page, and no more', async ({ page, recorder }) => {
  await page.goto(`${recorder.origin}/crm/`);
  await arrived(recorder, 'interactive', 1);
  await page.evaluate(() => {
    for (const name of ['first', 'second']) reportError(new Error(name.padEnd(300, '.')));
  });
  await arrived(recorder, 'error', 1);
  const error = stored(recorder).find(
    (event) => event.type === 'signal' && event.stage === 'error',
  );
  expect(error).toMatchObject({ detail: expect.stringMatching(/^.{0,20}first\.+$/) });
  expect(Reflect.get(error ?? {}, 'detail')).toHaveLength(200);
});
