import { FORM_COMBINATION_FIELD, FORM_VIEW_FIELD } from '#experiments/contract/forms.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { combinationPath } from '#experiments/definition/experiment/combination.ts';
import type { FormDefinition } from '#experiments/definition/landing/form.ts';
import { formPage } from '../landing/form-page.ts';
import { readViewOf } from '../landing/read-view-token.ts';
import { logEvent } from '../log.ts';
import { recordReject } from '../store/events/record-events.ts';
import { isUnavailable } from '../store/operation/attempt.ts';
import { siteDay } from '../store/operation/site-day.ts';
import { readForm } from './form-body.ts';
import { readFields } from './form-fields.ts';
import { messagesOf } from './form-messages.ts';
import { formWords } from './form-words.ts';
import { type Problem, problemResponse, unavailableResponse } from './problem.ts';
import { isOwnHost, isSameOrigin } from './same-origin.ts';
import { fieldsShown, pageOf, pathOf } from './shown-page.ts';
import { type FormContext, type Submit, storeArrival, storeSubmit } from './submit.ts';
import { thanksLink } from './thanks-link.ts';

/**
 * `POST /_tl/forms/{form}`: a lead from a plain HTML form. 303 to the thanks page once the lead is
 * in D1; 422 with the page again and a message per field; 503 with the page and what was typed.
 */
export async function postForm(
  request: Request,
  formId: string,
  context: FormContext,
): Promise<Response> {
  const submit = await readSubmit(request, formId, context);
  if ('code' in submit) return refuse(submit, context);
  const { form, body } = submit;
  const messages = messagesOf(pathOf(submit, context.catalog), context.catalog);
  const key = body.get(FORM_COMBINATION_FIELD) ?? '';
  const fields = fieldsShown(submit, key);
  const { values, errors } = readFields(fields, body, messages);
  const query = formWords(request, submit.url);
  const again = (status: 422 | 503, message: string) =>
    pageAgain(submit, { key, values, errors, status, message, query }, context);
  try {
    if (Object.keys(errors).length > 0) {
      await book({ code: 'invalid-fields', message: Object.keys(errors).join(', ') }, context);
      // The corrected form comes from another address, which no longer tells the campaign.
      await storeArrival(request, submit, context);
      return await again(422, messages.checkFields);
    }
    const leadId = await storeSubmit(request, submit, { fields, values, context });
    const thanks = thanksOf(form, key, context.catalog);
    const location = await thanksLink(thanks.path, { leadId, key: thanks.key }, context);
    return new Response(null, {
      status: 303,
      headers: { Location: location, 'Cache-Control': 'no-store' },
    });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    logEvent('error', 'store-unavailable', { route: '/_tl/forms/:form', error });
    return again(503, messages.notSaved);
  }
}

/** Where a sent form leads, and the combination if it has a page of its own there. */
function thanksOf(
  { thanks, thanksByCombination = {} }: FormDefinition,
  key: string,
  catalog: Catalog,
): { readonly path: string; readonly key: string } {
  const path = (Object.hasOwn(thanksByCombination, key) && thanksByCombination[key]) || thanks;
  const own = catalog.thanks.find((page) => page.path === path)?.keys.includes(key) ?? false;
  return { path, key: own ? key : '' };
}

async function readSubmit(
  request: Request,
  formId: string,
  context: FormContext,
): Promise<Submit | Problem> {
  const url = new URL(request.url);
  if (!isSameOrigin(request, url) || !isOwnHost(url, context.catalog.site)) {
    return { code: 'foreign-origin', message: 'Forms come from pages of this site only.' };
  }
  const form = context.catalog.forms.find((one) => one.id === formId);
  if (!form) return { code: 'unknown-form', message: 'There is no such form.' };
  const body = await readForm(request);
  if ('code' in body) return body as Problem;
  const read = await readViewOf(request, url, body.get(FORM_VIEW_FIELD) ?? '', context);
  return {
    form,
    body,
    url,
    view: read.ok ? read.view : null,
    unitId: read.ok ? read.unitId : null,
  };
}

async function pageAgain(
  submit: Submit,
  answer: {
    readonly key: string;
    readonly values: Readonly<Record<string, string>>;
    readonly errors: Readonly<Record<string, string>>;
    readonly status: 422 | 503;
    readonly message: string;
    readonly query: URLSearchParams;
  },
  context: FormContext,
): Promise<Response> {
  const landing = pageOf(submit, context.catalog);
  const key = landing?.combinationKeys.includes(answer.key) ? answer.key : '';
  const found = await context.readPage(combinationPath(key, landing?.path ?? submit.form.landing));
  if (!found) return unavailableResponse();
  const token = submit.view ? (submit.body.get(FORM_VIEW_FIELD) ?? '').trim() : '';
  // The page as it was: its sections of that moment, its words from the address that it had.
  const view = { token, query: answer.query, now: submit.view?.t ?? context.now };
  return formPage(found.page, { ...answer, formId: submit.form.id, view });
}

async function refuse(problem: Problem, context: FormContext): Promise<Response> {
  try {
    await book(problem, context);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return unavailableResponse();
  }
  return problemResponse(problem);
}

function book(problem: Problem, context: FormContext): Promise<void> {
  return recordReject(context.db, {
    day: siteDay(context.now, context.catalog.site.timeZone),
    receivedAt: context.now,
    kind: 'form',
    // A form's values are personal data: only the names of the faulty fields are kept.
    reject: { ...problem, payload: '' },
  });
}
