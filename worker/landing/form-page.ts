import type { FieldErrors } from '#experiments/contract/forms.ts';
import { pageHeaders } from './headers.ts';
import { fillSlots, type Page } from './page-bytes.ts';

/** What the visitor gets back when a submit did not go through. */
export type FormReturn = {
  readonly formId: string;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FieldErrors;
  /** Said above the form. */
  readonly message: string;
  /** The token that the page had: the same view goes on. */
  readonly token: string;
  readonly status: 422 | 503;
};

/** The page again, with what was typed in place and each message beside its field. */
export function formPage(page: Page, answer: FormReturn): Response {
  const headers = pageHeaders(page.csp);
  headers.set('Cache-Control', 'no-store');
  if (answer.status === 503) headers.set('Retry-After', '5');
  const html = new Response(fillSlots(page, answer.token), { status: answer.status, headers });
  const form = `form[action="/_tl/forms/${answer.formId}"]`;
  let select = '';
  return new HTMLRewriter()
    .on(`${form} input[name]`, { element: (input) => fillInput(input, answer) })
    .on(`${form} textarea[name]`, {
      element: (area) => {
        markError(area, answer.errors);
        const value = answer.values[area.getAttribute('name') ?? ''];
        if (value) area.setInnerContent(value);
      },
    })
    .on(`${form} select[name]`, {
      element: (element) => {
        select = element.getAttribute('name') ?? '';
        markError(element, answer.errors);
      },
    })
    .on(`${form} select[name] option`, {
      element: (option) => {
        const chosen = answer.values[select];
        if (chosen && option.getAttribute('value') === chosen) option.setAttribute('selected', '');
        else option.removeAttribute('selected');
      },
    })
    .on(`${form} [data-error-for]`, {
      element: (place) => show(place, answer.errors[place.getAttribute('data-error-for') ?? '']),
    })
    .on(`${form} [data-form-error]`, { element: (place) => show(place, answer.message) })
    .transform(html);
}

function fillInput(input: Element, answer: FormReturn): void {
  const name = input.getAttribute('name') ?? '';
  const value = answer.values[name];
  if (value === undefined) return;
  markError(input, answer.errors);
  if (input.getAttribute('type') === 'checkbox') {
    if (value) input.setAttribute('checked', '');
    return;
  }
  // setAttribute escapes quotes only; an ampersand would otherwise be read as an entity.
  input.setAttribute('value', value.replaceAll('&', '&amp;'));
}

function markError(element: Element, errors: FieldErrors): void {
  if (errors[element.getAttribute('name') ?? '']) element.setAttribute('aria-invalid', 'true');
}

function show(place: Element, message: string | undefined): void {
  if (!message) return;
  place.removeAttribute('hidden');
  place.setInnerContent(message);
}
