/** A link that takes a reference along: the parameter for it, and what the address has by itself. */
export type HandoffLink = {
  /** Parameter that the other site takes the reference in. */
  readonly handoff: string;
  /** What joins the first parameter to the address. */
  readonly joint: '?' | '&';
  /** Parameters of the address itself, in lower case: they stay as they are. */
  readonly has: readonly string[];
};

/** Where the edge adds to an address; nobody's browser sees it. */
export const HANDOFF_MARK =
  '\\(\\(handoff:(?<handoff>[\\w-]+):(?<joint>first|next):(?<has>[\\w.,-]*)\\)\\)';

/**
 * The address of a link as the build writes it: with a mark where the edge adds the reference, in
 * front of a fragment. `https://cal.example/a?b=1#c` → `https://cal.example/a?b=1((handoff:…))#c`.
 */
export function handoffHref({
  href,
  handoff,
}: {
  readonly href: string;
  readonly handoff?: string | undefined;
}): string {
  if (handoff === undefined) return href;
  const [, address = href, query, fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(href) ?? [];
  const has = (query ?? '')
    .slice(1)
    .split('&')
    .map((pair) => pair.split('=', 1)[0]?.toLowerCase() ?? '')
    .filter((name) => /^[\w.-]+$/.test(name));
  const joint = query === undefined ? 'first' : 'next';
  return `${address}${query ?? ''}((handoff:${handoff}:${joint}:${has.join(',')}))${fragment}`;
}

/** What a mark says, by the groups of its expression. */
export function readHandoffMark(groups: {
  readonly handoff: string;
  readonly joint?: string | undefined;
  readonly has?: string | undefined;
}): HandoffLink {
  return {
    handoff: groups.handoff,
    joint: groups.joint === 'first' ? '?' : '&',
    has: (groups.has ?? '').split(',').filter((name) => name !== ''),
  };
}
