import { namesOf } from '#experiments/definition/metric/metric-names.ts';
import { catalog } from '#generated/catalog.ts';
import { chance, type Random } from '../random.ts';
import { bookConversion, bookReject, bookSurprise } from './books.ts';
import { postForm } from './browser.ts';
import { readPage } from './page.ts';
import type { Tab } from './tab.ts';
import { rest } from './turns.ts';

type Fields = readonly (readonly [string, string])[];

/**
 * Sends the page's form: sometimes first with a fault, sometimes twice. One valid submit of a view
 * converts; a repeat is a duplicate, a fault a reject.
 */
export async function submitForm(tab: Tab, random: Random): Promise<void> {
  const { browser, page } = tab;
  const { form, view } = page;
  if (!form) return;
  const fields = form.fill(random);
  // Who sends sooner is taken for a program.
  await rest(browser.turns, catalog.site.leads.spam.minimumSeconds * 1_000);
  if (chance(random, 0.1)) await submitFaulty(tab, fields);
  await submitValid(tab, fields);
  browser.books.accepted += 1;
  for (const metric of catalog.metrics) {
    const ours =
      metric.source === 'submit' &&
      namesOf(metric).some((name) => form.action === `/_tl/forms/${name}`);
    if (ours) bookConversion(browser.unit, view, metric.id);
  }
  if (!chance(random, 0.04)) return;
  await submitValid(tab, fields);
  browser.books.duplicate += 1;
}

async function submitValid({ browser, page, url }: Tab, fields: Fields): Promise<void> {
  const action = page.form?.action ?? '';
  const answer = await postForm(browser, { action, url, fields });
  if (answer.status === 303) return;
  bookSurprise(browser.books, `${action} answered ${answer.status}`);
}

/** A person forgets the address: the page comes back with what was typed and the same view. */
async function submitFaulty({ browser, page, url }: Tab, fields: Fields): Promise<void> {
  const action = page.form?.action ?? '';
  const answer = await postForm(browser, {
    action,
    url,
    fields: fields.map(([name, value]) => [name, name === 'email' ? 'jana.example' : value]),
  });
  bookReject(browser.books, 'invalid-fields');
  if (answer.status !== 422 || readPage(answer.body).token !== page.token) {
    bookSurprise(browser.books, `a faulty form was answered ${answer.status} or lost its view`);
  }
}
