import { askWith, type PageTexts, type Proposed } from './contract.ts';
import { element } from './element.ts';
import { type FoundText, findTexts } from './find-texts.ts';
import { drawPanel, type Panel } from './panel.ts';
import { TEXT_STYLE } from './panel-style.ts';
import { pointAt } from './point-at.ts';
import { typeOver } from './type-over.ts';

/**
 * Makes the texts of a page in development editable where they stand: typed over, shown as a diff
 * of the file, written after a yes. `token` lets this page talk to the server.
 */
export async function startEditing(token: string): Promise<void> {
  const mark = document.querySelector<HTMLElement>('script[data-tl-combination]');
  if (mark === null) return;
  const ask = askWith(token);
  const combination = mark.dataset['tlCombination'] ?? '';
  const name = { path: location.pathname.replace(/\/?$/, '/'), combination };
  const page = await ask<PageTexts>('texts', name);
  if (!page.ok) return;
  document.head.appendChild(element('style', {}, TEXT_STYLE));
  let busy = false;
  const find = () => findTexts(page.texts);
  const panel = drawPanel(page, combination, (text) => void edit(text));
  panel.list(find());
  pointAt({ find, isBusy: () => busy, host: panel.host, open: (text) => void edit(text) });

  async function edit(text: FoundText): Promise<void> {
    if (busy) return;
    busy = true;
    text.node.parentElement?.scrollIntoView({ block: 'nearest' });
    panel.say(`${text.text.name}: Enter shows what would change, Escape leaves it as it is.`);
    const typed = await typeOver(text);
    if (typed !== null && !(await settle(text, typed.value, panel))) typed.restore();
    busy = false;
    panel.say('');
    panel.list(find());
  }

  /** Whether the wording was written; asks until it was, or was given up. */
  async function settle({ text }: FoundText, value: string, { say, ...rest }: Panel) {
    for (;;) {
      const proposed = await ask<Proposed>('propose', {
        ...name,
        place: text.place,
        was: text.text,
        value,
        target: rest.target(),
        fields: rest.fields(),
      });
      if (!proposed.ok) {
        if (await rest.retry(proposed.sentence)) continue;
        return false;
      }
      say(`${text.name} would change in ${proposed.file}:`);
      const answer = await rest.confirm(proposed);
      if (answer === 'elsewhere') continue;
      if (!answer) return false;
      const written = await ask<{ readonly ok: true; readonly file: string }>('write', {
        id: proposed.id,
      });
      if (written.ok) return true;
      if (!(await rest.retry(written.sentence))) return false;
    }
  }
}
