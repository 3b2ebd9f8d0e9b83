import type { FoundText } from './find-texts.ts';

type Pointing = {
  readonly find: () => readonly FoundText[];
  readonly isBusy: () => boolean;
  /** The editor itself, whose clicks are its own. */
  readonly host: HTMLElement;
  readonly open: (text: FoundText) => void;
};

/** What reacts to a click by itself. */
const INTERACTIVE = 'a, button, summary, label, input, select, textarea';

/** Shows which text the pointer is on and opens it on a click; F2 opens that of the focus. */
export function pointAt({ find, isBusy, host, open }: Pointing): void {
  const highlight = new Highlight();
  CSS.highlights.set('tl-text', highlight);

  function under(event: MouseEvent): FoundText | undefined {
    if (isBusy() || !(event.target instanceof Element) || host.contains(event.target)) return;
    if (event.target.closest(INTERACTIVE) !== null && !event.altKey) return;
    const found = find();
    return (
      found.find(({ node }) => isOn(rangeOf(node), event)) ??
      // Beside the words, on the element that holds nothing else.
      found.find(({ node }) => node.parentElement === event.target)
    );
  }

  document.addEventListener('mousemove', (event) => {
    highlight.clear();
    const found = under(event);
    if (found !== undefined) highlight.add(rangeOf(found.node));
  });
  document.addEventListener(
    'click',
    (event) => {
      const found = under(event);
      if (found === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      highlight.clear();
      open(found);
    },
    { capture: true },
  );
  document.addEventListener('keydown', (event) => {
    const focused = document.activeElement;
    if (event.key !== 'F2' || isBusy() || focused === null || focused === document.body) return;
    const found = find().find(({ node }) => focused.contains(node));
    if (found === undefined) return;
    event.preventDefault();
    open(found);
  });
}

function isOn(range: Range, { clientX: x, clientY: y }: MouseEvent): boolean {
  return [...range.getClientRects()].some(
    ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom,
  );
}

function rangeOf(node: Text): Range {
  const range = document.createRange();
  range.selectNodeContents(node);
  return range;
}
