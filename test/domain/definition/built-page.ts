import { emptySlot } from '#experiments/contract/token.ts';

export const CONTROL = '/crm/';
export const TREATED = '/_v/headline.outcome/crm/';
export const THANKS = '/crm/thanks/';
export const SCRIPT = 'addEventListener("click", () => fetch("/_tl/events", "<p style=x>"))';
export const SLOT = emptySlot(1100);

export type Page = {
  readonly key?: string;
  readonly head?: string;
  readonly body?: string;
  readonly slot?: string;
  readonly tracker?: string;
};

/** A landing page as Astro writes it, with what a test puts into it. */
export function aPage({ key = '', head = '', body = '', slot = SLOT, tracker }: Page = {}): string {
  return `<!DOCTYPE html><html lang="en"><head><title>Größe</title>
<link rel="canonical" href="https://go.halden.example/crm/"><meta name="tl" content="${slot}">
<script>${tracker ?? SCRIPT}</script><style>p{color:red}</style>${head}</head><body><p>Wärme</p>
<form method="post" action="/_tl/forms/demo"><input type="hidden" name="tl_view" value="${slot}">
<input type="hidden" name="tl_combination" value="${key}"><input name="email"></form>${body}</body></html>`;
}
