import { cookieName, cookieValue, setCookieHeader } from './cookie.ts';
import type { Keyring } from './keyring.ts';
import { sign, verify } from './signature.ts';

/** What a visitor has answered, as the browser keeps it. */
export type Choice = {
  /** May be recognised on the next visit. */
  readonly measurement: boolean;
  readonly adUserData: boolean;
  readonly adPersonalization: boolean;
  /** Of what was asked: `consent.version` of site.yaml. */
  readonly version: string;
  /** Epoch milliseconds, to the second. */
  readonly at: number;
};

const SUFFIX = '-choice';

/**
 * The answer that the browser brings; null when nobody answered, when it was not written here, or
 * when something else is asked today. A no is kept as well, without any number that tells visitors
 * apart: else everybody who said no would be asked on every page.
 */
export async function readChoice(
  request: Request,
  url: URL,
  { keys, version }: { readonly keys: Keyring; readonly version: string },
): Promise<Choice | null> {
  const value = cookieValue(request, cookieName(url, SUFFIX));
  const [, kid, text, answers, answered, seconds, signature] =
    /^1\.([a-z0-9]{1,8})\.(([01]{3})\.([a-z0-9-]{1,20})\.([0-9a-z]{1,8}))\.([\w-]{22})$/.exec(
      value ?? '',
    ) ?? [];
  if (!kid || !text || !answers || !seconds || !signature || answered !== version) return null;
  if (!(await verify(keys, 'choice', { kid, text, signature }))) return null;
  return {
    measurement: answers[0] === '1',
    adUserData: answers[1] === '1',
    adPersonalization: answers[2] === '1',
    version,
    at: Number.parseInt(seconds, 36) * 1000,
  };
}

/** The header that keeps an answer. */
export async function choiceCookie(choice: Choice, url: URL, keys: Keyring): Promise<string> {
  const { measurement, adUserData, adPersonalization, version, at } = choice;
  const answers = [measurement, adUserData, adPersonalization].map(Number).join('');
  const text = `${answers}.${version}.${Math.floor(at / 1000).toString(36)}`;
  const value = `1.${keys[0].kid}.${text}.${await sign(keys, 'choice', text)}`;
  return setCookieHeader(cookieName(url, SUFFIX), value, url);
}
