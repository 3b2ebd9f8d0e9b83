import { type View, viewSchema } from '#experiments/contract/token.ts';
import type { Random } from '../random.ts';

/** What a browser makes of a landing page: its token, what is in it, and what can be acted on. */
export type Page = {
  readonly token: string;
  readonly view: View;
  /** Metrics of clickable elements, each once. */
  readonly clicks: readonly string[];
  readonly form: PageForm | null;
};

export type PageForm = {
  /** `/_tl/forms/demo` */
  readonly action: string;
  /** Metrics of beginning it. */
  readonly starts: readonly string[];
  /** What the browser would send: hidden inputs, then the fields as a person left them. */
  readonly fill: (random: Random) => readonly (readonly [name: string, value: string])[];
};

/** Reads a page as it was served. Throws when it carries no token: then nothing can be expected. */
export function readPage(html: string): Page {
  const token = /<meta name="tl" content="([^"]*)"/.exec(html)?.[1]?.trim() ?? '';
  const payload = token.split('.')[2];
  if (!payload) throw new Error('The page carries no view token.');
  const view = viewSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  const clicks = [...html.matchAll(/<(?:a|button)[^>]* data-metric="([^"]+)"/g)].flatMap(
    ([, ids = '']) => ids.split(' '),
  );
  return { token, view, clicks: [...new Set(clicks)], form: readForm(html) };
}

function readForm(html: string): PageForm | null {
  const [whole, open = ''] = /<form([^>]*)>[\s\S]*?<\/form>/.exec(html) ?? [];
  const action = attribute(open, 'action');
  if (!whole || !action) return null;
  const controls = [
    ...whole.matchAll(/<(input)\b([^>]*)>|<(textarea|select)\b([^>]*)>([\s\S]*?)<\/\3>/g),
  ].map(([, input, own = '', tag = input ?? '', attributes = own, content = '']) => ({
    tag,
    attributes,
    content,
  }));
  return {
    action,
    starts: attribute(open, 'data-metric-start')?.split(' ') ?? [],
    fill: (random) =>
      controls.flatMap((control) => {
        const name = attribute(control.attributes, 'name');
        return name ? [[name, typedInto(control, random)] as const] : [];
      }),
  };
}

type Control = { readonly tag: string; readonly attributes: string; readonly content: string };

function typedInto({ tag, attributes, content }: Control, random: Random): string {
  const type = attribute(attributes, 'type');
  const name = attribute(attributes, 'name') ?? '';
  if (type === 'hidden' || name === 'tl_website') return attribute(attributes, 'value') ?? '';
  if (tag === 'select') {
    const options = [...content.matchAll(/<option[^>]* value="([^"]+)"/g)].map(
      ([, value]) => value,
    );
    return unescapeHtml(options[Math.floor(random() * options.length)] ?? '');
  }
  if (type === 'checkbox') return attribute(attributes, 'value') ?? 'on';
  if (type === 'email') return `jana.${Math.floor(random() * 1e12)}@wärme-ost.example`;
  if (type === 'tel') return '+49 30 5550 1420';
  return tag === 'textarea'
    ? 'Two depots & a night plan:\r\n30 % of our jobs = emergencies'
    : 'Jana Öz';
}

function attribute(attributes: string, name: string): string | undefined {
  const [, found, value = ''] =
    new RegExp(`(?:^|\\s)(${name})(?:="([^"]*)"|(?=[\\s>]|$))`).exec(attributes) ?? [];
  return found ? unescapeHtml(value) : undefined;
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
