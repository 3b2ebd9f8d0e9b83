/** Names of the hidden inputs that every lead form carries. */
export const FORM_VIEW_FIELD = 'tl_view';
/** Key of the combination that drew the form: says which fields the visitor could see. */
export const FORM_COMBINATION_FIELD = 'tl_combination';
/** Honeypot: people never see it, so only programs fill it. */
export const FORM_HONEYPOT_FIELD = 'tl_website';
/** Field that the Turnstile widget adds; named by Cloudflare. */
export const TURNSTILE_FIELD = 'cf-turnstile-response';
/** Query parameter of a thanks link that carries the signed result. */
export const THANKS_PARAMETER = 'tl_result';

/** Message per field name, as the page shows it beside the field. */
export type FieldErrors = Readonly<Record<string, string>>;
