import { atom } from 'nanostores';

const PARAMETER = 'dimension';

/**
 * Shows the dimension that a link names without loading the page again. The address holds the
 * state: it can be shared, and the browser's back button works.
 */
export function filterDimensions(): void {
  const filter = document.querySelector('.dimension-filter');
  if (!filter) return;
  const links = [...filter.querySelectorAll('a')];
  const parts = [...document.querySelectorAll<HTMLDetailsElement>('.dimension-part')];
  const $dimension = atom(dimensionOf(location.href));
  $dimension.subscribe((chosen) => {
    const known = parts.some(({ id }) => id === `by-${chosen}`);
    for (const part of parts) {
      part.hidden = known && part.id !== `by-${chosen}`;
      if (part.id === `by-${chosen}`) part.open = true;
    }
    for (const link of links) {
      const current = dimensionOf(link.href) === (known ? chosen : '');
      if (current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  });
  filter.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a');
    if (!link || !(event instanceof MouseEvent) || opensElsewhere(event)) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    $dimension.set(dimensionOf(link.href));
  });
  addEventListener('popstate', () => $dimension.set(dimensionOf(location.href)));
}

function dimensionOf(address: string): string {
  return new URL(address).searchParams.get(PARAMETER) ?? '';
}

function opensElsewhere({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button !== 0 || metaKey || ctrlKey || shiftKey || altKey;
}
