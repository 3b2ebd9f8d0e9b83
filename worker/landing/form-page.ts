import type { FieldErrors } from '#experiments/contract/forms.ts';
import { type Composition, composePage } from './compose-page.ts';
import { pageHeaders } from './headers.ts';
import type { Page } from './page-bytes.ts';

/** What the visitor gets back when a submit did not go through. */
export type FormReturn = {
  readonly formId: string;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FieldErrors;
  /** Said above the form. */
  readonly message: string;
  /** As the page was: its token, for the same view goes on, its keywords and its moment. */
  readonly view: Composition;
  readonly status: 422 | 503;
};

/** The page again, with what was typed in place and each message beside its field. */
export function formPage(page: Page, answer: FormReturn): Response {
  const headers = pageHeaders(page.csp, page.noindex);
  headers.set('Cache-Control', 'no-store');
  if (answer.status === 503) headers.set('Retry-After', '5');
  const html = new Response(composePage(page, answer.view), { status: answer.status, headers });
  const form = `form[action="/_tl/forms/${answer.formId}"]`;
  let select = '';
  const focus = firstFaultFocus(answer.errors);
  return new HTMLRewriter()
    .on(`${form} input[name]`, {
      element: (input) => {
        fillInput(input, answer);
        focus(input);
      },
    })
    .on(`${form} textarea[name]`, {
      element: (area) => {
        markError(area, answer.errors);
        focus(area);
        const value = answer.values[area.getAttribute('name') ?? ''];
        if (value) area.setInnerContent(value);
      },
    })
    .on(`${form} select[name]`, {
      element: (element) => {
        select = element.getAttribute('name') ?? '';
        markError(element, answer.errors);
        focus(element);
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
    .on(`${form} [data-form-error]`, {
      element: (place) => {
        show(place, answer.message);
        if (Object.keys(answer.errors).length > 0) return;
        place.setAttribute('tabindex', '-1');
        place.setAttribute('autofocus', '');
      },
    })
    .transform(html);
}

function fillInput(input: Element, answer: FormReturn): void {
  const name = input.getAttribute('name') ?? '';
  const value = answer.values[name];
  if (value === undefined) return;
  markError(input, answer.errors);
  const type = input.getAttribute('type');
  if (type === 'checkbox' || type === 'radio') {
    const chosen = type === 'checkbox' ? value !== '' : value === input.getAttribute('value');
    if (chosen) input.setAttribute('checked', '');
    return;
  }
  // setAttribute escapes quotes only; an ampersand would otherwise be read as an entity.
  input.setAttribute('value', value.replaceAll('&', '&amp;'));
}

/** Brings the first faulty field into view when the page opens, without a script. */
function firstFaultFocus(errors: FieldErrors): (field: Element) => void {
  let found = false;
  return (field) => {
    if (found || !errors[field.getAttribute('name') ?? '']) return;
    found = true;
    field.setAttribute('autofocus', '');
  };
}

function markError(element: Element, errors: FieldErrors): void {
  if (errors[element.getAttribute('name') ?? '']) element.setAttribute('aria-invalid', 'true');
}

function show(place: Element, message: string | undefined): void {
  if (!message) return;
  place.removeAttribute('hidden');
  place.setInnerContent(message);
}
