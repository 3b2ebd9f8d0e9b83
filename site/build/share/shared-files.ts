import type { Accent } from './accent.ts';

/** Files that pages name in their heads and the build makes after them. */
export type SharedFiles = {
  /** Picture of a link by the public path of its landing; none where the landing names its own. */
  readonly shareImages: Readonly<Record<string, DrawnFile>>;
  readonly icons: IconLinks;
};

export type DrawnFile = {
  /** Public path; another picture has another. */
  readonly file: string;
  readonly type: 'image/png';
  readonly width: number;
  readonly height: number;
  readonly alt: string;
};

/** The icon of tabs by the accent of the page. */
export type IconLinks = Readonly<Record<Accent, { readonly href: string; readonly type: string }>>;
