import type { Window } from '#experiments/contract/window.ts';
import type { Choice } from '#experiments/definition/experiment/combination.ts';
import { windowText } from '#experiments/definition/time/window.ts';
import type { PreviewSwitch, previewSwitches } from '#experiments/links/preview-choices.ts';

/** What the bar of a preview says. */
export type BarContent = {
  readonly landingPath: string;
  /** IANA zone of the time that the bar names. */
  readonly timeZone: string;
  /** When visitors get the page; null when they always do. */
  readonly window: Window | null;
  /** The moment whose sections show, in epoch milliseconds; null for now. */
  readonly shownAt: number | null;
  readonly rows: ReturnType<typeof previewSwitches>;
  /** Epoch milliseconds; null in development. */
  readonly expiresAt: number | null;
  /** Why something else is shown than was asked for. */
  readonly fault: string | null;
  readonly linkTo: (choices: readonly Choice[]) => Promise<string>;
};

/** The bar over a preview, as HTML: what shows, until when, and a link to every other variant. */
export async function barOf(content: BarContent): Promise<string> {
  const rows = await Promise.all(
    content.rows.map(async ({ experiment, switches }) => {
      const items = await Promise.all(switches.map((one) => itemOf(one, content)));
      const note = experiment.status === 'draft' ? ' <span>draft</span>' : '';
      const title = escapeHtml(experiment.title);
      return `<dt title="${title}">${escapeHtml(experiment.id)}${note}</dt><dd>${items.join('')}</dd>`;
    }),
  );
  const list =
    rows.length === 0 ? '<p>This page has no experiment.</p>' : `<dl>${rows.join('')}</dl>`;
  const fault = content.fault === null ? '' : `<p role="alert">${escapeHtml(content.fault)}</p>`;
  return (
    '<aside class="tl-preview" aria-label="Preview">' +
    `<p><strong>Preview.</strong> Nothing on this page is recorded and no form is sent. ${until(content)}${times(content)} ` +
    `<a href="${escapeHtml(content.landingPath)}">Leave the preview</a></p>${fault}${list}</aside>`
  );
}

async function itemOf(
  { variantId, current, choices, alone }: PreviewSwitch,
  { linkTo }: BarContent,
): Promise<string> {
  const name = escapeHtml(variantId);
  if (current) return `<strong aria-current="true">${name}</strong>`;
  if (choices === null) return `<span>${name} (no page)</span>`;
  const href = escapeHtml(await linkTo(choices));
  return `<a href="${href}">${name}${alone ? ', alone' : ''}</a>`;
}

function until({ expiresAt, timeZone }: BarContent): string {
  if (expiresAt === null) return 'Chosen by the address, which works in development only.';
  return `The link works until ${escapeHtml(`${timeText(expiresAt, timeZone)} (${timeZone})`)}.`;
}

function times({ window, shownAt, timeZone }: BarContent): string {
  const page = window && ` Visitors get this page ${escapeHtml(windowText(window, timeZone))}.`;
  const moment = shownAt !== null && ` Sections as of ${escapeHtml(timeText(shownAt, timeZone))}.`;
  return `${page || ''}${moment || ''}`;
}

function timeText(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(at);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text for HTML, also inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
