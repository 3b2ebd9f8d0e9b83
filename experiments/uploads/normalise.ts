/**
 * An e-mail address without spaces, in lower case; '' where the text is none.
 * Source for the inner spaces: Google, "Format user data",
 * https://developers.google.com/data-manager/api/devguides/concepts/formatting
 */
export function plainEmail(text: string): string {
  const email = text.normalize('NFC').replace(/\s+/gu, '').toLowerCase();
  return /^[^@]+@[^@]+\.[^@]+$/.test(email) ? email : '';
}

/**
 * The address without the dots of its local part, and with `suffix: 'drop'` without what follows a
 * "+", for gmail.com and googlemail.com alone: elsewhere both tell mailboxes apart.
 */
export function gmailMailbox(email: string, { suffix }: { readonly suffix: 'drop' | 'keep' }) {
  const at = email.lastIndexOf('@');
  if (at < 1 || !/^(gmail|googlemail)\.com$/.test(email.slice(at + 1))) return email;
  const local = email.slice(0, at);
  const named = suffix === 'drop' ? local.replace(/\+.*$/, '') : local;
  const mailbox = named.replaceAll('.', '');
  return mailbox === '' ? '' : mailbox + email.slice(at);
}

/**
 * A number as E.164 (ITU-T, up to 15 digits behind the "+"): `+44 (0)20 7946-0958` becomes
 * `+442079460958`. '' without a country code.
 */
export function plainPhone(text: string): string {
  const phone = text.replace(/\(0\)/, '').replace(/[\s().\-/]/gu, '');
  return /^\+[1-9]\d{6,14}$/.test(phone) ? phone : '';
}

/** The digits of an E.164 number, without its "+". */
export function phoneDigits(text: string): string {
  return plainPhone(text).slice(1);
}

/** Text in lower case with single spaces and none around it. */
export function lowerText(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** Letters only: without digits, symbols and punctuation; spaces between words stay. */
export function lettersAndSpaces(text: string): string {
  return lowerText(text.replace(/[\p{N}\p{P}\p{S}]/gu, ''));
}

/** Letters and digits in lower case without spaces or punctuation. */
function lettersAndDigits(text: string): string {
  return lowerText(text).replace(/[\s\p{P}\p{S}]/gu, '');
}

/** Letters in lower case without spaces, digits or punctuation. */
export function lettersOnly(text: string): string {
  return lettersAndDigits(text).replace(/\p{N}/gu, '');
}

/** A first name without punctuation and without a title before it: "Mrs. Mary-Ann" is "maryann". */
export function withoutTitle(text: string): string {
  const name = lowerText(text).replace(/^(?:mrs|mr|ms|miss|dr|prof)(?:\.\s*|\s+)(?=\S)/u, '');
  return lowerText(name.replace(/\p{P}/gu, ''));
}

/** A last name without punctuation and without a suffix behind it: "O'Neil, Jr." is "oneil". */
export function withoutSuffix(text: string): string {
  const name = lowerText(text).replace(/(?<=\S)[,\s]+(?:jr|sr|ii|iii|iv)\.?$/u, '');
  return lowerText(name.replace(/\p{P}/gu, ''));
}

/** An ISO 3166-1 alpha-2 code in capitals; '' where the text is none. */
export function countryCode(text: string): string {
  const code = text.trim().toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? code : '';
}
