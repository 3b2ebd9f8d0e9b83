import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { FormMessages } from '#experiments/words/form-messages.ts';

/** What a form says about what was typed, in the language of the landing that carries it. */
export function messagesOf(
  landing: string,
  { landings, formMessages, site }: Pick<Catalog, 'landings' | 'formMessages' | 'site'>,
): FormMessages {
  const locale = landings.find(({ path }) => path === landing)?.locale ?? site.locale;
  const messages = formMessages[locale];
  if (messages === undefined) throw new Error(`the catalog has no form messages for ${locale}`);
  return messages;
}
