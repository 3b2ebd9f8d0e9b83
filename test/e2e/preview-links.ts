import { catalog } from '#generated/catalog.ts';
import { previewLinksText } from '#site/commands/links/preview-text.ts';
import { signingKey } from '#site/commands/links/sign.ts';
import { readSecrets } from '#site/commands/local/secrets.ts';

/** One page of a landing as a printed link shows it. */
export type PrintedLink = {
  /** Public path of the landing. */
  readonly landing: string;
  /** Combination as printed: "control", "crm-headline.outcome", "crm-proof.heating (draft)". */
  readonly name: string;
  readonly link: string;
};

/** The links that `npm run links -- --preview` prints for a running site. */
export function printedLinks(origin: string): readonly PrintedLink[] {
  const key = signingKey(readSecrets('.dev.vars').TRUELIFT_SIGNING_KEYS);
  if (!key.ok) throw new Error(key.sentence);
  const frame = { origin, expiresAt: Date.now() + 3_600_000, key };
  const printed = previewLinksText(catalog, '', frame);
  if (!printed.ok) throw new Error(printed.sentence);
  return printed.text.split('\n\n').flatMap((block) => {
    const [landing = '', ...lines] = block.split('\n');
    const pairs = [...lines.join('\n').matchAll(/^ {2}(\S.*)\n {4}(\S+)$/gm)];
    return pairs.map(([, name = '', link = '']) => ({ landing, name, link }));
  });
}
