import { type FoundText, plain } from './find-texts.ts';

/** How typing over a text ended. */
export type Typed = { readonly value: string; readonly restore: () => void };

/**
 * Opens a text for typing where it stands. Enter or leaving it gives what was typed, Escape gives
 * null; `restore` puts the old text back. Only plain text can be typed or pasted.
 */
export function typeOver({ node, text, shown }: FoundText): Promise<Typed | null> {
  const before = node.data;
  const start = before.length - before.trimStart().length;
  const lead = plain(before).indexOf(shown);
  const words = lead <= 0 ? node : node.splitText(start + lead);
  const surplus = plain(words.data).length - shown.length;
  if (lead >= 0 && surplus > 0) words.splitText(words.data.trimEnd().length - surplus);
  const holder = document.createElement('tl-text');
  holder.contentEditable = 'plaintext-only';
  holder.role = 'textbox';
  holder.ariaLabel = `Text of ${text.name}`;
  holder.spellcheck = true;
  words.replaceWith(holder);
  holder.textContent = text.text;
  const restore = () => {
    const parent = holder.parentNode;
    holder.replaceWith(document.createTextNode(words.data));
    parent?.normalize();
  };
  return new Promise((resolve) => {
    const end = (value: string | null) => {
      holder.removeEventListener('blur', leave);
      holder.contentEditable = 'false';
      if (value === null || plain(value) === plain(text.text)) {
        restore();
        resolve(null);
      } else {
        resolve({ value: plain(value), restore });
      }
    };
    const leave = () => end(holder.textContent);
    holder.addEventListener('blur', leave);
    holder.addEventListener('click', (event) => event.preventDefault());
    // A space would press the button or open the question around the text.
    holder.addEventListener('keyup', (event) => {
      if (event.key === ' ') event.preventDefault();
      event.stopPropagation();
    });
    holder.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Enter' && !event.isComposing) end(holder.textContent);
      else if (event.key === 'Escape') end(null);
      else return;
      event.preventDefault();
    });
    holder.focus();
    getSelection()?.selectAllChildren(holder);
    getSelection()?.collapseToEnd();
  });
}
