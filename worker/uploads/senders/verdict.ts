import { retryAfterMs } from '../../outbox/retry.ts';

/** What a platform said to a request. Rows count from 0, in the order of the request. */
export type Verdict =
  /** It has them, but for some. `requestId`: it tells later what it makes of them. */
  | {
      readonly kind: 'taken';
      readonly refused: ReadonlyMap<number, string>;
      readonly requestId?: string;
    }
  /** It took none. `rows`: those that were at fault; null where it did not say which. */
  | {
      readonly kind: 'refused';
      readonly rows: ReadonlyMap<number, string> | null;
      readonly why: string;
    }
  /** Not now: too many requests, a fault of its own, or a token that somebody has to mend. */
  | { readonly kind: 'later'; readonly why: string; readonly askedMs: number };

/** An answer as it was read: the body as far as it is JSON. */
export type Answer = { readonly status: number; readonly body: unknown; readonly askedMs: number };

/** Longest text of a platform's that is kept. */
const LONGEST = 200;

/** Reads an answer to its end; at most what an answer about a batch can have. */
export async function readAnswer(response: Response, now: number): Promise<Answer> {
  const text = (await response.text()).slice(0, 1_000_000);
  const askedMs = retryAfterMs(response.headers.get('Retry-After'), now);
  return { status: response.status, body: jsonOf(text), askedMs };
}

/** Codes that say nothing of the rows: somebody mends the access, or the platform recovers. */
export function isLater(status: number): boolean {
  return [401, 403, 404, 408, 425, 429].includes(status) || status >= 500 || status < 400;
}

/** `answered 400: …` */
export function whyOf({ status }: Answer, said: string): string {
  return `answered ${status}${said === '' ? '' : `: ${said.slice(0, LONGEST)}`}`;
}

/** A text of the platform's, without anything that a person could be found by. */
export function plainText(value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  return text
    .replace(/[0-9a-f]{64}/gi, '…')
    .replace(/[^\s@]+@[^\s@]+/g, '…')
    .slice(0, LONGEST);
}

/** The value at a path of plain objects and lists; undefined where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  );
}

/** The list at a path of an answer; empty where there is none. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
