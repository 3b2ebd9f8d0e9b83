import type { PageTexts, Proposed } from './contract.ts';
import { element } from './element.ts';
import type { FoundText } from './find-texts.ts';
import { PANEL_STYLE } from './panel-style.ts';

/** The editor's own corner of the page. */
export type Panel = {
  readonly host: HTMLElement;
  /** Where the next wording goes: a target's id. */
  readonly target: () => string;
  /** What was typed for a new experiment. */
  readonly fields: () => Readonly<Record<string, string>>;
  readonly list: (found: readonly FoundText[]) => void;
  readonly say: (sentence: string, fault?: boolean) => void;
  /** Shows a diff and waits: whether to write it, or to write it elsewhere. */
  readonly confirm: (proposed: Proposed) => Promise<boolean | 'elsewhere'>;
  /** Waits until a refused wording is given up or tried again. */
  readonly retry: (sentence: string) => Promise<boolean>;
};

/** Draws the panel; `open` is called with a text that was chosen from the list. */
export function drawPanel(
  page: PageTexts,
  combination: string,
  open: (text: FoundText) => void,
): Panel {
  const host = document.createElement('tl-editor');
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.append(element('style', {}, PANEL_STYLE));
  const status = element('p', { role: 'status' }, HINT);
  const target = select('Write to', page.targets, page.target);
  const variants = page.variants.map(({ key, draft }) => ({
    id: key,
    label: `${key || 'control'}${draft ? ' (draft)' : ''}`,
  }));
  const shown = select('Show', variants, combination);
  shown.control.addEventListener('change', () => showVariant(shown.control.value));
  const fields = element('div', { hidden: '' });
  for (const { name, question } of page.fields) {
    fields.appendChild(
      element('label', { class: 'wide' }, `${name}: ${question}`, element('input', { name })),
    );
  }
  let again: (() => void) | null = null;
  target.control.addEventListener('change', () => {
    fields.hidden = target.control.value !== 'experiment';
    again?.();
  });
  const texts = element('ul', { class: 'texts' });
  const list = element('details', {}, element('summary', {}, 'All texts'), texts);
  const question = element('div', { hidden: '' });
  const settings = element('div', { class: 'row' }, target.label, shown.label);
  const parts = [status, question, settings, fields, list];
  shadow.append(element('section', { class: 'box', 'aria-label': 'Edit texts' }, ...parts));
  document.body.appendChild(host);

  const choose = (yes: string, no: string, ...content: readonly (Node | string)[]) =>
    new Promise<boolean>((resolve) => {
      const end = (answer: boolean) => {
        question.hidden = true;
        question.replaceChildren();
        resolve(answer);
      };
      const accept = element('button', { class: 'main', type: 'button' }, yes);
      const decline = element('button', { type: 'button' }, no);
      accept.addEventListener('click', () => end(true));
      decline.addEventListener('click', () => end(false));
      question.onkeydown = (event) => {
        if (event.key === 'Escape') end(false);
      };
      question.replaceChildren(...content, element('div', { class: 'row' }, accept, decline));
      question.hidden = false;
      accept.focus();
    });

  return {
    host,
    target: () => target.control.value,
    fields: () =>
      Object.fromEntries(
        [...fields.querySelectorAll('input')].map((input) => [input.name, input.value]),
      ),
    list: (found) => {
      texts.replaceChildren(
        ...found.map((one) => {
          const words = ` ${one.text.text.slice(0, 80)}`;
          const button = element(
            'button',
            { type: 'button' },
            element('b', {}, one.text.name),
            words,
          );
          button.addEventListener('click', () => open(one));
          return element('li', {}, button);
        }),
      );
    },
    say: (sentence, fault = false) => {
      status.textContent = sentence || HINT;
      status.className = fault ? 'fault' : '';
    },
    confirm: ({ diff, notes, file }) => {
      const lines = diff.split('\n').map((line) => {
        const kind = line.startsWith('+') ? 'ins' : line.startsWith('-') ? 'del' : 'span';
        return element(kind, {}, `${line}\n`);
      });
      const remarks = notes.map((note) => element('p', { class: 'fault' }, note));
      const chosen = choose(`Write ${file}`, 'Discard', element('pre', {}, ...lines), ...remarks);
      const moved = new Promise<'elsewhere'>((resolve) => {
        again = () => resolve('elsewhere');
      });
      return Promise.race([chosen, moved]).finally(() => {
        again = null;
      });
    },
    retry: (sentence) =>
      choose('Try again', 'Discard', element('p', { class: 'fault', role: 'alert' }, sentence)),
  };
}

const HINT = 'Click a text to reword it. In links, buttons and questions: Alt and click, or F2.';

function select(
  name: string,
  options: readonly { readonly id: string; readonly label: string }[],
  current: string,
) {
  const control = element('select', {});
  for (const { id, label } of options) {
    control.appendChild(element('option', { value: id }, label));
  }
  control.value = current;
  return { control, label: element('label', {}, name, control) };
}

function showVariant(key: string): void {
  const url = new URL(location.href);
  url.searchParams.delete('variant');
  // An empty choice is a choice, too: the control, whoever is looking.
  url.searchParams.set('variant', key);
  location.assign(url);
}
