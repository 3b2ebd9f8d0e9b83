/** A text of the page, as the development server names it. */
export type PageText = {
  readonly place: readonly (string | number)[];
  readonly name: string;
  readonly text: string;
  readonly section: string | null;
};

/** What the development server says about a page. */
export type PageTexts = {
  readonly ok: true;
  readonly path: string;
  readonly texts: readonly PageText[];
  readonly targets: readonly { readonly id: string; readonly label: string }[];
  readonly target: string;
  readonly variants: readonly { readonly key: string; readonly draft: boolean }[];
  readonly fields: readonly { readonly name: string; readonly question: string }[];
};

export type Proposed = {
  readonly ok: true;
  readonly id: string;
  readonly file: string;
  readonly diff: string;
  readonly notes: readonly string[];
};

export type Refused = { readonly ok: false; readonly sentence: string };

/** Asks the development server. */
export type AskServer = <Answer>(route: string, body: object) => Promise<Answer | Refused>;

/** Asks with the token of this page; a server that does not answer is a refusal in words. */
export function askWith(token: string): AskServer {
  return async (route, body) => {
    try {
      const response = await fetch(`/@truelift/${route}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Truelift-Edit': token },
        body: JSON.stringify(body),
      });
      return await response.json();
    } catch {
      return { ok: false, sentence: 'npm run dev does not answer: is it still running?' };
    }
  };
}
